package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The claim {@code access}: what it says, where it stands, what narrows it. */
@ExtendWith(RealmOfTheClass.class)
class ClaimIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    private final TestRealm realm;

    ClaimIT(TestRealm realm) {
        this.realm = realm;
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void aPersonWithoutGrantsGetsAnEmptyDocument() {
        assertThat(realm.access(realm.person())).isEqualTo(NOTHING);
    }

    @Test
    void anAssociationAloneGivesNothing() {
        String person = realm.person();
        realm.associate(person, "acme");

        assertThat(realm.access(person)).isEqualTo(NOTHING);
    }

    @Test
    void aDefaultRoleOnACustomerHoldsItsPermissionsUpToItsType() {
        JsonNode access = realm.access(realm.personHolding("MANAGE@acme"));

        assertThat(access.path("customers").path("acme").path("roles")).isEqualTo(Json.of(List.of("MANAGE")));
        assertThat(texts(access.path("customers").path("acme").path("permissions")))
                .contains("console.billing.manage", "console.billing.view", "console.deploy.start", "console.logs.read")
                .doesNotContain("console.users.manage", "console.shards.view");
    }

    @Test
    void aDefaultRoleOnADeploymentHoldsDeploymentPermissionsOnly() {
        JsonNode access = realm.access(realm.personHolding("VIEW@globex/main"));

        assertThat(access.path("customers").path("globex")).isEqualTo(Json.read("""
                        {"deployments":{"main":{"roles":["VIEW"],"permissions":["console.logs.read"]}}}"""));
    }

    @Test
    void aServiceAccountHasItsClaimToo() {
        JsonNode access =
                Tokens.claimsOf(realm.tokenOf("access-admin")).path("access").path("system");

        assertThat(texts(access.path("roles"))).containsExactly("SUPER");
        assertThat(texts(access.path("permissions"))).contains("console.shards.manage", "console.users.manage");
    }

    @Test
    void aGrantGivenIsInTheNextToken() {
        String person = realm.person();
        realm.associate(person, "acme");
        realm.access(person);

        realm.join(person, "VIEW@acme").expecting(204);

        assertThat(realm.access(person).at("/customers/acme/roles/0").asText()).isEqualTo("VIEW");
    }

    @Test
    void aGrantTakenAwayIsGoneFromTheNextToken() {
        String person = realm.personHolding("VIEW@acme");
        realm.access(person);

        realm.leave(person, "VIEW@acme").expecting(204);

        assertThat(realm.access(person)).isEqualTo(NOTHING);
    }

    @Test
    void aDefaultRoleHoldsAPermissionThatIsAddedLater() {
        String person = realm.personHolding("VIEW@acme");
        realm.access(person);

        String added = realm.permission("VIEW", "CUSTOMER");

        JsonNode access = realm.access(person);
        realm.removePermission(added);
        assertThat(texts(access.at("/customers/acme/permissions"))).contains(added);
    }

    @Test
    void aPermissionThatIsRemovedIsGoneFromTheNextToken() {
        String permission = realm.permission("VIEW", "CUSTOMER");
        String person = realm.personHolding("VIEW@acme");
        realm.access(person);

        realm.removePermission(permission);

        assertThat(texts(realm.access(person).at("/customers/acme/permissions")))
                .doesNotContain(permission);
    }

    @Nested
    class Nothing {
        @Test
        void isGivenByADisabledCustomer() {
            String alias = realm.customers().add();
            String person = realm.personHolding("ADMIN@" + alias);
            realm.access(person);

            enable(alias, false);

            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void isLostWhenACustomerIsEnabledAgain() {
            String alias = realm.customers().add();
            String person = realm.personHolding("ADMIN@" + alias);
            enable(alias, false);
            realm.access(person);

            enable(alias, true);

            assertThat(realm.access(person)
                            .at("/customers/" + alias + "/roles/0")
                            .asText())
                    .isEqualTo("ADMIN");
        }

        @Test
        void isGivenToADisabledPerson() {
            String person = realm.personHolding("ADMIN@acme");
            String token = realm.tokensOf(person).access();

            realm.enable(person, false);

            assertThat(realm.introspect(token)).isEqualTo(Json.read("{\"active\":false}"));
            assertThat(passwordGrant(person).status()).isEqualTo(400);
        }

        @Test
        void isLeftWhenTheAssociationEnds() {
            String person = realm.personHolding("ADMIN@acme", "VIEW@acme/prod-eu");
            realm.access(person);

            realm.dissociate(person, "acme");

            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void comesBackWithANewAssociation() {
            String person = realm.personHolding("ADMIN@acme");
            realm.dissociate(person, "acme");

            realm.associate(person, "acme");

            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        private void enable(String alias, boolean enabled) {
            realm.asAdministrator()
                    .put(
                            realm.customers().path(alias),
                            Json.of(Map.of("name", alias, "alias", alias, "enabled", enabled)))
                    .expecting(204);
        }

        private Answer passwordGrant(String person) {
            return realm.asApplication()
                    .token(Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            TestRealm.TEST_APP,
                            "username",
                            realm.username(person),
                            "password",
                            TestRealm.PASSWORD));
        }
    }

    @Nested
    class TheSameDocument {
        private final String person = realm.personHolding("MANAGE@acme");
        private final Tokens tokens = realm.tokensOf(person);
        private final JsonNode expected = tokens.accessClaims().path("access");

        @Test
        void isInTheIdToken() {
            assertThat(tokens.idClaims().path("access")).isEqualTo(expected);
        }

        @Test
        void isInUserinfo() {
            assertThat(realm.userinfo(tokens.access()).path("access")).isEqualTo(expected);
        }

        @Test
        void isInIntrospection() {
            assertThat(realm.introspect(tokens.access()).path("access")).isEqualTo(expected);
        }

        @Test
        void isOutsideTheAccessTokenForALightweightOne() {
            lightweight(true);
            try {
                String token = realm.tokensOf(person).access();

                assertThat(Tokens.claimsOf(token).has("access")).isFalse();
                assertThat(realm.introspect(token).path("access")).isEqualTo(expected);
            } finally {
                lightweight(false);
            }
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
    class ThePreviewInTheConsole {
        private final String person = realm.personHolding("MANAGE@acme");
        private final JsonNode expected = realm.access(person);

        @ParameterizedTest
        @ValueSource(strings = {"access-token", "id-token", "userinfo"})
        void showsTheClaim(String example) {
            assertThat(preview(example, "openid").path("access")).isEqualTo(expected);
        }

        @Test
        void isNarrowedByItsScope() {
            assertThat(preview("access-token", "openid organization:globex").path("access"))
                    .isEqualTo(NOTHING);
        }

        private JsonNode preview(String example, String scope) {
            return realm.asAdministrator()
                    .get(realm.path("/clients/" + realm.client(TestRealm.TEST_APP)
                            + "/evaluate-scopes/generate-example-" + example + "?userId=" + person + "&scope="
                            + TestRealm.encoded(scope)))
                    .expecting(200)
                    .json();
        }
    }

    @Nested
    class TheClaimName {
        private final List<String> saved = new ArrayList<>();

        @ParameterizedTest
        @ValueSource(strings = {"sub", "scope", "resource_access", "realm_access.roles", " ", "a..b"})
        void isRefusedWithAReasonWhenReservedOrUnreadable(String name) {
            Answer answer = save("claim-" + name, name);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error_description").asText()).startsWith("The claim name ");
        }

        @Test
        void isAccessWhenNoneIsSet() {
            assertThat(save("no-name", "").status()).isEqualTo(201);

            assertThat(realm.tokensOf(realm.person()).accessClaims().path("access"))
                    .isEqualTo(NOTHING);
        }

        @Test
        void isTheAdministratorsChoiceOtherwise() {
            assertThat(save("own-claim", "app.rights").status()).isEqualTo(201);

            JsonNode claims = realm.tokensOf(realm.personHolding("VIEW@acme")).accessClaims();

            assertThat(claims.at("/app/rights")).isEqualTo(claims.path("access"));
        }

        @AfterEach
        void applicationIsAsBefore() {
            saved.forEach(mapper -> realm.asAdministrator().delete(mapper).expecting(204));
        }

        private Answer save(String mapper, String claimName) {
            String mappers = realm.path("/clients/" + realm.client(TestRealm.TEST_APP) + "/protocol-mappers/models");
            Answer answer = realm.asAdministrator()
                    .post(
                            mappers,
                            Json.of(Map.of(
                                    "name",
                                    mapper,
                                    "protocol",
                                    "openid-connect",
                                    "protocolMapper",
                                    "rolecall-access-mapper",
                                    "config",
                                    Map.of("claim.name", claimName, "access.token.claim", "true"))));
            if (answer.status() == 201) {
                saved.add(mappers + "/" + TestRealm.idAt(answer.location()));
            }
            return answer;
        }
    }
}
