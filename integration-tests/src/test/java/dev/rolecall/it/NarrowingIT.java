package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.AuthorizationRequest;
import dev.rolecall.demo.Browser;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code scope=organization:<alias>} limits a token to that customer, wherever the claim stands. */
@ExtendWith(RealmOfTheClass.class)
class NarrowingIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    private final TestRealm realm;

    NarrowingIT(TestRealm realm) {
        this.realm = realm;
    }

    private static List<String> customers(JsonNode claims) {
        Iterator<String> names = claims.path("access").path("customers").fieldNames();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(names, Spliterator.ORDERED), false)
                .toList();
    }

    @Nested
    class APersonAtTwoCustomers {
        private final String person = realm.personHolding("ADMIN@acme", "VIEW@globex/main");

        @Test
        void hasBothWithoutAnOrganizationScope() {
            assertThat(customers(realm.tokensOf(person).accessClaims())).containsExactly("acme", "globex");
        }

        @Test
        void hasOneByItsScope() {
            assertThat(customers(
                            realm.tokensOf(person, "openid organization:globex").accessClaims()))
                    .containsExactly("globex");
        }

        @Test
        void hasBothByTheirScopes() {
            assertThat(customers(realm.tokensOf(person, "openid organization:acme organization:globex")
                            .accessClaims()))
                    .containsExactly("acme", "globex");
        }

        @Test
        void hasBothByTheScopeForAll() {
            assertThat(customers(realm.tokensOf(person, "openid organization:*").accessClaims()))
                    .containsExactly("acme", "globex");
        }

        @Test
        void hasOneInTheIdTokenToo() {
            assertThat(customers(
                            realm.tokensOf(person, "openid organization:acme").idClaims()))
                    .containsExactly("acme");
        }

        @Test
        void hasOneInUserinfoToo() {
            String token = realm.tokensOf(person, "openid organization:acme").access();

            assertThat(customers(realm.userinfo(token))).containsExactly("acme");
        }

        @Test
        void hasOneInIntrospectionToo() {
            String token = realm.tokensOf(person, "openid organization:acme").access();

            assertThat(customers(realm.introspect(token))).containsExactly("acme");
        }

        @Test
        void keepsItsNarrowingOnRefresh() {
            Tokens narrowed = realm.tokensOf(person, "openid organization:acme");

            Tokens refreshed = realm.asApplication().refresh(TestRealm.TEST_APP, null, narrowed.refresh(), Map.of());

            assertThat(customers(refreshed.accessClaims())).containsExactly("acme");
        }

        @Test
        void canNarrowOnRefresh() {
            Tokens all = realm.tokensOf(person, "openid organization:*");

            Tokens refreshed = realm.asApplication()
                    .refresh(TestRealm.TEST_APP, null, all.refresh(), Map.of("scope", "openid organization:globex"));

            assertThat(customers(refreshed.accessClaims())).containsExactly("globex");
        }
    }

    @Nested
    class ANarrowedRefreshToken {
        private final String person = realm.personHolding("ADMIN@acme", "VIEW@globex/main");
        private final Tokens narrowed = realm.tokensOf(person, "openid organization:acme");

        @Test
        void isNotWidenedByAScopeThatLeavesTheOrganizationOut() {
            assertThat(customers(refreshed(narrowed, Map.of("scope", "openid")).accessClaims()))
                    .containsExactly("acme");
        }

        @Test
        void isNotWidenedByAScopeForAllOrganizations() {
            assertThat(customers(refreshed(narrowed, Map.of("scope", "openid organization:*"))
                            .accessClaims()))
                    .isSubsetOf("acme");
        }

        @Test
        void isNotWidenedInTwoSteps() {
            Tokens plain = refreshed(narrowed, Map.of("scope", "openid"));

            assertThat(customers(refreshed(plain, Map.of()).accessClaims())).containsExactly("acme");
        }

        @Test
        void givesAnAccessTokenThatIsNarrowEverywhere() {
            Tokens plain = refreshed(narrowed, Map.of("scope", "openid"));

            assertThat(customers(plain.idClaims())).containsExactly("acme");
            assertThat(customers(realm.userinfo(plain.access()))).containsExactly("acme");
            assertThat(customers(realm.introspect(plain.access()))).containsExactly("acme");
        }
    }

    @Test
    void aRefreshThatAsksForAnotherCustomerGetsNothing() {
        Tokens all = realm.tokensOf(realm.personHolding("ADMIN@acme"), "openid");

        Tokens asked = refreshed(all, Map.of("scope", "openid organization:globex"));

        assertThat(asked.accessClaims().path("access")).isEqualTo(NOTHING);
    }

    @Nested
    class TokenExchange {
        private final String person = realm.personHolding("ADMIN@acme", "VIEW@globex/main");

        TokenExchange() {
            realm.asAdministrator()
                    .put(
                            realm.path("/clients/" + realm.client(TestRealm.INTROSPECTOR)),
                            Json.of(Map.of(
                                    "clientId",
                                    TestRealm.INTROSPECTOR,
                                    "attributes",
                                    Map.of("standard.token.exchange.enabled", "true"))))
                    .expecting(204);
        }

        @Test
        void ofATokenThatIsNotNarrowedGivesBoth() {
            assertThat(customers(exchanged(realm.tokensOf(person).access()))).containsExactly("acme", "globex");
        }

        @Test
        void ofANarrowedTokenIsNarrowed() {
            String token = realm.tokensOf(person, "openid organization:acme").access();

            assertThat(customers(exchanged(token))).containsExactly("acme");
        }

        @Test
        void ofATokenForADeploymentIsGoodThereOnly() {
            String token = realm.asApplication()
                    .password(
                            TestRealm.TEST_APP,
                            null,
                            realm.username(person),
                            TestRealm.PASSWORD,
                            Map.of("scope", "openid", "deployment", "acme/prod-eu"))
                    .access();

            JsonNode acme = exchanged(token).at("/access/customers/acme");

            assertThat(acme.has("permissions")).isFalse();
            assertThat(acme.path("deployments").has("prod-eu")).isTrue();
        }

        private JsonNode exchanged(String token) {
            JsonNode answer = realm.asApplication()
                    .token(Map.of(
                            "grant_type",
                            "urn:ietf:params:oauth:grant-type:token-exchange",
                            "client_id",
                            TestRealm.INTROSPECTOR,
                            "client_secret",
                            RealmFile.secret(TestRealm.INTROSPECTOR),
                            "subject_token",
                            token,
                            "subject_token_type",
                            "urn:ietf:params:oauth:token-type:access_token"))
                    .expecting(200)
                    .json();
            return Tokens.claimsOf(answer.path("access_token").asText());
        }
    }

    @Nested
    class AnOrganizationScopeThatIsNotInTheToken {
        private final String person = realm.personHolding("ADMIN@acme", "VIEW@globex/main");
        private final JsonNode scope = StreamSupport.stream(
                        realm.asAdministrator()
                                .get(realm.path("/client-scopes"))
                                .expecting(200)
                                .json()
                                .spliterator(),
                        false)
                .filter(s -> s.path("name").asText().equals("organization"))
                .findFirst()
                .orElseThrow();
        private final Tokens tokens;

        AnOrganizationScopeThatIsNotInTheToken() {
            includedInTheToken(false);
            tokens = realm.tokensOf(person, "openid organization:acme");
        }

        @AfterEach
        void asBefore() {
            includedInTheToken(true);
        }

        @Test
        void narrowsAsWell() {
            assertThat(tokens.accessClaims().path("scope").asText()).doesNotContain("organization");
            assertThat(customers(tokens.accessClaims())).containsExactly("acme");
        }

        @Test
        void narrowsUserinfoAndIntrospectionAsWell() {
            assertThat(customers(realm.userinfo(tokens.access()))).containsExactly("acme");
            assertThat(customers(realm.introspect(tokens.access()))).containsExactly("acme");
        }

        @Test
        void narrowsTheRefreshedTokenAsWell() {
            assertThat(customers(refreshed(tokens, Map.of("scope", "openid")).accessClaims()))
                    .containsExactly("acme");
        }

        private void includedInTheToken(boolean included) {
            ObjectNode changed = scope.deepCopy();
            changed.withObject("/attributes").put("include.in.token.scope", Boolean.toString(included));
            realm.asAdministrator()
                    .put(realm.path("/client-scopes/" + scope.path("id").asText()), changed)
                    .expecting(204);
        }
    }

    private Tokens refreshed(Tokens of, Map<String, String> parameters) {
        return realm.asApplication().refresh(TestRealm.TEST_APP, null, of.refresh(), parameters);
    }

    @Test
    void theSystemsPartGoesWithTheNarrowing() {
        String person = realm.personHolding("VIEW@system", "VIEW@acme");

        JsonNode access = realm.tokensOf(person, "openid organization:acme")
                .accessClaims()
                .path("access");

        assertThat(access.has("system")).isFalse();
        assertThat(access.path("customers").has("acme")).isTrue();
    }

    @Nested
    class AStrangerInTheBrowser {
        private final String person = realm.personHolding("ADMIN@acme");
        private final Tokens tokens = login("openid organization:globex");

        @Test
        void getsNothing() {
            assertThat(tokens.accessClaims().path("access")).isEqualTo(NOTHING);
        }

        @Test
        void getsNothingInUserinfo() {
            assertThat(realm.userinfo(tokens.access()).path("access")).isEqualTo(NOTHING);
        }

        @Test
        void getsNothingInIntrospection() {
            assertThat(realm.introspect(tokens.access()).path("access")).isEqualTo(NOTHING);
        }

        @Test
        void getsNothingByRefresh() {
            assertThat(refreshed(tokens).accessClaims().path("access")).isEqualTo(NOTHING);
        }

        @Test
        void getsNothingButThatCustomerByRefreshAfterAnAssociation() {
            realm.associate(person, "globex");
            realm.join(person, "VIEW@globex").expecting(204);

            assertThat(customers(refreshed(tokens).accessClaims())).isSubsetOf("globex");
        }

        @Test
        void getsNothingForAnUnknownCustomer() {
            String scope = "openid organization:nobody-has-this-alias";
            AuthorizationRequest request = realm.request(TestRealm.TEST_APP).scope(scope);

            Map<String, String> back = new Browser().open(request).query();

            assertThat(back).containsEntry("error", "invalid_scope");
        }

        private Tokens login(String scope) {
            return realm.login(TestRealm.TEST_APP, realm.username(person), scope);
        }

        private Tokens refreshed(Tokens of) {
            return realm.asApplication().refresh(TestRealm.TEST_APP, null, of.refresh(), Map.of());
        }
    }

    @Nested
    class TwoTabsOfOneBrowser {
        private final String person = realm.personHolding("ADMIN@acme", "VIEW@globex");
        private final Browser browser = new Browser();

        @Test
        void doNotNarrowEachOther() {
            Tokens first = tab("openid", true);

            Tokens second = tab("openid organization:acme", false);

            assertThat(customers(second.accessClaims())).containsExactly("acme");
            assertThat(customers(realm.asApplication()
                            .refresh(TestRealm.TEST_APP, null, first.refresh(), Map.of())
                            .accessClaims()))
                    .containsExactly("acme", "globex");
        }

        private Tokens tab(String scope, boolean asksForAPassword) {
            AuthorizationRequest request = realm.request(TestRealm.TEST_APP).scope(scope);
            String code = asksForAPassword
                    ? browser.login(request, realm.username(person), TestRealm.PASSWORD)
                    : browser.open(request).code();
            return realm.asApplication().exchange(request, code);
        }
    }
}
