package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in: the right token of this realm, for the audience {@code rolecall}, with the client role for the call. */
@ExtendWith(RealmOfTheClass.class)
class TokensIT {
    private static final String CALLS = """
            POST, /rolecall/users/sync
            GET, /rolecall/users/E1/sync-payload
            POST, /rolecall/imports
            GET, /rolecall/imports
            GET, /rolecall/imports/5f0c7b6e-0000-4000-8000-000000000000
            GET, /rolecall/imports/5f0c7b6e-0000-4000-8000-000000000000/rows
            """;

    private final TestRealm realm;

    TokensIT(TestRealm realm) {
        this.realm = realm;
    }

    private Answer call(String method, String path, String token) {
        return Http.send(
                method,
                realm.asApplication().uri(path),
                token,
                method.equals("GET") ? "application/json" : "text/csv",
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("usercode\n"));
    }

    @Nested
    class IsRefused {
        @ParameterizedTest
        @CsvSource(textBlock = CALLS)
        void aCallWithoutAToken(String method, String path) {
            Answer answer = call(method, path, null);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate"))
                    .startsWith("Bearer realm=")
                    .doesNotContain("error");
        }

        @ParameterizedTest
        @CsvSource(textBlock = CALLS)
        void aTokenThatIsNone(String method, String path) {
            Answer answer = call(method, path, "no-token");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }

        @ParameterizedTest
        @CsvSource(textBlock = CALLS)
        void aTokenForAnotherAudience(String method, String path) {
            Answer answer = call(method, path, realm.tokensOf(realm.person()).access());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }

        @ParameterizedTest
        @CsvSource(textBlock = CALLS)
        void aTokenOfAnotherRealm(String method, String path) {
            assertThat(call(method, path, realm.asAdministrator().token()).status())
                    .isEqualTo(401);
        }

        @ParameterizedTest
        @CsvSource(textBlock = CALLS)
        void aTokenThatWasTamperedWith(String method, String path) {
            String token = realm.tokenOf("people-push");
            String tampered = token.substring(0, token.length() - 6) + "AAAAAA";

            assertThat(call(method, path, tampered).status()).isEqualTo(401);
        }

        @ParameterizedTest
        @CsvSource(textBlock = """
                        hr-import, POST, /rolecall/users/sync
                        access-admin, POST, /rolecall/users/sync
                        hr-import, GET, /rolecall/users/E1/sync-payload
                        people-push, POST, /rolecall/imports
                        access-admin, POST, /rolecall/imports
                        people-push, GET, /rolecall/imports
                        people-push, GET, /rolecall/imports/5f0c7b6e-0000-4000-8000-000000000000
                        people-push, GET, /rolecall/imports/5f0c7b6e-0000-4000-8000-000000000000/rows
                        """)
        void aTokenWithoutTheRole(String client, String method, String path) {
            Answer answer = call(method, path, realm.tokenOf(client));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
            assertThat(answer.json().path("error").asText()).isEqualTo("insufficient_scope");
        }

        @ParameterizedTest
        @CsvSource(textBlock = CALLS)
        void aTokenThatIsLimitedToACustomer(String method, String path) {
            String token = AccessReader.service(
                            realm, List.of("sync-write", "user-view", "import-create", "import-view"), "ADMIN@acme")
                    .token("openid organization:acme");

            Answer answer = call(method, path, token);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
            assertThat(answer.json().path("error_description").asText()).contains("limited to a customer");
        }

        @Test
        void aTokenWhoseRoleWasTakenAwayMeanwhile() {
            String token = realm.aSecondImporter();
            String account = realm.idOf("service-account-" + TestRealm.SECOND_IMPORTER);
            String mappings = "/users/" + account + "/role-mappings/clients/" + realm.client("rolecall");
            call("GET", "/rolecall/imports", token).expecting(200);

            Http.send(
                            "DELETE",
                            realm.asApplication().adminUri(mappings),
                            realm.asAdministrator().token(),
                            Json.of(List.of(realm.clientRole("rolecall", "import-create"))))
                    .expecting(204);

            assertThat(call("GET", "/rolecall/imports", token).status()).isEqualTo(403);
        }
    }

    @Test
    void aRealmThatDidNotOptInHasNoSuchInterface() {
        String name = realm.name() + "-plain";
        realm.asAdministrator()
                .post("", Json.of(Map.of("realm", name, "enabled", true)))
                .expecting(201);

        Answer answer = Http.get(realm.sibling(name).asApplication().uri("/rolecall/imports"), null);

        assertThat(answer.status()).isEqualTo(404);
    }
}
