package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Json;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A row about a person: complete and good unless a test says otherwise. */
final class ARow {
    private final ObjectNode row = Json.object();

    private ARow(String usercode) {
        with("usercode", usercode);
    }

    /** About somebody nobody has heard of. */
    static ARow aboutANewcomer() {
        String usercode = "E-" + UUID.randomUUID();
        return new ARow(usercode)
                .with("username", usercode.toLowerCase(Locale.ROOT))
                .with("email", usercode + "@people.test")
                .with("firstName", "Ada")
                .with("lastName", "Lovelace");
    }

    /** Only the key, so that everything else is kept. */
    static ARow about(String usercode) {
        return new ARow(usercode);
    }

    ARow with(String field, Object value) {
        row.set(field, Json.of(value));
        return this;
    }

    ARow cleared(String field) {
        row.putNull(field);
        return this;
    }

    ARow associatedWith(String... customers) {
        return with("customers", List.of(customers));
    }

    ARow holding(String... roles) {
        return with("roles", List.of(roles));
    }

    String usercode() {
        return row.path("usercode").asText();
    }

    JsonNode json() {
        return row;
    }
}
