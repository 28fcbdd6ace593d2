package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everybody reads his own access, whatever his token is for, and a page of his client may ask for it. */
@ExtendWith(RealmOfTheClass.class)
class MyAccessIT {
    private static final String PAGE = "https://app.test";

    private final TestRealm realm;
    private final URI address;

    MyAccessIT(TestRealm realm) {
        this.realm = realm;
        this.address = realm.asApplication().uri("/rolecall/me/access");
    }

    private Answer read(String token) {
        return Http.get(address, token);
    }

    private Answer page(String token, String query) {
        return Http.get(URI.create(address + query), token);
    }

    @Nested
    class TheDocument {
        private final String person = realm.personHolding("MANAGE@acme", "VIEW@globex/main", "ADMIN@acme/staging");
        private final Tokens tokens = realm.tokensOf(person);

        @Test
        void isThatOfTheClaim() {
            assertThat(tokens.accessClaims().path("aud").toString()).doesNotContain("rolecall");
            assertThat(read(tokens.access()).expecting(200).json().path("access"))
                    .isEqualTo(tokens.accessClaims().path("access"));
        }

        @Test
        void isThatOfAServiceToo() {
            String token = realm.tokenOf("people-push");
            assertThat(read(token).expecting(200).json().path("access")).isEqualTo(Json.read("{\"v\":1}"));

            JsonNode system = read(realm.tokenOf("access-admin")).json().at("/access/system");
            assertThat(ClaimIT.texts(system.path("roles"))).containsExactly("SUPER");
        }

        @Test
        void isNarrowedAsTheTokenIs() {
            Tokens narrowed = realm.tokensOf(person, "openid organization:globex");

            JsonNode answer = read(narrowed.access()).expecting(200).json();

            assertThat(answer.path("access")).isEqualTo(narrowed.accessClaims().path("access"));
            assertThat(answer.at("/access/customers").properties()).hasSize(1);
            assertThat(answer.path("total").asInt()).isEqualTo(1);
        }

        @Test
        void isThereForALightweightToken() {
            lightweight(true);
            try {
                Tokens light = realm.tokensOf(person);
                assertThat(light.accessClaims().has("access")).isFalse();

                assertThat(read(light.access()).expecting(200).json().path("access"))
                        .isEqualTo(tokens.accessClaims().path("access"));
            } finally {
                lightweight(false);
            }
        }

        @Test
        void comesInPagesOfCustomers() {
            Answer first = page(tokens.access(), "?max=1");
            Answer second = page(tokens.access(), "?first=1&max=1");

            assertThat(customers(first)).containsExactly("acme");
            assertThat(customers(second)).containsExactly("globex");
            assertThat(second.json().path("total").asInt()).isEqualTo(2);
            assertThat(second.json().path("digest")).isEqualTo(first.json().path("digest"));
        }

        @Test
        void isNotSentAgainWhileItIsTheSame() {
            String tag = read(tokens.access()).header("ETag");

            Answer again = Http.send(Http.request(address, tokens.access())
                    .header("If-None-Match", tag)
                    .GET());

            assertThat(again.status()).isEqualTo(304);
            assertThat(again.header("ETag")).isEqualTo(tag);
        }

        @Test
        void isSentAgainWhenItChanged() {
            Answer before = read(tokens.access());
            realm.join(person, "VIEW@acme/prod-eu").expecting(204);

            Answer after = Http.send(Http.request(address, tokens.access())
                    .header("If-None-Match", before.header("ETag"))
                    .GET());

            assertThat(after.expecting(200).json().path("digest"))
                    .isNotEqualTo(before.json().path("digest"));
        }

        @Test
        void isKeptByNobody() {
            assertThat(read(tokens.access()).header("Cache-Control")).contains("no-store");
        }

        private List<String> customers(Answer answer) {
            return answer.expecting(200).json().at("/access/customers").properties().stream()
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private void lightweight(boolean value) {
            realm.asAdministrator()
                    .put(
                            realm.path("/clients/" + realm.client(TestRealm.TEST_APP)),
                            Json.of(Map.of(
                                    "clientId",
                                    TestRealm.TEST_APP,
                                    "attributes",
                                    Map.of("client.use.lightweight.access.token.enabled", Boolean.toString(value)))))
                    .expecting(204);
        }
    }

    @Nested
    class WithoutAGoodToken {
        @Test
        void aTokenIsAskedFor() {
            Answer answer = read(null);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }

        @Test
        void aTokenOfAnotherRealmIsRefused() {
            assertThat(read(realm.asAdministrator().token()).status()).isEqualTo(401);
        }

        @Test
        void aRefreshTokenIsRefused() {
            assertThat(read(realm.tokensOf(realm.person()).refresh()).status()).isEqualTo(401);
        }

        @Test
        void aDisabledPersonIsRefused() {
            String person = realm.person();
            String token = realm.tokensOf(person).access();
            realm.enable(person, false);

            assertThat(read(token).status()).isEqualTo(401);
        }

        @Test
        void aPageNumberIsChecked() {
            assertThat(AccessReader.fault(page(realm.tokensOf(realm.person()).access(), "?max=0"), 400))
                    .isEqualTo("max: invalid-value");
        }
    }

    @Nested
    class APageInABrowser {
        private final String client = "page-" + UUID.randomUUID();
        private final String token;

        APageInABrowser() {
            realm.asAdministrator()
                    .post(
                            realm.path("/clients"),
                            Json.of(Map.of(
                                    "clientId",
                                    client,
                                    "publicClient",
                                    true,
                                    "directAccessGrantsEnabled",
                                    true,
                                    "webOrigins",
                                    List.of(PAGE))))
                    .expecting(201);
            String person = realm.personHolding("VIEW@acme");
            token = realm.asApplication()
                    .password(client, null, realm.username(person), TestRealm.PASSWORD, Map.of("scope", "openid"))
                    .access();
        }

        private Answer from(String origin, String bearer) {
            return Http.send(
                    Http.request(address, bearer).header("Origin", origin).GET());
        }

        @Test
        void ofTheClientMayRead() {
            Answer answer = from(PAGE, token).expecting(200);

            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
            assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag");
        }

        @Test
        void ofSomebodyElseMayNot() {
            Answer answer = from("https://evil.test", token);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(answer.body()).doesNotContain("acme");
        }

        @Test
        void canReadThatItsTokenIsNoMoreGood() {
            Answer answer = from(PAGE, token + "x");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        }

        @Test
        void mayAskFirst() {
            HttpRequest.Builder preflight = Http.request(address, null)
                    .header("Origin", PAGE)
                    .header("Access-Control-Request-Method", "GET")
                    .header("Access-Control-Request-Headers", "authorization,if-none-match")
                    .method("OPTIONS", BodyPublishers.noBody());

            Answer answer = Http.send(preflight);

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
            assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET");
            assertThat(answer.header("Access-Control-Allow-Headers")).contains("Authorization", "If-None-Match");
        }
    }
}
