package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token of a client that only imports sends one file, and is of no use for anything else. */
@ExtendWith(RealmOfTheClass.class)
class OneTimeTokenIT {
    private static final byte[] FILE = "usercode\n".getBytes(StandardCharsets.UTF_8);

    private final TestRealm realm;
    private final Integration integration;

    OneTimeTokenIT(TestRealm realm) {
        this.realm = realm;
        this.integration = new Integration(realm);
    }

    private Answer send(String token, String query) {
        return integration.send(token, query, Integration.CSV, FILE);
    }

    /** What several at once are answered, each with the same token. */
    static List<Integer> atOnce(String token, List<Integration> ways) {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 10)
                .mapToObj(i -> ways.get(i % ways.size()))
                .map(way -> CompletableFuture.supplyAsync(
                        () -> way.send(token, "", Integration.CSV, FILE).status()))
                .toList();
        return answers.stream().map(CompletableFuture::join).sorted().toList();
    }

    @Test
    void ofTenUploadsAtOnceOneIsAccepted() {
        assertThat(atOnce(realm.tokenOf("hr-import"), List.of(integration)))
                .containsExactly(202, 401, 401, 401, 401, 401, 401, 401, 401, 401);
    }

    @Test
    void aTokenIsUsedUpWhateverBecameOfItsFile() {
        String token = realm.tokenOf("hr-import");
        integration.send(token, "", "text/plain", FILE).expecting(415);

        assertThat(send(token, "").status()).isEqualTo(401);
    }

    @Test
    void aTokenThatIsUsedUpOpensNothingElseEither() {
        String token = realm.tokenOf("hr-import");
        send(token, "").expecting(202);

        assertThat(Http.get(realm.asApplication().uri("/rolecall/imports"), token)
                        .status())
                .isEqualTo(401);
        assertThat(realm.introspect(token).path("active").asBoolean()).isFalse();
    }

    @Nested
    class ASourceThatTakesTokensOften {
        @Test
        void takesOneForSeveralFiles() {
            TestSource often = new TestSource(realm, Map.of("oneTimeTokens", "false"));
            String token = realm.aSecondImporter();

            assertThat(send(token, "").status()).isEqualTo(202);
            assertThat(send(token, "").status()).isEqualTo(202);
            assertThat(send(token, "?source=" + often.name()).status()).isEqualTo(202);
        }
    }

    /** The whole server, as somebody would try who found the token. */
    @Nested
    class AnywhereElse {
        private final String token = realm.tokenOf("hr-import");

        @ParameterizedTest
        @CsvSource({
            "GET, /admin/realms",
            "GET, /admin/realms/{realm}",
            "GET, /admin/realms/{realm}/users",
            "GET, /admin/realms/{realm}/users/count",
            "POST, /admin/realms/{realm}/users",
            "GET, /admin/realms/{realm}/clients",
            "GET, /admin/realms/{realm}/roles",
            "GET, /admin/realms/{realm}/groups",
            "GET, /admin/realms/{realm}/organizations",
            "GET, /admin/realms/{realm}/components",
            "GET, /admin/realms/{realm}/events",
            "GET, /admin/realms/{realm}/admin-events",
            "GET, /admin/realms/{realm}/keys",
            "POST, /admin/realms/{realm}/partialImport",
            "POST, /admin/realms/{realm}/partial-export",
            "POST, /admin/realms/{realm}/logout-all",
            "GET, /admin/realms/master",
            "GET, /admin/serverinfo",
            "GET, /admin/realms/{realm}/rolecall/lint",
            "POST, /admin/realms/{realm}/rolecall/adopt",
            "GET, /admin/realms/{realm}/rolecall/origins",
            "GET, /realms/{realm}/protocol/openid-connect/userinfo",
            "GET, /realms/{realm}/account/",
            "GET, /realms/{realm}/account/sessions",
            "GET, /realms/{realm}/account/credentials",
            "GET, /realms/{realm}/account/applications",
            "POST, /realms/{realm}/account/",
            "POST, /realms/{realm}/clients-registrations/default",
            "POST, /realms/{realm}/clients-registrations/openid-connect",
            "GET, /realms/{realm}/broker/any/token",
            "POST, /realms/{realm}/rolecall/users/sync",
            "GET, /realms/{realm}/rolecall/users/E1001",
            "GET, /realms/{realm}/rolecall/users/E1001/sync-payload",
            "PUT, /realms/{realm}/rolecall/grants",
            "POST, /realms/{realm}/rolecall/grants/bulk",
            "GET, /realms/{realm}/rolecall/customers",
            "PUT, /realms/{realm}/rolecall/customers/acme",
            "GET, /realms/{realm}/rolecall/access?customer=acme",
            "GET, /realms/{realm}/rolecall/access/explain?user=a&permission=b&object=acme"
        })
        void itOpensNothing(String method, String path) {
            URI address = realm.onServer(path.replace("{realm}", realm.name()));

            Answer answer = method.equals("GET")
                    ? Http.send(Http.request(address, token).header("Accept", "application/json"))
                    : Http.send(method, address, token, "application/json", BodyPublishers.ofString("{}"));

            assertThat(answer.status()).isIn(401, 403, 404, 405);
        }

        @Test
        void itIsExchangedForNothing() {
            Answer answer = Http.form(
                    realm.asApplication().uri("/protocol/openid-connect/token"),
                    Map.of(
                            "grant_type",
                            "urn:ietf:params:oauth:grant-type:token-exchange",
                            "client_id",
                            TestRealm.INTROSPECTOR,
                            "client_secret",
                            RealmFile.secret(TestRealm.INTROSPECTOR),
                            "subject_token",
                            token,
                            "subject_token_type",
                            "urn:ietf:params:oauth:token-type:access_token"));

            assertThat(answer.status()).isBetween(400, 403);
        }

        @Test
        void itSaysNothingOfAnybodysAccess() {
            Answer answer = Http.get(realm.asApplication().uri("/rolecall/me/access"), token);

            assertThat(answer.json().path("access").path("customers").isMissingNode())
                    .isTrue();
            assertThat(answer.json().path("access").path("system").isMissingNode())
                    .isTrue();
        }

        @Test
        void itTellsNoOthersImports() {
            Answer answer = Http.get(realm.asApplication().uri("/rolecall/imports?max=1000"), realm.aSecondImporter());

            assertThat(answer.expecting(200).json().path("entries").findValuesAsText("source"))
                    .doesNotContain("hr");
        }
    }
}
