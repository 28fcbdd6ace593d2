package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers that rules of a directory name and that are not there: created where the mapper says so. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapCustomersIT {
    private static final String VIEWERS = "pattern(cn=(?<customer>.+)-viewers,ou=groups,.*) -> VIEW@${customer}";
    private static final String OPERATORS =
            "pattern(cn=(?<customer>[\\w-]+)-operators,ou=groups,.*) -> ADMIN@${customer}/prod";

    private final TestRealm realm;
    private final LdapDirectory directory;
    private final LdapRealm ldap;
    private final String alias = "new-" + UUID.randomUUID();
    private String provider = "";
    private String mapper = "";

    LdapCustomersIT(TestRealm realm, Slapd slapd) {
        this.realm = realm;
        this.directory = new LdapDirectory(slapd);
        this.ldap = new LdapRealm(realm, directory);
    }

    @BeforeAll
    void thereIsADirectory() {
        provider = ldap.addProvider(LdapDirectory.PEOPLE, true);
        mapper = ldap.addMapper(provider, Map.of("rules", List.of(VIEWERS, OPERATORS), "missing", List.of("CREATE")));
    }

    private static String unique() {
        return "new-" + UUID.randomUUID();
    }

    private String viewersOf(String customer) {
        return directory.addGroup(LdapDirectory.GROUPS, customer + "-viewers");
    }

    private boolean isThere(String customer) {
        JsonNode found = realm.asAdministrator()
                .get(realm.path("/organizations?exact=true&search=" + TestRealm.encoded(customer)))
                .expecting(200)
                .json();
        return found.findValuesAsText("alias").contains(customer);
    }

    private int customers() {
        return Integer.parseInt(realm.asAdministrator()
                .get(realm.path("/organizations/count"))
                .expecting(200)
                .body());
    }

    @Test
    void theFirstLoginOfAMemberCreatesTheCustomerAndHasTheRoleThere() {
        String customer = unique();
        String person = ldap.personIn(viewersOf(customer));

        JsonNode access = ldap.access(person);

        assertThat(access.at("/customers/" + customer + "/roles")).isEqualTo(Json.of(List.of("VIEW")));
        assertThat(realm.customers().groupsBelow(customer, "")).containsExactly("ADMIN", "MANAGE", "VIEW");
    }

    @Test
    void itIsInTheAdminEvents() {
        String customer = unique();
        ldap.login(ldap.personIn(viewersOf(customer)));

        JsonNode events = realm.asAdministrator()
                .get(realm.path("/admin-events?operationTypes=CREATE&resourceTypes=ORGANIZATION&max=1000"))
                .expecting(200)
                .json();

        assertThat(events.findValuesAsText("resourcePath"))
                .contains(realm.customers().path(customer).replaceFirst("^/[^/]*/", ""));
    }

    @Test
    void aDeploymentIsNotCreated() {
        String customer = unique();
        String person = ldap.personIn(directory.addGroup(LdapDirectory.GROUPS, customer + "-operators"));

        JsonNode access = ldap.access(person);

        assertThat(access.has("customers")).isFalse();
        assertThat(realm.customers().groupsBelow(customer, "")).containsExactly("ADMIN", "MANAGE", "VIEW");
        assertThat(realm.isMember(realm.idOf(person), customer)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"System", "a b", "a@system", "a/b", "x%y"})
    void aGroupThatIsCalledLikeNoCustomerCreatesNoneAndTheLoginGoesOn(String name) {
        String person = ldap.personIn(directory.addGroup(LdapDirectory.GROUPS, name + "-viewers"));
        int before = customers();

        assertThat(ldap.access(person)).isEqualTo(Json.read("{\"v\":1}"));
        assertThat(customers()).isEqualTo(before);
    }

    @Test
    void aCustomerThatCannotBeCreatedFailsNoLogin() {
        String customer = unique();
        realm.asAdministrator()
                .post(realm.path("/organizations"), Json.of(Map.of("name", customer, "alias", "other-" + customer)))
                .expecting(201);
        String other = unique();
        String person = ldap.personIn(viewersOf(customer), viewersOf(other));

        JsonNode access = ldap.access(person);

        assertThat(access.path("customers").has(other)).isTrue();
        assertThat(access.path("customers").has(customer)).isFalse();
    }

    @Test
    void oneLoginCreatesTenAtMostAndTheNextGoesOn() {
        String[] groups = new String[12];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = viewersOf(unique());
        }
        String person = ldap.personIn(groups);

        assertThat(ldap.access(person).path("customers")).hasSize(10);
        assertThat(ldap.access(person).path("customers")).hasSize(12);
    }

    @Test
    void manyWhoLogInAtOnceGetOneCustomer() throws Exception {
        String customer = unique();
        String group = viewersOf(customer);
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            people.add(ldap.personIn(group));
        }
        ExecutorService logins = Executors.newFixedThreadPool(people.size());
        try {
            List<Future<JsonNode>> answers = people.stream()
                    .map(person -> logins.submit(() -> ldap.access(person)))
                    .toList();

            for (Future<JsonNode> answer : answers) {
                assertThat(answer.get().path("customers").has(customer)).isTrue();
            }
        } finally {
            logins.shutdownNow();
        }
    }

    @Nested
    class ASync {
        private final String customer = unique();
        private final String person = ldap.personIn();

        ASync() {
            ldap.login(person);
            directory.addTo(viewersOf(customer), person);
        }

        @Test
        void createsTheCustomerAndCountsIt() {
            JsonNode report = ldap.sync(mapper);

            assertThat(report.path("customersCreated").asInt()).isEqualTo(1);
            assertThat(realm.isMember(realm.idOf(person), customer)).isTrue();
            ldap.sync(mapper);
            assertThat(ldap.call("GET", mapper + "/report")
                            .json()
                            .path("customersCreated")
                            .asInt())
                    .isZero();
        }

        @Test
        void thatIsOnlyTriedCreatesNoneAndSaysWhichItWould() {
            JsonNode report = realm.asAdministrator()
                    .post("/" + realm.name() + "/rolecall-ldap/" + mapper + "/reconcile?dryRun=true", Json.object())
                    .expecting(200)
                    .json();

            assertThat(report.path("problems").toString()).contains("'" + customer + "' is not there yet");
            assertThat(isThere(customer)).isFalse();
            ldap.sync(mapper);
        }

        @Test
        void aPreviewCreatesNoneAndSaysWhichItWould() {
            JsonNode preview = ldap.call("GET", mapper + "/preview?username=" + person)
                    .expecting(200)
                    .json();

            assertThat(preview.at("/entries/0/problems").toString()).contains("'" + customer + "' is not there yet");
            assertThat(isThere(customer)).isFalse();
            ldap.sync(mapper);
        }
    }

    @Nested
    class ACustomerInSoManyWords {
        private final String group = directory.addGroup(LdapDirectory.GROUPS, "team-" + UUID.randomUUID());
        private final String own = ldap.addMapper(
                provider,
                Map.of(
                        "rules",
                        List.of(group + " -> VIEW@" + alias, group + " -> MANAGE@system"),
                        "missing",
                        List.of("CREATE")));

        @AfterEach
        void itsMapperIsGone() {
            ldap.remove(own);
        }

        @Test
        void isCreatedWhenSomebodyGetsSomethingThere() {
            boolean before = isThere(alias);
            String person = ldap.personIn(group);

            JsonNode access = ldap.access(person);

            assertThat(before).isFalse();
            assertThat(access.path("customers").has(alias)).isTrue();
            assertThat(access.has("system")).isFalse();
        }
    }

    @Nested
    class WithoutImport {
        private final String guests = ldap.addProvider(LdapDirectory.GUESTS, false);

        WithoutImport() {
            ldap.addMapper(guests, Map.of("rules", List.of(VIEWERS), "missing", List.of("CREATE")));
        }

        @AfterEach
        void guestsAreGone() {
            ldap.remove(guests);
        }

        @Test
        void aLoginCreatesTheCustomerToo() {
            String customer = unique();

            JsonNode access = ldap.access(ldap.guestIn(viewersOf(customer)));

            assertThat(access.path("customers").has(customer)).isTrue();
        }
    }
}
