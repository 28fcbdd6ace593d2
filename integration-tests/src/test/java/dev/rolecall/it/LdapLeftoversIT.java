package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What groups gave goes too where the mapper, or the person's link to the directory, went. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class, BedOfTheRun.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapLeftoversIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    private final TestRealm realm;
    private final Database database;
    private final LdapDirectory directory;
    private final LdapRealm ldap;
    private String provider = "";

    LdapLeftoversIT(TestRealm realm, Slapd slapd, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.directory = new LdapDirectory(slapd);
        this.ldap = new LdapRealm(realm, directory);
    }

    @BeforeAll
    void thereIsADirectory() {
        provider = ldap.addProvider("staff", LdapDirectory.PEOPLE, true);
    }

    private String newGroup() {
        return directory.addGroup(LdapDirectory.GROUPS, "leftovers-" + UUID.randomUUID());
    }

    /** The only one in the realm. */
    private String mapperOf(String group) {
        return ldap.addMapper(provider, Map.of("rules", List.of(group + " -> VIEW@globex")));
    }

    @Nested
    class SomebodyWhoWasUnlinked {
        private final String group = newGroup();
        private final String mapper = mapperOf(group);
        private final String person = ldap.personIn(group);
        private final Tokens tokens = ldap.login(person);
        private final String id = realm.idOf(person);

        SomebodyWhoWasUnlinked() {
            realm.asAdministrator()
                    .post(realm.path("/user-storage/" + provider + "/unlink-users"), Json.object())
                    .expecting(204);
        }

        @AfterEach
        void nobodyStays() { // the provider does not take with it who is not its own any more
            realm.asAdministrator().delete(realm.path("/users/" + id)).expecting(204);
            ldap.remove(mapper);
        }

        @Test
        void losesWhatGroupsGaveAtARefresh() {
            assertThat(tokens.accessClaims().at("/access/customers").has("globex"))
                    .isTrue();

            assertThat(ldap.refresh(tokens).accessClaims().path("access")).isEqualTo(NOTHING);
            assertThat(ldap.isMember(person, "globex")).isFalse();
        }

        @Test
        void losesItAtALoginWithAPasswordOfTheRealm() {
            realm.givePassword(id);

            assertThat(realm.access(id)).isEqualTo(NOTHING);
            assertThat(ldap.isMember(person, "globex")).isFalse();
        }

        @Test
        void keepsWhatOthersGave() {
            realm.join(id, "MANAGE@globex").expecting(204);

            assertThat(ldap.refresh(tokens).accessClaims().at("/access/customers/globex/roles"))
                    .isEqualTo(Json.of(List.of("MANAGE")));
        }
    }

    /** Of the people of a removed mapper the database refuses one, the first. */
    @Nested
    class AFailureAmidARemoval {
        private final String group = newGroup();
        private final String mapper = mapperOf(group);
        private final List<String> people = List.of(ldap.personIn(group), ldap.personIn(group), ldap.personIn(group));
        private final List<Tokens> tokens = people.stream().map(ldap::login).toList();
        private final int stubborn;

        AFailureAmidARemoval() {
            List<String> ids = people.stream().map(realm::idOf).toList();
            String first = ids.stream().min(String::compareTo).orElseThrow();
            stubborn = ids.indexOf(first);
            database.execute("create function refuse() returns trigger as"
                    + " 'begin raise exception ''not now''; end' language plpgsql");
            database.execute("create trigger refuse before delete on RC_LDAP_PERSON for each row"
                    + " when (old.USER_ID = '" + first + "') execute function refuse()");
            try {
                ldap.remove(mapper);
            } finally {
                database.execute("drop trigger refuse on RC_LDAP_PERSON");
                database.execute("drop function refuse()");
            }
        }

        @Test
        void leavesNothingToTheOthers() {
            Stream.of(0, 1, 2)
                    .filter(each -> each != stubborn)
                    .forEach(each -> assertThat(ldap.isMember(people.get(each), "globex"))
                            .isFalse());
        }

        @Test
        void isMendedAtTheNextRefreshThoughNoMapperIsThere() {
            assertThat(ldap.isMember(people.get(stubborn), "globex")).isTrue();

            JsonNode access = ldap.refresh(tokens.get(stubborn)).accessClaims().path("access");

            assertThat(access).isEqualTo(NOTHING);
            assertThat(ldap.isMember(people.get(stubborn), "globex")).isFalse();
        }
    }
}
