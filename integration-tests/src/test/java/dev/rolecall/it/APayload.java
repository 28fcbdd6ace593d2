package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What a partner says of a person: complete and good unless a test says otherwise. */
final class APayload {
    private final ObjectNode user = Json.object();
    private final ArrayNode sections;

    private APayload(String usercode) {
        sections = Json.object().putArray("sections");
        sections.addObject().set("user", user);
        with("usercode", usercode);
    }

    /** About somebody nobody has heard of. */
    static APayload aboutANewcomer() {
        return about("P-" + UUID.randomUUID());
    }

    static APayload about(String usercode) {
        return new APayload(usercode)
                .with("username", usercode.toLowerCase(Locale.ROOT))
                .with("email", usercode.toLowerCase(Locale.ROOT) + "@partner.test")
                .with("firstName", "Grace")
                .with("lastName", "Hopper");
    }

    APayload with(String member, Object value) {
        user.set(member, Json.of(value));
        return this;
    }

    APayload without(String member) {
        user.remove(member);
        return this;
    }

    APayload associatedWith(String... customers) {
        return with("customers", List.of(customers));
    }

    APayload holding(String... roles) {
        return section("roles", List.of(roles));
    }

    APayload permitted(String... permissions) {
        return section("permissions", List.of(permissions));
    }

    APayload responsible(String attribute, String... values) {
        return section("responsibilities", Map.of(attribute, List.of(values)));
    }

    APayload section(String name, Object value) {
        sections.addObject().set(name, Json.of(value));
        return this;
    }

    String usercode() {
        return user.path("usercode").asText();
    }

    String email() {
        return user.path("email").asText();
    }

    String username() {
        return user.path("username").asText();
    }

    JsonNode json() {
        return sections;
    }
}
