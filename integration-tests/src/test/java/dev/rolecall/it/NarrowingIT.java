package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
