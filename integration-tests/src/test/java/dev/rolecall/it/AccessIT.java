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
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what: of a person, and on an object; for an administrator, and for an ADMIN of one customer. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class AccessIT {
    private static final Instant PAST = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2099-01-01T00:00:00Z");

    private final TestRealm realm;
    private final Database database;
    private final AccessReader reader;

    AccessIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.reader = AccessReader.ofSuper(realm);
    }

    private static List<String> grants(Answer answer) {
        return AccessReader.texts(
                answer,
                "grants",
                grant -> grant.path("grant").asText() + " "
                        + grant.at("/origin/kind").asText() + " "
                        + grant.path("inForce").asBoolean());
    }

    @Nested
    class OfAPerson {
        private final String person = realm.personHolding("ADMIN@acme", "VIEW@globex/main");
        private final String username = realm.username(person);

        @Test
        void isTheDocumentOfTheClaim() {
            assertThat(reader.ofPerson(username).expecting(200).json().path("access"))
                    .isEqualTo(realm.access(person));
        }

        @Test
        void namesEachGrantAndWhereItCameFrom() {
            assertThat(grants(reader.ofPerson(username)))
                    .containsExactly("ADMIN@acme console true", "VIEW@globex/main console true");
        }

        @Test
        void namesAGrantOnceForEachOrigin() {
            AccessReader.ends(realm, database, person, "ADMIN@acme", FUTURE);

            Answer answer = reader.ofPerson(username);

            assertThat(grants(answer)).contains("ADMIN@acme import true");
            assertThat(answer.json().at("/grants/0"))
                    .isEqualTo(Json.of(Map.of(
                            "grant",
                            "ADMIN@acme",
                            "origin",
                            Map.of("kind", "import", "id", "hr"),
                            "grantedAt",
                            "2023-11-14T22:13:20Z",
                            "expiresAt",
                            FUTURE.toString(),
                            "inForce",
                            true)));
        }

        @Test
        void showsWhatExpiredAndThatItGivesNothing() {
            AccessReader.ends(realm, database, person, "ADMIN@acme", PAST);

            JsonNode answer = reader.ofPerson(username).expecting(200).json();

            assertThat(answer.at("/access/customers").has("acme")).isFalse();
            assertThat(answer.at("/grants/0/inForce").asBoolean()).isFalse();
            assertThat(answer.at("/grants/0/hindrances/0"))
                    .isEqualTo(Json.of(Map.of("code", "expired", "reason", "expired on " + PAST)));
        }

        @Test
        void showsWhatAnExpiredAssociationLeaves() {
            AccessReader.associationEnds(realm, database, person, "acme", PAST);

            JsonNode answer = reader.ofPerson(username).expecting(200).json();

            assertThat(answer.at("/access/customers").has("acme")).isFalse();
            assertThat(answer.at("/grants/0/hindrances/0/code").asText()).isEqualTo("association-expired");
        }

        @Test
        void showsWhatADisabledPersonWouldHold() {
            realm.enable(person, false);

            JsonNode answer = reader.ofPerson(username).expecting(200).json();

            assertThat(answer.path("access")).isEqualTo(Json.read("{\"v\":1}"));
            assertThat(answer.at("/grants/0/hindrances/0/code").asText()).isEqualTo("user-disabled");
        }

        @Test
        void isLimitedToACustomerThatIsNamed() {
            Answer answer = reader.get("access?user=id:" + person + "&customer=globex");

            assertThat(grants(answer)).containsExactly("VIEW@globex/main console true");
            assertThat(answer.json().at("/access/customers").properties()).hasSize(1);
        }

        @Test
        void isFoundByIdAndByUsercode() {
            ARow row = ARow.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
            new Integration(realm).apply(row);

            Answer byUsercode = reader.ofPerson("usercode:" + row.usercode());

            assertThat(grants(byUsercode)).containsExactly("VIEW@acme sync true");
            assertThat(byUsercode.json().at("/user/usercode").asText()).isEqualTo(row.usercode());
            assertThat(reader.ofPerson("id:" + byUsercode.json().at("/user/id").asText())
                            .json())
                    .isEqualTo(byUsercode.json());
        }

        @Test
        void comesInPages() {
            Answer answer = reader.get("access?user=id:" + person + "&first=1&max=1");

            assertThat(grants(answer)).containsExactly("VIEW@globex/main console true");
            assertThat(answer.json().path("total").asInt()).isEqualTo(2);
        }

        @Test
        void isNotToldOfSomebodyUnknown() {
            assertThat(AccessReader.fault(reader.ofPerson("nobody"), 404)).isEqualTo("user: unknown-user");
        }
    }

    @Nested
    class OnAnObject {
        private final String customer = realm.customers().add();
        private final String viewer = named("b", "VIEW@");
        private final String admin = named("a", "ADMIN@");

        private String named(String prefix, String role) {
            String id = realm.person(prefix + "-" + customer);
            realm.associate(id, customer);
            realm.join(id, role + customer).expecting(204);
            return id;
        }

        /** Without the services of other tests, of which some hold something on the system. */
        private List<String> shipped(Answer answer) {
            return AccessReader.entries(answer).stream()
                    .filter(entry -> !entry.startsWith("service-account-reader-"))
                    .toList();
        }

        private List<String> hereOnly(Answer answer) {
            return AccessReader.entries(answer).stream()
                    .filter(entry -> entry.endsWith(customer) || entry.contains(customer + "/"))
                    .toList();
        }

        @Test
        void areThoseWhoHoldSomethingThereOrAboveByUsername() {
            assertThat(shipped(reader.on(customer)))
                    .containsExactly(
                            "a-" + customer + " ADMIN@" + customer,
                            "b-" + customer + " VIEW@" + customer,
                            "service-account-access-admin SUPER@system");
        }

        @Test
        void ofADeploymentAreThoseOfItsCustomerToo() {
            realm.customers().addGroup(customer, "prod").expecting(201);
            realm.customers().addGroup(customer, "staging").expecting(201);
            realm.join(viewer, "MANAGE@" + customer + "/prod").expecting(204);
            realm.join(viewer, "MANAGE@" + customer + "/staging").expecting(204);

            assertThat(hereOnly(reader.on(customer, "prod")))
                    .containsExactly(
                            "a-" + customer + " ADMIN@" + customer,
                            "b-" + customer + " MANAGE@" + customer + "/prod",
                            "b-" + customer + " VIEW@" + customer);
            assertThat(hereOnly(reader.on(customer))).hasSize(2);
        }

        @Test
        void comeInPagesWithTheirTotal() {
            Answer page = reader.get("access?customer=" + customer + "&first=1&max=1");

            assertThat(AccessReader.entries(page)).containsExactly("b-" + customer + " VIEW@" + customer);
            assertThat(page.json().path("total").asInt())
                    .isEqualTo(AccessReader.entries(reader.on(customer)).size());
        }

        @Test
        void areOnlyThoseInForce() {
            AccessReader.ends(realm, database, admin, "ADMIN@" + customer, PAST);
            AccessReader.associationEnds(realm, database, viewer, customer, PAST);

            assertThat(hereOnly(reader.on(customer))).isEmpty();
        }

        @Test
        void areNotThoseWhoAreDisabled() {
            realm.enable(admin, false);

            assertThat(hereOnly(reader.on(customer))).containsExactly("b-" + customer + " VIEW@" + customer);
        }

        @Test
        void nameTheOriginAndTheEnd() {
            AccessReader.ends(realm, database, admin, "ADMIN@" + customer, FUTURE);

            assertThat(reader.on(customer).json().at("/entries/0"))
                    .isEqualTo(Json.of(Map.of(
                            "user", Map.of("id", admin, "username", "a-" + customer),
                            "grant", "ADMIN@" + customer,
                            "origin", Map.of("kind", "import", "id", "hr"),
                            "grantedAt", "2023-11-14T22:13:20Z",
                            "expiresAt", FUTURE.toString())));
        }

        @Test
        void canBeThoseWithOnePermission() {
            assertThat(shipped(reader.get("access?customer=" + customer + "&permission=console.users.manage")))
                    .containsExactly(
                            "a-" + customer + " ADMIN@" + customer, "service-account-access-admin SUPER@system");
        }

        @Test
        void canBeThoseWithOneRole() {
            assertThat(AccessReader.entries(reader.get("access?customer=" + customer + "&role=view")))
                    .containsExactly("b-" + customer + " VIEW@" + customer);
        }

        @Test
        void ofADisabledCustomerAreThoseOfTheSystem() {
            realm.asAdministrator()
                    .put(
                            realm.customers().path(customer),
                            Json.of(Map.of("name", customer, "alias", customer, "enabled", false)))
                    .expecting(204);

            assertThat(shipped(reader.on(customer))).containsExactly("service-account-access-admin SUPER@system");
        }

        @Test
        void ofTheSystemAreThoseOfTheSystem() {
            assertThat(shipped(reader.on("system"))).containsExactly("service-account-access-admin SUPER@system");
        }

        @Test
        void nameAPersonsUsercode() {
            ARow row = ARow.aboutANewcomer().associatedWith(customer).holding("VIEW@" + customer);
            new Integration(realm).apply(row);

            assertThat(AccessReader.texts(
                            reader.on(customer),
                            "entries",
                            entry -> entry.at("/user/usercode").asText()))
                    .contains(row.usercode());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "customer=nowhere, 404, customer: unknown-customer",
        "customer=ACME, 404, customer: unknown-customer",
        "customer=acme&deployment=nowhere, 404, deployment: unknown-deployment",
        "customer=acme&deployment=VIEW, 404, deployment: unknown-deployment",
        "customer=system&deployment=prod, 400, deployment: invalid-value",
        "deployment=prod-eu, 400, customer: invalid-value",
        "customer=%20, 400, customer: invalid-value",
        "'', 400, user: invalid-value",
        "user=, 400, user: invalid-value",
        "customer=acme&permission=console.nothing, 404, permission: unknown-permission",
        "customer=acme&role=console.nothing, 404, role: unknown-role",
        "customer=acme&max=1001, 400, max: invalid-value",
        "customer=acme&first=-1, 400, first: invalid-value"
    })
    void whatNamesNothingIsRefusedByItsName(String query, int status, String fault) {
        assertThat(AccessReader.fault(reader.get("access?" + query), status)).isEqualTo(fault);
    }

    @Nested
    class AnAdminOfOneCustomer {
        private static final List<String> ACCESS_VIEW = List.of("access-view");

        private final String person = realm.personHolding("VIEW@acme", "MANAGE@acme/prod-eu", "ADMIN@globex");
        private final String stranger = realm.personHolding("ADMIN@globex");

        @Test
        void seesOfItsPeopleWhatTheyHoldThere() {
            Answer answer = AccessReader.service(realm, ACCESS_VIEW, "ADMIN@acme")
                    .reader()
                    .ofPerson("id:" + person);

            assertThat(grants(answer)).containsExactly("MANAGE@acme/prod-eu console true", "VIEW@acme console true");
            assertThat(answer.json().at("/access/customers").properties()).hasSize(1);
        }

        @Test
        void seesNobodyElsesPeople() {
            AccessReader own =
                    AccessReader.service(realm, ACCESS_VIEW, "ADMIN@acme").reader();

            assertThat(AccessReader.fault(own.ofPerson("id:" + stranger), 404)).isEqualTo("user: unknown-user");
            assertThat(own.ofPerson("id:" + stranger).body())
                    .isEqualTo(own.ofPerson("nobody").body());
        }

        @Test
        void seesNoOtherCustomerAndNotTheSystem() {
            AccessReader own =
                    AccessReader.service(realm, ACCESS_VIEW, "ADMIN@acme").reader();

            assertThat(AccessReader.fault(own.on("globex"), 404)).isEqualTo("customer: unknown-customer");
            assertThat(AccessReader.fault(own.on("system"), 404)).isEqualTo("customer: unknown-customer");
            assertThat(own.on("globex").body()).isEqualTo(own.on("nowhere").body());
        }

        @Test
        void seesWhoHasAccessThereByGrantsThere() {
            Answer answer = AccessReader.service(realm, ACCESS_VIEW, "ADMIN@acme")
                    .reader()
                    .on("acme", "prod-eu");

            assertThat(AccessReader.entries(answer))
                    .contains(realm.username(person) + " MANAGE@acme/prod-eu", realm.username(person) + " VIEW@acme")
                    .noneMatch(entry -> entry.endsWith("@system"));
        }

        @Test
        void ofADeploymentSeesThatDeployment() {
            AccessReader own = AccessReader.service(realm, ACCESS_VIEW, "ADMIN@acme/prod-eu")
                    .reader();

            assertThat(grants(own.ofPerson("id:" + person))).containsExactly("MANAGE@acme/prod-eu console true");
            assertThat(AccessReader.fault(own.on("acme", "staging"), 404)).isEqualTo("deployment: unknown-deployment");
            assertThat(AccessReader.entries(own.on("acme", "prod-eu")))
                    .contains(realm.username(person) + " MANAGE@acme/prod-eu")
                    .noneMatch(entry -> entry.endsWith("@acme"));
        }

        @Test
        void seesNothingThereWithATokenForAnotherCustomer() {
            AccessReader own = AccessReader.service(realm, ACCESS_VIEW, "ADMIN@acme", "ADMIN@globex")
                    .reader("openid organization:globex");

            assertThat(AccessReader.fault(own.on("acme"), 404)).isEqualTo("customer: unknown-customer");
            assertThat(own.on("globex").status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"MANAGE@acme", "MANAGE@system"})
        void isNobodyWithLessThanAdmin(String grant) {
            AccessReader own = AccessReader.service(realm, ACCESS_VIEW, grant).reader();

            assertThat(AccessReader.fault(own.on("acme"), 404)).isEqualTo("customer: unknown-customer");
            assertThat(AccessReader.fault(own.ofPerson("id:" + person), 404)).isEqualTo("user: unknown-user");
        }
    }

    @Nested
    class TheDoor {
        @Test
        void isClosedWithoutTheClientRole() {
            AccessReader own = AccessReader.service(realm, List.of("user-view"), "ADMIN@acme")
                    .reader();

            Answer answer = own.on("acme");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
        }

        @Test
        void isOpenToAdministratorsWithTheSameAnswer() {
            String person = realm.personHolding("VIEW@acme");
            AccessReader administrator =
                    AccessReader.ofAdministrator(realm, realm.asAdministrator().token());

            assertThat(administrator.ofPerson("id:" + person).expecting(200).json())
                    .isEqualTo(reader.ofPerson("id:" + person).json());
            assertThat(administrator.on("acme").json())
                    .isEqualTo(reader.on("acme").json());
        }

        @Test
        void isClosedToATokenOfTheRealmWithoutAdminPermissions() {
            assertThat(AccessReader.ofAdministrator(realm, realm.tokenOf("access-admin"))
                            .on("acme")
                            .status())
                    .isEqualTo(403);
        }
    }
}
