package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** By which group and which rule a directory gave somebody something, and when it last said so. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class, BedOfTheRun.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapWhyIT {
    private static final String VIEWERS = "cn=why-viewers," + LdapDirectory.GROUPS;
    private static final String HELPERS = "cn=why-helpers," + LdapDirectory.GROUPS;
    private static final String ADMINS = "cn=why-admins," + LdapDirectory.GROUPS;
    private static final List<String> RULES = List.of(
            "# why",
            VIEWERS + " -> VIEW@acme",
            "any(name(why-helpers); name(why-nobody)) -> VIEW@acme",
            "all(name(why-helpers); attribute(givenName)) -> MANAGE@acme/prod-eu",
            "attribute(sn = Nobody) -> VIEW@acme",
            ADMINS + " -> ADMIN@acme/staging, VIEW@globex");

    private final TestRealm realm;
    private final Database database;
    private final LdapDirectory directory;
    private final LdapRealm ldap;
    private final AccessReader reader;
    private String mapper = "";

    LdapWhyIT(TestRealm realm, Slapd slapd, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.directory = new LdapDirectory(slapd);
        this.ldap = new LdapRealm(realm, directory);
        this.reader = AccessReader.ofSuper(realm);
    }

    @BeforeAll
    void thereIsADirectory() {
        for (String name : List.of("why-viewers", "why-helpers", "why-admins")) {
            directory.addGroup(LdapDirectory.GROUPS, name);
        }
        mapper = ldap.addMapper(ldap.addProvider(LdapDirectory.PEOPLE, true), Map.of("rules", RULES));
    }

    private JsonNode way(String person, String object) {
        JsonNode answer = reader.explain(person, "console.logs.read", object)
                .expecting(200)
                .json();
        assertThat(answer.path("holds").asBoolean()).isTrue();
        return answer.at("/ways/0");
    }

    private static List<String> becauses(JsonNode of) {
        List<String> texts = new ArrayList<>();
        of.path("because")
                .forEach(each -> texts.add(each.path("group").asText("-") + " by "
                        + each.path("rule").asInt()));
        return texts;
    }

    private JsonNode association(AccessReader by, String person, String alias) {
        return by.get("customers/" + alias + "/members/" + person)
                .expecting(200)
                .json();
    }

    @Test
    void anExplanationNamesTheGroupTheRuleAndWhenTheDirectorySaidSo() {
        String person = ldap.personIn(VIEWERS);
        Instant before = Instant.now().minusMillis(1);
        ldap.login(person);

        JsonNode way = way(person, "acme");

        assertThat(way.at("/origin/kind").asText()).isEqualTo("ldap");
        assertThat(way.at("/origin/id").asText()).isEqualTo(mapper);
        JsonNode because = way.at("/because/0");
        assertThat(because.path("group").asText()).isEqualTo(VIEWERS);
        assertThat(because.path("rule").asInt()).isEqualTo(2);
        assertThat(Instant.parse(because.path("seenAt").asText())).isBetween(before, Instant.now());
        assertThat(because.path("text").asText())
                .isEqualTo("LDAP group " + VIEWERS + " by rule 2, seen at "
                        + because.path("seenAt").asText());
    }

    @Test
    void theNextAnswerOfTheDirectoryIsSeenLater() {
        String person = ldap.personIn(VIEWERS);
        ldap.login(person);
        String first = way(person, "acme").at("/because/0/seenAt").asText();

        ldap.login(person);

        assertThat(Instant.parse(way(person, "acme").at("/because/0/seenAt").asText()))
                .isAfter(Instant.parse(first));
    }

    @Test
    void everyRuleThatGivesItIsNamed() {
        String person = ldap.personIn(VIEWERS, HELPERS);
        ldap.login(person);

        assertThat(becauses(way(person, "acme"))).containsExactly(VIEWERS + " by 2", HELPERS + " by 3");
    }

    @Test
    void anAdministratorOfKeycloakReadsTheSame() {
        String person = ldap.personIn(VIEWERS);
        ldap.login(person);
        String path =
                realm.path("/rolecall/access/explain?user=" + person) + "&permission=console.logs.read&object=acme";

        JsonNode answer = realm.asAdministrator().get(path).expecting(200).json();

        assertThat(becauses(answer.at("/ways/0"))).containsExactly(VIEWERS + " by 2");
    }

    @Test
    void aPersonsGrantsNameThemToo() {
        String person = ldap.personIn(VIEWERS);
        ldap.login(person);

        JsonNode grants = reader.ofPerson(person).expecting(200).json().path("grants");

        assertThat(becauses(grants.path(0))).containsExactly(VIEWERS + " by 2");
    }

    @Test
    void anAssociationNamesEveryRuleThatNeedsIt() {
        String person = ldap.personIn(VIEWERS, ADMINS);
        ldap.login(person);

        assertThat(becauses(association(reader, person, "acme"))).containsExactly(VIEWERS + " by 2", ADMINS + " by 6");
    }

    @Test
    void whatSomebodyGaveByHandHasNoSuchReason() {
        String person = ldap.personIn(VIEWERS);
        ldap.login(person);
        realm.join(realm.idOf(person), "MANAGE@acme").expecting(204);

        JsonNode ways = reader.explain(person, "console.logs.read", "acme")
                .expecting(200)
                .json()
                .path("ways");

        assertThat(ways).hasSize(2);
        assertThat(ways)
                .filteredOn(way -> way.path("grant").asText().equals("MANAGE@acme"))
                .singleElement()
                .matches(way -> !way.has("because"));
    }

    @Test
    void aRowOfAnEarlierVersionIsReadWithoutAReason() {
        String person = ldap.personIn(VIEWERS);
        ldap.login(person);
        database.execute(
                "update RC_LDAP_PERSON set FACTS = '{\"groups\":[]}' where USER_ID = '" + realm.idOf(person) + "'");

        assertThat(way(person, "acme").has("because")).isFalse();
        assertThat(ldap.access(person).at("/customers/acme/roles/0").asText()).isEqualTo("VIEW");
    }

    @Nested
    class WhoMayNotSeeAll {
        private final String person = ldap.personIn(VIEWERS, HELPERS, ADMINS);

        WhoMayNotSeeAll() {
            ldap.login(person);
        }

        private AccessReader administratorOf(String object) {
            return AccessReader.service(realm, List.of("access-view"), "ADMIN@" + object)
                    .reader();
        }

        @Test
        void doesNotSeeTheGroupsOfAnotherCustomer() {
            AccessReader other = administratorOf("globex");

            JsonNode grants = other.ofPerson(person).expecting(200).json().path("grants");

            assertThat(grants).hasSize(1);
            assertThat(grants.toString()).contains("by rule 6").doesNotContain("acme", VIEWERS, HELPERS);
            assertThat(other.explain(person, "console.logs.read", "acme").status())
                    .isEqualTo(404);
        }

        @Test
        void seesOfAnAssociationWhatIsAboutADeploymentOfHis() {
            assertThat(becauses(association(administratorOf("acme/staging"), person, "acme")))
                    .containsExactly(ADMINS + " by 6");
        }
    }

    @Nested
    class WithoutImport {
        private final String guests = ldap.addProvider(LdapDirectory.GUESTS, false);
        private final String theirs = ldap.addMapper(guests, Map.of("rules", RULES));

        @AfterEach
        void guestsAreGone() {
            ldap.remove(guests);
        }

        @Test
        void anExplanationAgreesWithTheTokenAndNamesTheGroup() {
            String guest = ldap.guestIn(VIEWERS);
            assertThat(ldap.access(guest).at("/customers/acme/roles/0").asText())
                    .isEqualTo("VIEW");

            JsonNode way = way(guest, "acme");

            assertThat(way.at("/origin/id").asText()).isEqualTo(theirs);
            assertThat(becauses(way)).containsExactly(VIEWERS + " by 2");
        }

        @Test
        void aGuestWhoHoldsNothingIsNotAssociated() {
            String guest = ldap.guestIn();
            ldap.login(guest);

            JsonNode answer = reader.explain(guest, "console.logs.read", "acme")
                    .expecting(200)
                    .json();

            assertThat(answer.path("holds").asBoolean()).isFalse();
            assertThat(answer.at("/nearMisses/0/code").asText()).isEqualTo("not-associated");
        }
    }
}
