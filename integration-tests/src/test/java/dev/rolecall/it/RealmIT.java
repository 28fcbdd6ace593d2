package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.AuthorizationRequest;
import dev.rolecall.demo.Browser;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import dev.rolecall.demo.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped realm promises: how people log in, what its clients may do, who edits what. */
@ExtendWith(RealmOfTheClass.class)
class RealmIT {
    private static final String APP = "demo-app";

    private final TestRealm realm;

    RealmIT(TestRealm realm) {
        this.realm = realm;
    }

    @Nested
    class ALogin {
        private final String username = realm.username(realm.personHolding("VIEW@acme", "VIEW@globex"));
        private final Browser browser = new Browser();

        private AuthorizationRequest request(String scope) {
            return realm.request(APP).scope(scope);
        }

        @ParameterizedTest
        @ValueSource(strings = {"openid", "openid organization:acme", "openid organization:*"})
        void isOnePageWithUsernameAndPassword(String scope) {
            Visit page = browser.open(request(scope));

            assertThat(page.answer().body()).contains("name=\"username\"", "name=\"password\"");
            Map<String, String> form = Map.of("username", username, "password", TestRealm.PASSWORD);
            assertThat(browser.submit(page, form).isBack()).isTrue();
        }

        @Test
        void isRefusedWithAnotherPassword() {
            Visit page = browser.open(request("openid"));

            Visit after = browser.submit(page, Map.of("username", username, "password", "wrong-wrong-wrong"));

            assertThat(after.isBack()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"openid", "openid organization:acme", "openid organization:*"})
        void isDoneOnceForEveryScope(String scope) {
            browser.login(request("openid"), username, TestRealm.PASSWORD);

            assertThat(browser.open(request(scope)).isBack()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"openid", "openid organization:acme"})
        void answersARequestThatMayNotPrompt(String scope) {
            browser.login(request("openid"), username, TestRealm.PASSWORD);

            Visit visit = browser.open(request(scope).parameter("prompt", "none"));

            assertThat(visit.query()).containsKey("code");
        }
    }

    @Nested
    class TheSampleApplication {
        @Test
        void mustUsePkce() {
            AuthorizationRequest request = realm.request(APP);
            Map<String, String> without = new LinkedHashMap<>(request.parameters());
            without.keySet().removeAll(List.of("code_challenge", "code_challenge_method"));

            Visit visit = new Browser()
                    .open(new AuthorizationRequest(
                            request.endpoint(), request.client(), request.redirect(), request.verifier(), without));

            assertThat(visit.query()).containsEntry("error", "invalid_request");
        }

        @Test
        void mustNotUsePlainPkce() {
            Visit visit = new Browser().open(realm.request(APP).parameter("code_challenge_method", "plain"));

            assertThat(visit.query()).containsEntry("error", "invalid_request");
        }

        @Test
        void cannotSendAPassword() {
            Answer answer = realm.asApplication()
                    .token(Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            APP,
                            "username",
                            realm.username(realm.person()),
                            "password",
                            TestRealm.PASSWORD));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error").asText()).isEqualTo("unauthorized_client");
        }
    }

    @Nested
    class APersonsOwnAccount {
        private final String person = realm.person();
        private final String token = realm.tokensOf(person).access();

        @ParameterizedTest
        @ValueSource(strings = {"usercode", "userType"})
        void cannotChangeWhatAdministratorsSay(String attribute) {
            ObjectNode account = (ObjectNode) account();
            account.withObject("/attributes").set(attribute, Json.of(List.of("MINE")));

            save(account);

            assertThat(realm.user(person).at("/attributes/" + attribute).isMissingNode())
                    .isTrue();
        }

        @Test
        void canChangeTheName() {
            ObjectNode account = (ObjectNode) account();

            save(account.put("firstName", "Grace")).expecting(204);

            assertThat(realm.user(person).path("firstName").asText()).isEqualTo("Grace");
        }

        private JsonNode account() {
            // without the header the address answers with the account console's page
            return Http.send(Http.request(realm.asApplication().uri("/account/"), token)
                            .header("Accept", "application/json")
                            .GET())
                    .expecting(200)
                    .json();
        }

        private Answer save(JsonNode account) {
            return Http.send("POST", realm.asApplication().uri("/account/"), token, account);
        }
    }

    @Nested
    class AServiceClient {
        @ParameterizedTest
        @ValueSource(strings = {"hr-import", "people-push", "access-admin"})
        void hasNoSecretInTheFile(String client) {
            JsonNode file = Json.read(RealmFile.shipped());

            for (JsonNode candidate : file.path("clients")) {
                if (candidate.path("clientId").asText().equals(client)) {
                    assertThat(candidate.path("secret").asText())
                            .startsWith("${")
                            .hasSizeGreaterThan(255);
                    return;
                }
            }
            throw new AssertionError("no client " + client);
        }

        @Test
        void hasOnlyItsRolesInItsToken() {
            JsonNode claims = Tokens.claimsOf(realm.tokenOf("hr-import"));

            assertThat(claims.path("resource_access"))
                    .isEqualTo(Json.read("{\"rolecall\":{\"roles\":[\"import-create\"]}}"));
            assertThat(claims.has("realm_access")).isFalse();
        }
    }
}
