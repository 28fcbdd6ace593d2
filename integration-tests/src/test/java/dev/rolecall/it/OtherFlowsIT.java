package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.AuthorizationRequest;
import dev.rolecall.demo.Browser;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import dev.rolecall.demo.Visit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tokens that come another way than by a code or a password: narrowed all the same, and without a permission realm-wide.
 * The person has one inside a composite role, which Keycloak cannot refuse.
 */
@ExtendWith(RealmOfTheClass.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherFlowsIT {
    private static final String CLIENT = "other-flows";
    private static final String SECRET = "other-flows-secret";
    private static final String OF_ACME = "openid organization:acme";

    private final TestRealm realm;
    private final String username;

    OtherFlowsIT(TestRealm realm) {
        this.realm = realm;
        String person = LeakyRoles.in(realm).person(LeakyRoles.Way.COMPOSITE);
        realm.give(person, "ADMIN@acme/prod-eu");
        realm.give(person, "VIEW@globex/main");
        this.username = realm.username(person);
        Map<String, Object> client = new HashMap<>();
        client.put("clientId", CLIENT);
        client.put("secret", SECRET);
        client.put("publicClient", false);
        client.put("standardFlowEnabled", true);
        client.put("implicitFlowEnabled", true);
        client.put("directAccessGrantsEnabled", true);
        client.put("serviceAccountsEnabled", true);
        client.put("authorizationServicesEnabled", true);
        client.put("fullScopeAllowed", true);
        client.put("redirectUris", List.of("http://127.0.0.1/*"));
        client.put(
                "authorizationSettings",
                Map.of("policyEnforcementMode", "PERMISSIVE", "resources", List.of(Map.of("name", "a thing"))));
        realm.asAdministrator().post(realm.path("/clients"), Json.of(client)).expecting(201);
    }

    private Tokens password(Map<String, String> parameters) {
        return realm.asApplication().password(CLIENT, SECRET, username, TestRealm.PASSWORD, parameters);
    }

    private static List<String> customers(JsonNode claims) {
        return claims.at("/access/customers").properties().stream()
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static void assertIsForAcme(JsonNode claims) {
        assertThat(customers(claims)).containsExactly("acme");
        assertHasNoPermissionInTheWholeRealm(claims);
    }

    private static void assertIsForProdEu(JsonNode claims) {
        assertThat(customers(claims)).containsExactly("acme");
        assertThat(claims.at("/access/customers/acme").has("permissions")).isFalse();
        assertThat(claims.at("/access/customers/acme/deployments").has("prod-eu"))
                .isTrue();
    }

    private static void assertHasNoPermissionInTheWholeRealm(JsonNode claims) {
        assertThat(ClaimIT.texts(claims.at("/realm_access/roles")))
                .as("the role that carries the permission")
                .anyMatch(role -> role.startsWith("carrier-"));
        assertThat(LeakyRoles.leaksIn(claims)).isEmpty();
    }

    @Nested
    class AnOfflineToken {
        private Tokens refreshed(Tokens of, Map<String, String> parameters) {
            return realm.asApplication().refresh(CLIENT, SECRET, of.refresh(), parameters);
        }

        @Test
        void ofEverythingGivesEverything() {
            Tokens offline = password(Map.of("scope", "openid offline_access"));

            JsonNode claims = refreshed(offline, Map.of()).accessClaims();

            assertThat(customers(claims)).containsExactly("acme", "globex");
            assertHasNoPermissionInTheWholeRealm(claims);
        }

        @Test
        void isLimitedToItsCustomer() {
            Tokens offline = password(Map.of("scope", OF_ACME + " offline_access"));

            assertThat(Tokens.claimsOf(offline.refresh()).path("typ").asText()).isEqualTo("Offline");
            assertIsForAcme(offline.accessClaims());
            Tokens next = refreshed(offline, Map.of());
            assertIsForAcme(next.accessClaims());
            assertIsForAcme(
                    refreshed(next, Map.of("scope", "openid offline_access")).accessClaims());
        }

        @Test
        void isLimitedToItsDeployment() {
            Tokens offline = password(Map.of("scope", "openid offline_access", "deployment", "acme/prod-eu"));

            assertIsForProdEu(refreshed(offline, Map.of()).accessClaims());
        }
    }

    @Nested
    class AHybridLogin {
        private final AuthorizationRequest request = realm.request(CLIENT)
                .parameter("response_type", "code id_token token")
                .parameter("nonce", UUID.randomUUID().toString());

        private Map<String, String> answer(AuthorizationRequest of) {
            Browser browser = new Browser();
            Visit back = browser.submit(browser.open(of), Map.of("username", username, "password", TestRealm.PASSWORD));
            Map<String, String> answer = new HashMap<>();
            for (String pair : String.valueOf(back.at().getRawFragment()).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                answer.put(parts[0], URLDecoder.decode(parts[parts.length - 1], StandardCharsets.UTF_8));
            }
            return answer;
        }

        private JsonNode exchanged(AuthorizationRequest of, String code) {
            JsonNode tokens = realm.asApplication()
                    .token(Map.of(
                            "grant_type",
                            "authorization_code",
                            "client_id",
                            CLIENT,
                            "client_secret",
                            SECRET,
                            "code",
                            code,
                            "redirect_uri",
                            of.redirect().toString(),
                            "code_verifier",
                            of.verifier()))
                    .expecting(200)
                    .json();
            return new Tokens(tokens).accessClaims();
        }

        @Test
        void isLimitedToItsCustomerInTheAnswerAndByItsCode() {
            AuthorizationRequest ofAcme = request.scope(OF_ACME);

            Map<String, String> answer = answer(ofAcme);

            assertIsForAcme(Tokens.claimsOf(answer.get("access_token")));
            assertThat(customers(Tokens.claimsOf(answer.get("id_token")))).containsExactly("acme");
            assertIsForAcme(exchanged(ofAcme, answer.get("code")));
        }

        @Test
        void isLimitedToItsDeploymentInTheAnswerAndByItsCode() {
            AuthorizationRequest ofProdEu = request.parameter("deployment", "acme/prod-eu");

            Map<String, String> answer = answer(ofProdEu);

            assertIsForProdEu(Tokens.claimsOf(answer.get("access_token")));
            assertIsForProdEu(exchanged(ofProdEu, answer.get("code")));
        }
    }

    @Nested
    class APermissionToken {
        private JsonNode permissionToken(String audience, Map<String, String> parameters) {
            Map<String, String> form = new HashMap<>(parameters);
            form.put("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket");
            form.put("client_id", CLIENT);
            form.put("client_secret", SECRET);
            form.put("audience", audience);
            JsonNode answer = realm.asApplication().token(form).expecting(200).json();
            JsonNode claims = Tokens.claimsOf(answer.path("access_token").asText());
            assertThat(claims.has("authorization")).isTrue();
            return claims;
        }

        private JsonNode madeOf(Tokens tokens) {
            return permissionToken(CLIENT, Map.of("subject_token", tokens.access()));
        }

        @Test
        void ofATokenThatIsNotNarrowedGivesEverything() {
            JsonNode claims = madeOf(password(Map.of("scope", "openid")));

            assertThat(customers(claims)).containsExactly("acme", "globex");
            assertHasNoPermissionInTheWholeRealm(claims);
        }

        @Test
        void ofATokenForACustomerIsForThatCustomer() {
            assertIsForAcme(madeOf(password(Map.of("scope", OF_ACME))));
        }

        @Test
        void ofATokenForADeploymentIsGoodThereOnly() {
            assertIsForProdEu(madeOf(password(Map.of("scope", "openid", "deployment", "acme/prod-eu"))));
        }

        /** Which does not say what it is limited to. */
        @Test
        void ofAnIdTokenGivesNothing() {
            Tokens narrowed = password(Map.of("scope", "openid", "deployment", "acme/prod-eu"));

            JsonNode claims = permissionToken(CLIENT, Map.of("claim_token", narrowed.id()));

            assertThat(customers(claims)).isEmpty();
        }
    }
}
