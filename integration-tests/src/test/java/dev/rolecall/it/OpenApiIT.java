package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.ldap.keycloak.LdapAdminResource;
import dev.rolecall.sync.RolecallAdminResource;
import dev.rolecall.sync.RolecallResource;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/openapi.yaml} says what is there: every call in it is on the server, every call of the server is in it. */
@ExtendWith(RealmOfTheClass.class)
class OpenApiIT {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final TestRealm realm;

    OpenApiIT(TestRealm realm) {
        this.realm = realm;
    }

    /** Each call as {@code POST /realms/{realm}/rolecall/imports}, parameters as they stand. */
    static Stream<String> calls() throws IOException {
        JsonNode document =
                new YAMLMapper().readTree(TestBed.path("rolecall.openapi").toFile());
        List<String> calls = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (String method : METHODS) {
                if (path.getValue().has(method)) {
                    calls.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        return calls.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallThatIsDescribedIsOnTheServer(String call) {
        String method = call.split(" ", 2)[0];
        String path = call.split(" ", 2)[1]
                .replace("{realm}", realm.name())
                .replaceAll("\\{[^}]*}", "5f0c7b6e-0000-4000-8000-000000000000");

        Answer answer = Http.send(method, realm.onServer(path), null, "application/json", BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void aCallThatIsOnTheServerIsDescribed() throws IOException {
        Stream<String> described = calls().map(call -> call.replaceAll("\\{[^}]*}", "{}"));

        List<String> served = new ArrayList<>(ResourceCalls.below("/realms/{}/rolecall", RolecallResource.class));
        served.addAll(ResourceCalls.below("/admin/realms/{}/rolecall", RolecallAdminResource.class));
        served.addAll(ResourceCalls.below("/admin/realms/{}/rolecall-ldap", LdapAdminResource.class));
        assertThat(described).containsExactlyInAnyOrderElementsOf(served);
    }
}
