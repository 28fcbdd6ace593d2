package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What breaks the access model in a realm is found, whichever way it got there. What the rules refuse is put into the
 * database here: it may be older than the rules.
 */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class LintIT {
    private final TestRealm realm;
    private final Database database;
    private final Maintenance maintenance;

    LintIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.maintenance = new Maintenance(realm);
    }

    private Set<String> findings() {
        return maintenance.findings();
    }

    /** An unmarked role of the client {@code console}. */
    private String role() {
        String name = "r-" + UUID.randomUUID();
        realm.asAdministrator().post(roles(), Json.of(Map.of("name", name))).expecting(201);
        return name;
    }

    private String marked(Map<String, List<String>> attributes) {
        String name = role();
        mark(name, attributes);
        return name;
    }

    private void mark(String role, Map<String, List<String>> attributes) {
        ObjectNode representation = (ObjectNode) realm.clientRole("console", role);
        representation.set("attributes", Json.of(attributes));
        realm.asAdministrator().put(roles() + "/" + role, representation).expecting(204);
    }

    private String roles() {
        return realm.path("/clients/" + realm.client("console") + "/roles");
    }

    private void associate(JsonNode parent, JsonNode child) {
        realm.asAdministrator()
                .post(realm.path("/roles-by-id/" + parent.path("id").asText() + "/composites"), Json.of(List.of(child)))
                .expecting(204);
    }

    private static Map<String, List<String>> permission(String type, String scope) {
        return Map.of("rolecall.type", List.of(type), "rolecall.scope", List.of(scope));
    }

    private static Map<String, List<String>> custom(String type, String scope) {
        return Map.of(
                "rolecall.type", List.of(type), "rolecall.scope", List.of(scope), "rolecall.role", List.of("true"));
    }

    @Nested
    class ANewRealm {
        private final TestRealm untouched = sibling();

        @Test
        void hasNoFinding() {
            assertThat(new Maintenance(untouched).findings()).isEmpty();
        }

        @AfterEach
        void remove() {
            realm.asAdministrator().delete(untouched.path("")).expecting(204);
        }
    }

    @Nested
    class ADefinition {
        @Test
        void withAnUnknownTypeIsMalformed() {
            String role = marked(permission("OWNER", "CUSTOMER"));

            assertThat(findings()).contains("malformed-definition clients/console/roles/" + role);
        }

        @Test
        void withoutAScopeIsMalformed() {
            String role = marked(Map.of("rolecall.type", List.of("VIEW")));

            assertThat(findings()).contains("malformed-definition clients/console/roles/" + role);
        }

        @Test
        void thatSaysTwiceWhatItIsIsMalformed() {
            String role = marked(Map.of(
                    "rolecall.type", List.of("VIEW"),
                    "rolecall.scope", List.of("CUSTOMER"),
                    "rolecall.role", List.of("true", "false")));

            assertThat(findings()).contains("malformed-definition clients/console/roles/" + role);
        }

        @Test
        void ofTheSameNameAsAnotherIsAmbiguous() {
            String id = UUID.randomUUID().toString();
            for (String client : List.of("c" + id, "c" + id + ".a")) {
                realm.asAdministrator()
                        .post(realm.path("/clients"), Json.of(Map.of("clientId", client, "bearerOnly", true)))
                        .expecting(201);
                realm.asAdministrator()
                        .post(
                                realm.path("/clients/" + realm.client(client) + "/roles"),
                                Json.of(Map.of(
                                        "name",
                                        client.endsWith(".a") ? "b" : "a.b",
                                        "attributes",
                                        permission("VIEW", "CUSTOMER"))))
                        .expecting(201);
            }

            assertThat(findings()).contains("ambiguous-name clients/c" + id + ".a/roles/b");
        }

        @Test
        void ofACustomRoleMayHoldNothingAboveItOrOutsideIt() {
            String role = marked(custom("VIEW", "DEPLOYMENT"));
            associate(realm.clientRole("console", role), realm.clientRole("console", "users.manage"));

            assertThat(findings())
                    .contains(
                            "above-type clients/console/roles/" + role, "outside-scope clients/console/roles/" + role);
        }

        @Test
        void ofACustomRoleMayHoldPermissionsOnly() {
            String role = marked(custom("VIEW", "DEPLOYMENT"));
            associate(realm.clientRole("console", role), realm.clientRole("console", role()));

            assertThat(findings()).contains("not-a-permission clients/console/roles/" + role);
        }

        @Test
        void thatIsInACycleIsFound() {
            String first = marked(custom("VIEW", "DEPLOYMENT"));
            String second = marked(custom("VIEW", "DEPLOYMENT"));
            associate(realm.clientRole("console", first), realm.clientRole("console", second));
            associate(realm.clientRole("console", second), realm.clientRole("console", first));

            assertThat(findings())
                    .contains(
                            "cycle-of-roles clients/console/roles/" + first,
                            "cycle-of-roles clients/console/roles/" + second,
                            "nested-custom-role clients/console/roles/" + first);
        }
    }

    @Nested
    class APermissionIsAnOrdinaryRole {
        private final String permission = role();

        @Test
        void insideAComposite() {
            mark(permission, permission("VIEW", "CUSTOMER"));
            String outer = role();
            associate(realm.clientRole("console", outer), realm.clientRole("console", permission));

            assertThat(findings()).contains("permission-in-composite clients/console/roles/" + outer);
        }

        @Test
        void insideTheDefaultRoleThroughAnother() {
            mark(permission, permission("VIEW", "CUSTOMER"));
            JsonNode outer = realm.clientRole("console", role());
            JsonNode everybodys = realm.asAdministrator()
                    .get(realm.path("/roles/default-roles-" + realm.name()))
                    .expecting(200)
                    .json();
            associate(everybodys, outer);
            associate(outer, realm.clientRole("console", permission));

            assertThat(findings()).contains("permission-in-default-role roles/default-roles-" + realm.name());
        }

        @Test
        void mappedToAPersonBeforeItWasMarked() {
            String person = realm.person();
            realm.asAdministrator()
                    .post(
                            realm.path("/users/" + person + "/role-mappings/clients/" + realm.client("console")),
                            Json.of(List.of(realm.clientRole("console", permission))))
                    .expecting(204);

            mark(permission, permission("VIEW", "CUSTOMER"));

            assertThat(findings()).contains("permission-mapped-to-user users/" + person);
        }

        @Test
        void mappedToAGroupBeforeItWasMarked() {
            Answer group = realm.asAdministrator()
                    .post(realm.path("/groups"), Json.of(Map.of("name", "g-" + UUID.randomUUID())))
                    .expecting(201);
            String id = TestRealm.idAt(group.location());
            realm.asAdministrator()
                    .post(
                            realm.path("/groups/" + id + "/role-mappings/clients/" + realm.client("console")),
                            Json.of(List.of(realm.clientRole("console", permission))))
                    .expecting(204);

            mark(permission, permission("VIEW", "CUSTOMER"));

            assertThat(findings()).contains("permission-mapped-to-group groups/" + id);
        }

        @Test
        void inAMapperThatGivesIt() {
            String name = "m-" + UUID.randomUUID();
            mapper(name, "oidc-hardcoded-role-mapper", Map.of("role", "console.logs.read"));

            assertThat(findings()).contains("permission-in-mapper clients/" + TestRealm.TEST_APP + "/mappers/" + name);
        }

        @Test
        void andThenClientsWithoutTheGuardAreNamed() {
            mark(permission, permission("VIEW", "CUSTOMER"));
            associate(realm.clientRole("console", role()), realm.clientRole("console", permission));
            String client = "without-guard-" + UUID.randomUUID();
            realm.asAdministrator()
                    .post(
                            realm.path("/clients"),
                            Json.of(Map.of("clientId", client, "publicClient", true, "defaultClientScopes", List.of())))
                    .expecting(201);

            assertThat(findings())
                    .contains("client-without-guard clients/" + client)
                    .doesNotContain("client-without-guard clients/" + TestRealm.TEST_APP);
        }
    }

    private void mapper(String name, String type, Map<String, String> settings) {
        realm.asAdministrator()
                .post(
                        realm.path("/clients/" + realm.client(TestRealm.TEST_APP) + "/protocol-mappers/models"),
                        Json.of(Map.of(
                                "name",
                                name,
                                "protocol",
                                "openid-connect",
                                "protocolMapper",
                                type,
                                "config",
                                settings)))
                .expecting(201);
    }

    @Nested
    class AMapper {
        @Test
        void thatWritesTheClaimOfOursIsFound() {
            String name = "m-" + UUID.randomUUID();
            mapper(
                    name,
                    "oidc-usermodel-attribute-mapper",
                    Map.of("user.attribute", "department", "claim.name", "access.system", "jsonType.label", "String"));

            assertThat(findings()).contains("claim-overwritten clients/" + TestRealm.TEST_APP + "/mappers/" + name);
        }

        @Test
        void withSettingsThatWouldBeRefusedTodayIsFound() {
            String name = "m-" + UUID.randomUUID();
            mapper(name, "rolecall-access-mapper", Map.of("claim.name", "allowed"));
            database.execute("update PROTOCOL_MAPPER_CONFIG set VALUE = 'realm_access' where NAME = 'claim.name'"
                    + " and PROTOCOL_MAPPER_ID in (select ID from PROTOCOL_MAPPER where NAME = '" + name + "')");
            clearCaches();

            assertThat(findings()).contains("bad-mapper-settings clients/" + TestRealm.TEST_APP + "/mappers/" + name);
        }

        @Test
        void thatWritesTheClaimOfAnotherOneOfOursIsFound() {
            mapper("m-" + UUID.randomUUID(), "rolecall-access-mapper", Map.of("claim.name", "access"));

            assertThat(findings()).contains("claim-written-twice clients/" + TestRealm.TEST_APP);
        }

        @Test
        void thatWritesAClaimOfItsOwnIsNot() {
            String client = "c-" + UUID.randomUUID();
            realm.asAdministrator()
                    .post(
                            realm.path("/clients"),
                            Json.of(Map.of(
                                    "clientId",
                                    client,
                                    "publicClient",
                                    true,
                                    "protocolMappers",
                                    List.of(Mappers.representation(
                                            "own", "rolecall-access-mapper", Map.of("claim.name", "own"))))))
                    .expecting(201);

            assertThat(findings()).doesNotContain("claim-written-twice clients/" + client);
        }

        @Test
        void ofAModuleThatIsNotInstalledIsFound() {
            String name = "m-" + UUID.randomUUID();
            mapper(name, "rolecall-access-mapper", Map.of("claim.name", "allowed"));
            database.execute("update PROTOCOL_MAPPER set PROTOCOL_MAPPER_NAME = 'rolecall-of-the-future-mapper' where"
                    + " NAME = '" + name + "'");
            clearCaches();

            assertThat(findings()).contains("unknown-mapper clients/" + TestRealm.TEST_APP + "/mappers/" + name);
        }

        private void clearCaches() {
            realm.asAdministrator()
                    .post(realm.path("/clear-realm-cache"), Json.object())
                    .expecting(204);
        }
    }

    /** As a realm file may have it: nobody checks such settings when they are saved. */
    @Nested
    class AnIdentityProvider {
        private final ObjectNode file = RealmFile.named(realm.name() + "-" + UUID.randomUUID());
        private final TestRealm other = realm.sibling(file.path("realm").asText());

        private Set<String> findingsWith(Map<String, String> settings) {
            file.withArray("identityProviders").add(Partner.identityProvider("partner", "https://partner.test"));
            file.withArray("identityProviderMappers")
                    .add(Json.of(Map.of(
                            "name",
                            "user sync",
                            "identityProviderAlias",
                            "partner",
                            "identityProviderMapper",
                            "rolecall-user-sync-idp-mapper",
                            "config",
                            settings)));
            realm.asAdministrator().post("", file).expecting(201);
            return new Maintenance(other).findings();
        }

        @Test
        void isFoundWithSettingsThatRefuseEveryLogin() {
            assertThat(findingsWith(Map.of("payloadClaim", "payload", "ceiling", "EVERYTHING")))
                    .containsExactly("bad-mapper-settings identity-providers/partner/mappers/user sync");
        }

        @Test
        void isNotFoundWithGoodOnes() {
            assertThat(findingsWith(Map.of("payloadClaim", "payload", "ceiling", "VIEW")))
                    .isEmpty();
        }

        @AfterEach
        void remove() {
            other.asAdministrator().delete(other.path("")).expecting(204);
        }
    }

    @Nested
    class TheClientScope {
        private final TestRealm other = sibling();
        private final Maintenance of = new Maintenance(other);
        private final String path;

        TheClientScope() {
            String id = "";
            for (JsonNode scope : other.asAdministrator()
                    .get(other.path("/client-scopes"))
                    .expecting(200)
                    .json()) {
                id = scope.path("name").asText().equals("access")
                        ? scope.path("id").asText()
                        : id;
            }
            path = "/client-scopes/" + id;
        }

        @AfterEach
        void remove() {
            other.asAdministrator().delete(other.path("")).expecting(204);
        }

        @Test
        void withoutItsMappersIsFound() {
            for (JsonNode mapper : other.asAdministrator()
                    .get(other.path(path + "/protocol-mappers/models"))
                    .expecting(200)
                    .json()) {
                other.asAdministrator()
                        .delete(other.path(path + "/protocol-mappers/models/"
                                + mapper.path("id").asText()))
                        .expecting(204);
            }

            assertThat(of.findings())
                    .containsExactlyInAnyOrder(
                            "access-scope-without-guard client-scopes/access",
                            "access-scope-without-access client-scopes/access");
        }

        @Test
        void thatNoNewClientGetsIsFound() {
            other.asAdministrator()
                    .delete(other.path(path.replace("/client-scopes", "/default-default-client-scopes")))
                    .expecting(204);

            assertThat(of.findings()).containsExactly("access-scope-not-default client-scopes/access");
        }

        @Test
        void thatIsNotThereIsFound() {
            other.asAdministrator().delete(other.path(path)).expecting(204);

            assertThat(of.findings()).containsExactly("access-scope-missing client-scopes/access");
        }
    }

    @Nested
    class TheSystemObject {
        private final TestRealm other = sibling();
        private final Maintenance of = new Maintenance(other);
        private final String system = "REALM_ID = '" + other.id() + "' and ALIAS = 'system'";

        @AfterEach
        void remove() {
            other.asAdministrator().delete(other.path("")).expecting(204);
        }

        @Test
        void isFoundDisabled() {
            database.execute("update ORG set ENABLED = false where " + system);

            assertThat(of.findings()).containsExactly("system-disabled organizations/system");
        }

        @Test
        void isFoundWithoutItsMark() {
            database.execute("delete from GROUP_ATTRIBUTE where NAME = 'rolecall.kind' and GROUP_ID in"
                    + " (select GROUP_ID from ORG where " + system + ")");

            assertThat(of.findings()).containsExactly("system-unmarked organizations/system");
        }

        @Test
        void isFoundMissingAndMarkedElsewhere() {
            database.execute("update ORG set ALIAS = 'elsewhere' where " + system);

            assertThat(of.codes()).contains("system-missing", "system-kind-elsewhere", "super-outside-system");
        }

        @Test
        void isFoundWithoutSuper() {
            database.execute("update KEYCLOAK_GROUP set NAME = 'OTHER' where NAME = 'SUPER' and PARENT_GROUP in"
                    + " (select GROUP_ID from ORG where " + system + ")");

            assertThat(of.findings())
                    .contains(
                            "role-group-missing organizations/system",
                            "deployment-of-system organizations/system/groups/OTHER");
        }
    }

    @Nested
    class ACustomer {
        private final String alias = realm.customers().add();
        private final String where = "organizations/" + alias;
        private final String groups =
                "select g.ID from KEYCLOAK_GROUP g join ORG o on o.ID = g.ORG_ID where o.ALIAS = '" + alias
                        + "' and g.NAME = ";

        @BeforeEach
        void hasADeployment() {
            realm.customers().addGroup(alias, "prod").expecting(201);
        }

        private void rename(String group, String name) {
            database.execute("update KEYCLOAK_GROUP set NAME = '" + name + "' where ID in (" + groups + "'" + group
                    + "' and PARENT_GROUP in (" + groups + "'prod'))");
        }

        @Test
        void isFoundWithoutARoleGroupOfADeployment() {
            rename("ADMIN", "other");

            assertThat(findings()).contains("role-group-missing " + where + "/groups/prod");
        }

        @Test
        void isFoundWithSuper() {
            rename("ADMIN", "SUPER");

            assertThat(findings()).contains("super-outside-system " + where + "/groups/prod/SUPER");
        }

        @Test
        void isFoundWithGroupsThatStandForNothing() {
            rename("ADMIN", "+console.gone");
            database.execute("update GROUP_ATTRIBUTE set VALUE = 'console.old' where VALUE = 'VIEW' and GROUP_ID in ("
                    + groups + "'VIEW')");
            rename("VIEW", "old");

            assertThat(findings()).contains("unknown-permission " + where, "unknown-role " + where);
        }

        @Test
        void isFoundWithoutMarks() {
            database.execute("delete from GROUP_ATTRIBUTE where GROUP_ID in (" + groups + "'prod' or g.NAME = 'ADMIN'"
                    + " and o.ALIAS = '" + alias + "')");

            assertThat(findings())
                    .contains(
                            "deployment-unmarked " + where + "/groups/prod",
                            "role-group-unmarked " + where + "/groups/prod/ADMIN",
                            "role-group-unmarked " + where + "/groups/ADMIN");
        }

        @ParameterizedTest
        @ValueSource(strings = {"rolecall.role", "rolecall.permission"})
        void isFoundWithAGroupThatWasMadeWithTwoMarks(String mark) {
            realm.asAdministrator()
                    .post(
                            realm.customers().path(alias) + "/groups",
                            Json.of(Map.of(
                                    "name",
                                    "both",
                                    "attributes",
                                    Map.of(mark, List.of("console.logs.read", "console.billing.view")))))
                    .expecting(201);
            String person = realm.person();
            realm.associate(person, alias);
            realm.joinGroup(person, alias, "both").expecting(204);

            assertThat(findings()).contains("group-marked-twice " + where + "/groups/both");
            assertThat(realm.access(person)).isEqualTo(Json.read("{\"v\":1}"));
        }

        @Test
        void isFoundWithAnOrdinaryRoleOnAGroup() {
            String role = realm.clientRole("console", role()).path("id").asText();
            database.execute("insert into GROUP_ROLE_MAPPING (GROUP_ID, ROLE_ID) select g.ID, '" + role
                    + "' from KEYCLOAK_GROUP g where g.ID in (" + groups + "'prod')");

            assertThat(findings()).contains("role-on-organization-group " + where + "/groups/prod");
        }

        @Test
        void isFoundWithAGrantWithoutAssociation() {
            String person = realm.personHolding("VIEW@" + alias);
            database.execute("delete from USER_GROUP_MEMBERSHIP where USER_ID = '" + person
                    + "' and GROUP_ID in (select GROUP_ID from ORG where ALIAS = '" + alias + "')");

            assertThat(findings()).contains("grant-without-association " + where);
        }

        @Test
        void isFoundWithAMemberOfADeploymentItself() {
            String person = realm.person();
            realm.associate(person, alias);
            realm.joinGroup(person, alias, "prod").expecting(204);

            assertThat(findings()).contains("membership-without-grant " + where + "/groups/prod");
        }
    }

    @Nested
    class APerson {
        @Test
        void isFoundWithManyGrants() {
            String alias = realm.customers().add();
            String person = realm.personHolding("VIEW@" + alias);
            String deeper = "from KEYCLOAK_GROUP v join ORG o on v.PARENT_GROUP = o.GROUP_ID and v.NAME = 'VIEW'"
                    + " and o.ALIAS = '" + alias + "'";
            database.execute("insert into KEYCLOAK_GROUP (ID, NAME, REALM_ID, PARENT_GROUP, TYPE, ORG_ID) select"
                    + " left(v.ID, 30) || n, 'g' || n, v.REALM_ID, v.ID, 1, o.ID " + deeper
                    + " cross join generate_series(1, 300) n");
            database.execute("insert into USER_GROUP_MEMBERSHIP (GROUP_ID, USER_ID, MEMBERSHIP_TYPE) select g.ID, '"
                    + person + "', 'UNMANAGED' from KEYCLOAK_GROUP g where g.PARENT_GROUP in (select v.ID " + deeper
                    + ")");

            assertThat(findings()).contains("many-grants users/" + person);
        }

        @Test
        void whoLeftBehindANoteIsCounted() {
            database.execute("insert into RC_GRANT_ORIGIN (USER_ID, GROUP_ID, KIND, ORIGIN_ID, REALM_ID, GRANTED_AT)"
                    + " values ('" + UUID.randomUUID() + "', '" + UUID.randomUUID() + "', 'rest', '', '" + realm.id()
                    + "', 0)");

            assertThat(findings()).contains("origins-without-membership origins");
        }
    }

    @Nested
    class ARealmThatDidNotOptIn {
        private final TestRealm other = realm.sibling("plain-" + UUID.randomUUID());

        @BeforeEach
        void create() {
            realm.asAdministrator()
                    .post("", Json.of(Map.of("realm", other.name(), "enabled", true)))
                    .expecting(201);
        }

        @AfterEach
        void remove() {
            other.asAdministrator().delete(other.path("")).expecting(204);
        }

        @Test
        void isLookedAtTooAndSaysSo() {
            assertThat(new Maintenance(other).codes())
                    .containsExactlyInAnyOrder(
                            "not-adopted", "organizations-off", "access-scope-missing", "system-missing");
        }

        @Test
        void isFoundWithAUsercodeThatPeopleChangeThemselves() {
            ObjectNode profile = (ObjectNode) other.asAdministrator()
                    .get(other.path("/users/profile"))
                    .expecting(200)
                    .json();
            profile.put("unmanagedAttributePolicy", "ENABLED");
            other.asAdministrator().put(other.path("/users/profile"), profile).expecting(200);

            assertThat(new Maintenance(other).codes()).contains("usercode-editable");
        }
    }

    @Nested
    class TheAnswer {
        @Test
        void comesInPagesWithErrorsFirst() {
            marked(permission("OWNER", "CUSTOMER"));
            String warned = marked(custom("VIEW", "DEPLOYMENT"));
            associate(realm.clientRole("console", warned), realm.clientRole("console", "users.manage"));

            JsonNode whole = maintenance.lint("?max=1000").expecting(200).json();
            JsonNode second = maintenance.lint("?first=1&max=1").expecting(200).json();

            int total = whole.path("total").asInt();
            assertThat(whole.path("entries")).hasSize(total);
            assertThat(whole.at("/entries/0/severity").asText()).isEqualTo("error");
            assertThat(whole.path("entries").path(total - 1).path("severity").asText())
                    .isEqualTo("warning");
            assertThat(second.path("entries")).hasSize(1);
            assertThat(second.at("/entries/0")).isEqualTo(whole.at("/entries/1"));
            assertThat(whole.path("truncated")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"?max=0", "?max=1001", "?first=-1", "?max=x"})
        void hasNoPageOutOfBounds(String query) {
            assertThat(maintenance.lint(query).status()).isEqualTo(400);
        }
    }

    @Nested
    class AnAdministrator {
        @ParameterizedTest
        @ValueSource(strings = {"view-realm", "view-users", "view-clients"})
        void whoMaySeeOnlyAPartOfItIsRefused(String role) {
            assertThat(get(tokenOfAdministrator(role)).status()).isEqualTo(403);
        }

        @Test
        void whoMaySeeAllOfItIsAnswered() {
            assertThat(get(tokenOfAdministrator("view-realm", "view-users", "view-clients", "view-organizations"))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void mustShowAToken() {
            assertThat(Http.get(realm.onServer("/admin/realms" + realm.path("/rolecall/lint")), null)
                            .status())
                    .isEqualTo(401);
        }

        private Answer get(String token) {
            return Http.get(realm.onServer("/admin/realms" + realm.path("/rolecall/lint")), token);
        }
    }

    private String tokenOfAdministrator(String... roles) {
        String person = realm.person();
        for (String role : roles) {
            realm.asAdministrator()
                    .post(
                            realm.path(
                                    "/users/" + person + "/role-mappings/clients/" + realm.client("realm-management")),
                            Json.of(List.of(realm.clientRole("realm-management", role))))
                    .expecting(204);
        }
        Tokens tokens = realm.tokensOf(person);
        return tokens.access();
    }

    private TestRealm sibling() {
        String name = realm.name() + "-" + UUID.randomUUID();
        realm.asAdministrator().post("", RealmFile.named(name)).expecting(201);
        return realm.sibling(name);
    }
}
