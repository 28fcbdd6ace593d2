package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.AuthorizationRequest;
import dev.rolecall.demo.Browser;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import dev.rolecall.demo.Visit;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameter {@code deployment} limits a token to that deployment, or a login to it. */
@ExtendWith(RealmOfTheClass.class)
class DeploymentNarrowingIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    private final TestRealm realm;

    DeploymentNarrowingIT(TestRealm realm) {
        this.realm = realm;
    }

    @Nested
    class ATokenRequest {
        private final String person = realm.personHolding("VIEW@acme", "MANAGE@acme/staging", "VIEW@globex/main");

        @Test
        void getsTheDeploymentAlone() {
            assertThat(narrowed("globex/main").accessClaims().path("access")).isEqualTo(Json.read("""
                    {"v":1,"customers":{"globex":{"deployments":{"main":
                      {"roles":["VIEW"],"permissions":["console.logs.read"]}}}}}"""));
        }

        @Test
        void getsWhatTheCustomersRoleGivesThere() {
            assertThat(narrowed("acme/prod-eu").accessClaims().path("access")).isEqualTo(Json.read("""
                    {"v":1,"customers":{"acme":{"deployments":{"prod-eu":
                      {"roles":["VIEW"],"permissions":["console.logs.read"]}}}}}"""));
        }

        @Test
        void getsItInEveryTokenUserinfoAndIntrospection() {
            Tokens tokens = narrowed("globex/main");
            JsonNode expected = tokens.accessClaims().path("access");

            assertThat(tokens.idClaims().path("access")).isEqualTo(expected);
            assertThat(realm.userinfo(tokens.access()).path("access")).isEqualTo(expected);
            assertThat(realm.introspect(tokens.access()).path("access")).isEqualTo(expected);
        }

        @Test
        void getsNothingOfADeploymentWhereNothingIsHeld() {
            assertThat(narrowed("globex/elsewhere").accessClaims().path("access"))
                    .isEqualTo(NOTHING);
        }

        @Test
        void keepsItOnRefresh() {
            Tokens tokens = narrowed("globex/main");

            assertThat(refreshed(tokens, Map.of()).accessClaims().path("access"))
                    .isEqualTo(tokens.accessClaims().path("access"));
        }

        @Test
        void getsNothingOfAnotherDeploymentOnRefresh() {
            Tokens tokens = narrowed("globex/main");

            assertThat(refreshed(tokens, Map.of("deployment", "acme/staging"))
                            .accessClaims()
                            .path("access"))
                    .isEqualTo(NOTHING);
        }

        @Test
        void canNarrowOneTokenOnRefreshAndNotTheNext() {
            Tokens all = realm.tokensOf(person);

            Tokens one = refreshed(all, Map.of("deployment", "globex/main"));

            assertThat(one.accessClaims().at("/access/customers").has("acme")).isFalse();
            assertThat(refreshed(one, Map.of()).accessClaims().path("access"))
                    .isEqualTo(all.accessClaims().path("access"));
        }

        @Test
        void isNarrowedByItsScopeToo() {
            Tokens tokens = password(Map.of("scope", "openid organization:acme", "deployment", "main"));

            assertThat(tokens.accessClaims().at("/access/customers").has("globex"))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a/b/c", "prod eu", "system/prod-eu", "%zz"})
        void isRefusedWithWhatIsNoDeployment(String deployment) {
            Answer answer = realm.asApplication()
                    .token(Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            TestRealm.TEST_APP,
                            "username",
                            realm.username(person),
                            "password",
                            TestRealm.PASSWORD,
                            "deployment",
                            deployment));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error").asText()).isEqualTo("invalid_request");
            assertThat(answer.json().path("error_description").asText()).startsWith("Parameter deployment: ");
        }

        @ParameterizedTest
        @ValueSource(ints = {1025, 3000, 5000})
        void isRefusedWithALongOne(int length) {
            Answer answer = realm.asApplication()
                    .token(Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            TestRealm.TEST_APP,
                            "username",
                            realm.username(person),
                            "password",
                            TestRealm.PASSWORD,
                            "deployment",
                            "d".repeat(length)));

            assertThat(answer.status()).isEqualTo(400);
        }

        @Test
        void isRefusedWithTwo() {
            String form = Http.encoded(Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            TestRealm.TEST_APP,
                            "username",
                            realm.username(person),
                            "password",
                            TestRealm.PASSWORD))
                    + "&deployment=main&deployment=staging";

            Answer answer = Http.send(
                    "POST",
                    realm.asApplication().uri("/protocol/openid-connect/token"),
                    null,
                    "application/x-www-form-urlencoded",
                    BodyPublishers.ofString(form));

            assertThat(answer.status()).isEqualTo(400);
        }

        @Test
        void isRefusedWithAScopeThatKeycloakWouldDrop() {
            Answer answer = realm.asApplication()
                    .token(Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            TestRealm.TEST_APP,
                            "username",
                            realm.username(person),
                            "password",
                            TestRealm.PASSWORD,
                            "scope",
                            "openid organization:acme" + " ".repeat(4000)));

            assertThat(answer.status()).isEqualTo(400);
        }

        @Test
        void leavesNoSessionWhenRefused() {
            assertThat(realm.asApplication()
                            .token(Map.of(
                                    "grant_type",
                                    "password",
                                    "client_id",
                                    TestRealm.TEST_APP,
                                    "username",
                                    realm.username(person),
                                    "password",
                                    TestRealm.PASSWORD,
                                    "deployment",
                                    ""))
                            .status())
                    .isEqualTo(400);

            assertThat(realm.asAdministrator()
                            .get(realm.path("/users/" + person + "/sessions"))
                            .expecting(200)
                            .json())
                    .isEmpty();
        }

        private Tokens narrowed(String deployment) {
            return password(Map.of("scope", "openid", "deployment", deployment));
        }

        private Tokens password(Map<String, String> parameters) {
            return realm.asApplication()
                    .password(TestRealm.TEST_APP, null, realm.username(person), TestRealm.PASSWORD, parameters);
        }
    }

    @Test
    void aSystemRoleIsUsableOnTheNamedDeployment() {
        String person = realm.personHolding("VIEW@system");

        JsonNode access = realm.asApplication()
                .password(
                        TestRealm.TEST_APP,
                        null,
                        realm.username(person),
                        TestRealm.PASSWORD,
                        Map.of("scope", "openid", "deployment", "acme/prod-eu"))
                .accessClaims()
                .path("access");

        assertThat(access).isEqualTo(Json.read("""
                {"v":1,"customers":{"acme":{"deployments":{"prod-eu":
                  {"roles":["VIEW"],"permissions":["console.logs.read"]}}}}}"""));
    }

    @Test
    void aLightweightTokenIsNarrowedInIntrospection() {
        String person = realm.personHolding("VIEW@acme", "VIEW@globex/main");
        lightweight(true);
        try {
            String token = realm.asApplication()
                    .password(
                            TestRealm.TEST_APP,
                            null,
                            realm.username(person),
                            TestRealm.PASSWORD,
                            Map.of("scope", "openid", "deployment", "globex/main"))
                    .access();

            assertThat(Tokens.claimsOf(token).has("access")).isFalse();
            assertThat(realm.introspect(token).at("/access/customers").has("acme"))
                    .isFalse();
            assertThat(realm.introspect(token)
                            .at("/access/customers/globex/deployments")
                            .has("main"))
                    .isTrue();
        } finally {
            lightweight(false);
        }
    }

    @Nested
    class ALogin {
        private final String person = realm.personHolding("VIEW@acme", "MANAGE@acme/staging", "VIEW@globex/main");
        private final Browser browser = new Browser();

        @Test
        void isLimitedToItsDeployment() {
            Tokens tokens = first("globex/main");

            assertThat(deployments(tokens)).isEqualTo(Map.of("globex", "main"));
            assertThat(deployments(refreshed(tokens, Map.of()))).isEqualTo(Map.of("globex", "main"));
        }

        @Test
        void isTheUpperBoundOfATokenRequest() {
            Tokens tokens = first("globex/main");

            assertThat(refreshed(tokens, Map.of("deployment", "acme/staging"))
                            .accessClaims()
                            .path("access"))
                    .isEqualTo(NOTHING);
        }

        @Test
        void inAnotherTabLeavesTheFirstToItsDeployment() {
            Tokens first = first("globex/main");

            Tokens second = again(deployment("acme/staging"));

            assertThat(deployments(second)).isEqualTo(Map.of("acme", "staging"));
            assertThat(deployments(refreshed(first, Map.of()))).isEqualTo(Map.of("globex", "main"));
            assertThat(realm.introspect(first.access()).at("/access/customers").has("acme"))
                    .isFalse();
        }

        @Test
        void inAnotherTabWithoutADeploymentStaysLimited() {
            first("globex/main");

            assertThat(deployments(again(realm.request(TestRealm.TEST_APP)))).isEqualTo(Map.of("globex", "main"));
        }

        @Test
        void whoseCodeWaitedForAnotherTabsLoginIsRefused() {
            first("globex/main");
            AuthorizationRequest waiting = deployment("globex/main");
            String code = browser.open(waiting).code();
            again(deployment("acme/staging"));

            Answer answer = realm.asApplication()
                    .token(Map.of(
                            "grant_type",
                            "authorization_code",
                            "client_id",
                            TestRealm.TEST_APP,
                            "code",
                            code,
                            "redirect_uri",
                            waiting.redirect().toString(),
                            "code_verifier",
                            waiting.verifier()));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error").asText()).isEqualTo("invalid_grant");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a/b/c", "system/prod-eu", "%zz"})
        void isRefusedWithWhatIsNoDeployment(String deployment) {
            assertThat(refused(deployment(deployment))).startsWith("Parameter deployment: ");
        }

        @ParameterizedTest
        @ValueSource(ints = {1025, 2100})
        void isRefusedWithALongOne(int length) {
            assertThat(refused(deployment("d".repeat(length)))).startsWith("Parameter deployment: ");
        }

        @Test
        void isRefusedWithAnEmptyOne() {
            assertThat(refused(deployment(""))).startsWith("Parameter deployment: ");
        }

        @Test
        void isRefusedBesideTooManyOtherParameters() {
            AuthorizationRequest request = deployment("globex/main");
            for (int i = 0; i < 12; i++) {
                request = request.parameter("other" + i, "x");
            }

            assertThat(refused(request)).startsWith("Parameter deployment: ");
        }

        @Test
        void isRefusedWithTwo() {
            AuthorizationRequest request = deployment("globex/main");

            Answer answer = Http.get(URI.create(request.uri() + "&deployment=acme/staging"), null);

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("location")).contains("error=invalid_request");
        }

        @Test
        void isRefusedWithAScopeThatKeycloakWouldDrop() {
            AuthorizationRequest request =
                    realm.request(TestRealm.TEST_APP).scope("openid organization:acme " + "x".repeat(4000));

            assertThat(refused(request)).isNotEmpty();
        }

        @Nested
        class PushedBeforehand {
            @Test
            void isLimitedToItsDeployment() {
                AuthorizationRequest request = deployment("globex/main");

                String code = browser.login(pushed(request), realm.username(person), TestRealm.PASSWORD);

                assertThat(deployments(realm.asApplication().exchange(request, code)))
                        .isEqualTo(Map.of("globex", "main"));
            }

            @Test
            void isRefusedWithALongOne() {
                assertThat(refused(pushed(deployment("d".repeat(2100))))).startsWith("Parameter deployment: ");
            }

            /** Which of them Keycloak keeps depends on their names. */
            @ParameterizedTest
            @ValueSource(ints = {6, 12, 40})
            void isRefusedOrLimitedBesideTooManyOtherParameters(int others) {
                AuthorizationRequest request = deployment("globex/main");
                for (int i = 0; i < others; i++) {
                    request = request.parameter("other" + i, "x");
                }

                Visit visit = browser.open(pushed(request));

                if (visit.query().containsKey("error")) {
                    assertThat(visit.query().get("error_description")).startsWith("Parameter deployment: ");
                } else {
                    Map<String, String> answer =
                            Map.of("username", realm.username(person), "password", TestRealm.PASSWORD);
                    String code = browser.submit(visit, answer).code();
                    assertThat(deployments(realm.asApplication().exchange(request, code)))
                            .isEqualTo(Map.of("globex", "main"));
                }
            }

            @Test
            void isRefusedWithAnotherInTheQuery() {
                AuthorizationRequest pushed = pushed(deployment("globex/main"));

                assertThat(refused(pushed.parameter("deployment", "acme/staging")))
                        .startsWith("Parameter deployment: ");
            }

            private AuthorizationRequest pushed(AuthorizationRequest request) {
                String uri = Http.form(
                                realm.asApplication().uri("/protocol/openid-connect/ext/par/request"),
                                request.parameters())
                        .expecting(201)
                        .json()
                        .path("request_uri")
                        .asText();
                return new AuthorizationRequest(
                        request.endpoint(),
                        request.client(),
                        request.redirect(),
                        request.verifier(),
                        Map.of(
                                "client_id",
                                request.client(),
                                "request_uri",
                                uri,
                                "state",
                                request.parameters().getOrDefault("state", "")));
            }
        }

        private String refused(AuthorizationRequest request) {
            Map<String, String> back = new Browser().open(request).query();
            assertThat(back).containsKey("error");
            return back.getOrDefault("error_description", "");
        }

        private AuthorizationRequest deployment(String deployment) {
            return realm.request(TestRealm.TEST_APP).parameter("deployment", deployment);
        }

        private Tokens first(String deployment) {
            AuthorizationRequest request = deployment(deployment);
            String code = browser.login(request, realm.username(person), TestRealm.PASSWORD);
            return realm.asApplication().exchange(request, code);
        }

        private Tokens again(AuthorizationRequest request) {
            return realm.asApplication().exchange(request, browser.open(request).code());
        }
    }

    private static Map<String, String> deployments(Tokens tokens) {
        Map<String, String> found = new HashMap<>();
        tokens.accessClaims()
                .at("/access/customers")
                .properties()
                .forEach(customer -> found.put(
                        customer.getKey(),
                        String.join(",", names(customer.getValue().path("deployments")))));
        return found;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private Tokens refreshed(Tokens of, Map<String, String> parameters) {
        return realm.asApplication().refresh(TestRealm.TEST_APP, null, of.refresh(), parameters);
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
