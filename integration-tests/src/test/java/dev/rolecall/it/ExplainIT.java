package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a person has a permission on an object, or what is nearest to it. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class ExplainIT {
    private static final Instant PAST = Instant.parse("2024-01-01T00:00:00Z");

    private final TestRealm realm;
    private final Database database;
    private final AccessReader reader;

    ExplainIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.reader = AccessReader.ofSuper(realm);
    }

    private Answer explain(String person, String permission, String object) {
        Answer answer = reader.explain("id:" + person, permission, object).expecting(200);
        String alias = object.split("/", -1)[0];
        JsonNode access = reader.ofPerson("id:" + person).expecting(200).json().path("access");
        boolean permitted = holds(access.path("system"), permission)
                || holds(access.path("customers").path(alias), permission)
                || (object.contains("/")
                        && holds(
                                access.path("customers")
                                        .path(alias)
                                        .path("deployments")
                                        .path(object.split("/", -1)[1]),
                                permission));
        assertThat(answer.json().path("holds").asBoolean()).isEqualTo(permitted);
        return answer;
    }

    private static boolean holds(JsonNode access, String permission) {
        return ClaimIT.texts(access.path("permissions")).contains(permission);
    }

    private static List<String> ways(Answer answer) {
        return AccessReader.texts(
                answer,
                "ways",
                way -> way.at("/origin/kind").asText() + " -> "
                        + way.path("grant").asText() + " -> "
                        + way.path("role").asText("-") + " -> "
                        + way.path("permission").asText());
    }

    private static List<String> misses(Answer answer) {
        return AccessReader.texts(
                answer,
                "nearMisses",
                miss -> miss.path("grant").asText("-") + ": "
                        + miss.path("reason").asText());
    }

    @Nested
    class AWay {
        @Test
        void goesFromTheOriginToThePermission() {
            String person = realm.personHolding("VIEW@acme");

            assertThat(ways(explain(person, "console.logs.read", "acme/prod-eu")))
                    .containsExactly("console -> VIEW@acme -> VIEW -> console.logs.read");
        }

        @Test
        void isToldForEachGrantThatGivesIt() {
            ARow row = ARow.aboutANewcomer().associatedWith("acme").holding("VIEW@acme", "MANAGE@acme/prod-eu");
            new Integration(realm).apply(row);
            String person = new Integration(realm).idsOf(row.usercode()).get(0);

            assertThat(ways(explain(person, "console.logs.read", "acme/prod-eu")))
                    .containsExactly(
                            "sync -> MANAGE@acme/prod-eu -> MANAGE -> console.logs.read",
                            "sync -> VIEW@acme -> VIEW -> console.logs.read");
        }

        @Test
        void leadsThroughACustomRole() {
            String role = realm.customRole("VIEW", "DEPLOYMENT", "logs.read", "deploy.start");
            ARow row = ARow.aboutANewcomer().associatedWith("acme").holding(role + "@acme/prod-eu");
            new Integration(realm).apply(row);
            String person = new Integration(realm).idsOf(row.usercode()).get(0);

            assertThat(ways(explain(person, "console.logs.read", "acme/prod-eu")))
                    .containsExactly("sync -> " + role + "@acme/prod-eu -> " + role + " -> console.logs.read");
            assertThat(misses(explain(person, "console.deploy.start", "acme/prod-eu")))
                    .containsExactly(
                            role + "@acme/prod-eu: " + role + " contains it but is of type VIEW, needs MANAGE");
        }
    }

    @Nested
    class ANearMiss {
        @Test
        void isARoleThatIsTooLow() {
            String person = realm.personHolding("VIEW@acme");

            assertThat(misses(explain(person, "console.deploy.start", "acme/prod-eu")))
                    .containsExactly("VIEW@acme: has VIEW, needs MANAGE");
        }

        @Test
        void isAGrantOnAnotherDeployment() {
            String person = realm.personHolding("ADMIN@acme/staging");

            assertThat(misses(explain(person, "console.logs.read", "acme/prod-eu")))
                    .containsExactly("ADMIN@acme/staging: has ADMIN@acme/staging, not on acme/prod-eu");
        }

        @Test
        void isAGrantThatExpired() {
            String person = realm.personHolding("VIEW@acme");
            AccessReader.ends(realm, database, person, "VIEW@acme", PAST);

            assertThat(misses(explain(person, "console.logs.read", "acme")))
                    .containsExactly("VIEW@acme: expired on " + PAST);
        }

        @Test
        void isAnAssociationThatExpired() {
            String person = realm.personHolding("VIEW@acme");
            AccessReader.associationEnds(realm, database, person, "acme", PAST);

            assertThat(misses(explain(person, "console.logs.read", "acme")))
                    .containsExactly("VIEW@acme: association with acme expired on " + PAST);
        }

        @Test
        void isAnAssociationThatEnded() {
            String person = realm.personHolding("VIEW@acme");
            realm.dissociate(person, "acme");

            assertThat(misses(explain(person, "console.logs.read", "acme")))
                    .singleElement()
                    .asString()
                    .startsWith("-: association with acme ended on "
                            + Instant.now().toString().substring(0, 10));
        }

        @Test
        void isNoEndedAssociationOnceThereIsANewOne() {
            String person = realm.personHolding("VIEW@acme");
            realm.dissociate(person, "acme");
            realm.associate(person, "acme");

            assertThat(misses(explain(person, "console.logs.read", "acme"))).isEmpty();
        }

        @Test
        void isACustomerThatIsDisabled() {
            String alias = realm.customers().add();
            String person = realm.personHolding("VIEW@" + alias);
            realm.asAdministrator()
                    .put(
                            realm.customers().path(alias),
                            Json.of(Map.of("name", alias, "alias", alias, "enabled", false)))
                    .expecting(204);

            assertThat(misses(explain(person, "console.logs.read", alias)))
                    .containsExactly("VIEW@" + alias + ": " + alias + " is disabled");
        }

        @Test
        void isAPersonWhoIsDisabled() {
            String person = realm.personHolding("VIEW@acme");
            realm.enable(person, false);

            assertThat(misses(explain(person, "console.logs.read", "acme")))
                    .containsExactly("VIEW@acme: the user is disabled");
        }

        @Test
        void isNoneWhereNothingIsNear() {
            assertThat(misses(explain(realm.person(), "console.shards.view", "acme")))
                    .containsExactly("-: not associated with acme");
        }
    }

    @Nested
    class TheEndOfAnAssociation {
        private final String alias = realm.customers().add();
        private final String person = realm.personHolding("VIEW@" + alias);

        @Test
        void isForgottenWithTheCustomer() {
            realm.dissociate(person, alias);
            assertThat(rows()).isEqualTo(1);

            realm.asAdministrator().delete(realm.customers().path(alias)).expecting(204);

            assertThat(rows()).isZero();
        }

        @Test
        void isNotLeftBehindByTheRemovalOfACustomerWithMembers() {
            realm.asAdministrator().delete(realm.customers().path(alias)).expecting(204);

            assertThat(rows()).isZero();
        }

        @Test
        void isForgottenWithThePerson() {
            realm.dissociate(person, alias);

            realm.asAdministrator().delete(realm.path("/users/" + person)).expecting(204);

            assertThat(rows()).isZero();
        }

        private long rows() {
            return database.number("select count(*) from rc_ended_association where user_id = ?", person);
        }
    }

    @Test
    void namesAreEncodedAsInReferences() {
        String alias = realm.customers().add();
        realm.customers().addGroup(alias, "prod eu/1").expecting(201);
        String person = realm.personHolding("VIEW@" + alias);

        assertThat(reader.explain("id:" + person, "console.logs.read", alias + "/prod%20eu%2F1")
                        .expecting(200)
                        .json()
                        .path("object")
                        .asText())
                .isEqualTo(alias + "/prod%20eu%2F1");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, console.logs.read, acme, 404, user: unknown-user",
        "access, console.nothing, acme, 404, permission: unknown-permission",
        "access, console.logs.read, nowhere, 404, object: unknown-object",
        "access, console.logs.read, acme/nowhere, 404, object: unknown-object",
        "access, console.logs.read, acme/x/y, 400, object: invalid-value",
        "access, console.logs.read, system/prod, 400, object: invalid-value",
        "access, console.logs.read, '', 400, object: invalid-value",
        "access, '', acme, 400, permission: invalid-value",
        "'', console.logs.read, acme, 400, user: invalid-value"
    })
    void whatNamesNothingIsRefusedByItsName(String user, String permission, String object, int status, String fault) {
        String name = user.equals("access") ? "service-account-access-admin" : user;

        assertThat(AccessReader.fault(reader.explain(name, permission, object), status))
                .isEqualTo(fault);
    }

    @Test
    void aPermissionWhoseTypeCannotBeUnderstoodIsNamed() {
        String permission = realm.permission("SOMETIMES", "CUSTOMER");

        Answer answer = reader.explain("service-account-access-admin", permission, "acme");

        realm.removePermission(permission);
        assertThat(AccessReader.fault(answer, 400)).isEqualTo("permission: malformed-permission");
    }

    @Nested
    class AnAdminOfOneCustomer {
        private final AccessReader own = AccessReader.service(realm, List.of("access-view"), "ADMIN@acme")
                .reader();

        @Test
        void isToldTheTruthWithoutWhatIsHeldAbove() {
            String person = realm.personHolding("VIEW@system");
            realm.associate(person, "acme");

            Answer answer = own.explain("id:" + person, "console.logs.read", "acme");

            assertThat(ways(answer)).isEmpty();
            assertThat(answer.json().path("holds").asBoolean()).isTrue();
        }

        @Test
        void isToldNothingOfOtherCustomers() {
            String person = realm.personHolding("VIEW@globex");
            realm.associate(person, "acme");

            assertThat(AccessReader.fault(own.explain("id:" + person, "console.logs.read", "globex"), 404))
                    .isEqualTo("object: unknown-object");
            assertThat(own.explain("id:" + person, "console.logs.read", "acme").body())
                    .doesNotContain("globex");
        }
    }

    @Test
    void anAdministratorGetsTheSameAnswer() {
        String person = realm.personHolding("VIEW@acme");
        AccessReader administrator =
                AccessReader.ofAdministrator(realm, realm.asAdministrator().token());

        assertThat(administrator
                        .explain("id:" + person, "console.deploy.start", "acme")
                        .expecting(200)
                        .json())
                .isEqualTo(reader.explain("id:" + person, "console.deploy.start", "acme")
                        .json());
    }
}
