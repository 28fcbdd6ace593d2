package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Syncs of a whole directory, each test with a branch of people, a group and a provider of its own. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class, BedOfTheRun.class})
class LdapSyncIT {
    private static final int FEW = 2;
    private static final int MANY = 12;

    private static final String HELD = """
            select count(*) from USER_ENTITY u
            join USER_GROUP_MEMBERSHIP m on m.USER_ID = u.ID
            join KEYCLOAK_GROUP g on g.ID = m.GROUP_ID
            join ORG o on o.ID = g.ORG_ID
            where u.USERNAME = ?""";

    private final TestRealm realm;
    private final Slapd slapd;
    private final Database database;
    private final String branch;
    private final String group;
    private final String provider;
    private final String mapper;

    LdapSyncIT(TestRealm realm, Slapd slapd, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.slapd = slapd;
        this.branch = slapd.branch(Slapd.BASE, "branch-" + UUID.randomUUID());
        this.group = slapd.group("group-" + UUID.randomUUID());
        this.provider = add(realm.id(), "ldap", "org.keycloak.storage.UserStorageProvider", connection());
        this.mapper = add(
                provider,
                "rolecall-ldap-group-mapper",
                "org.keycloak.storage.ldap.mappers.LDAPStorageMapper",
                Map.of("groupBases", Slapd.GROUPS, "rules", group + " -> VIEW@acme/prod-eu, MANAGE@globex"));
    }

    @AfterEach
    void theProviderIsGone() {
        realm.asAdministrator().delete(realm.path("/components/" + provider)).expecting(204);
    }

    @Nested
    class AFirstFullSync {
        @Test
        void givesPeopleWhatTheirGroupGivesThoughTheyNeverLoggedIn() {
            String person = personIn(group);

            fullSync();

            assertThat(holds(person, "VIEW", "acme")).isTrue();
            assertThat(holds(person, "MANAGE", "globex")).isTrue();
            assertThat(realm.isMember(realm.idOf(person), "acme")).isTrue();
        }

        @Test
        void givesNothingToSomebodyInNoGroup() {
            personIn(group);
            String stranger = personIn();

            fullSync();

            assertThat(holdsNothing(stranger)).isTrue();
        }

        @Test
        void givesEverybodyTheirsOverSeveralPages() {
            List<String> people = people(MANY, group);

            assertThat(fullSync().path("added").asInt()).isEqualTo(MANY);

            assertThat(people).allMatch(person -> holds(person, "VIEW", "acme"));
        }

        @Test
        void keepsNobodyWaitingForSomebodyWhoCannotBeImported() {
            String namesake = realm.username(realm.person());
            slapd.join(group, slapd.move(slapd.person(namesake), branch));
            List<String> people = people(MANY, group);

            JsonNode result = sync("/sync?action=triggerFullSync");

            assertThat(result.path("failed").asInt()).isEqualTo(1);
            assertThat(people).allMatch(person -> holds(person, "VIEW", "acme"));
            assertThat(holdsNothing(namesake)).isTrue();
        }

        @Test
        void asksTheDirectoryForNobodyAlone() {
            people(FEW, group);
            int searchesForFew = slapd.searchesOf(LdapSyncIT.this::fullSync);
            people(FEW, group);

            int searchesForMore = slapd.searchesOf(LdapSyncIT.this::fullSync);

            assertThat(searchesForMore).isEqualTo(searchesForFew).isLessThanOrEqualTo(3);
        }

        @Test
        void leavesWhatTheNextLoginFindsOut() {
            String person = personIn(group);
            fullSync();

            slapd.leave(group, Slapd.below(branch, "uid", person));

            assertThat(realm.asApplication()
                            .password(TestRealm.TEST_APP, null, person, person, Map.of("scope", "openid"))
                            .accessClaims()
                            .path("access"))
                    .isEqualTo(Json.read("{\"v\":1}"));
        }
    }

    @Nested
    class ASyncOfPeopleKeycloakKnows {
        @Test
        void asksTheDirectoryForNobodyAlone() {
            List<String> people = people(MANY);
            fullSync();
            people.forEach(person -> slapd.join(group, Slapd.below(branch, "uid", person)));

            int searches = slapd.searchesOf(
                    () -> assertThat(groupSync().path("updated").asInt()).isEqualTo(MANY));

            assertThat(searches).isLessThanOrEqualTo(1 + pages(MANY));
            assertThat(people).allMatch(person -> holds(person, "MANAGE", "globex"));
        }

        @Test
        void takesFromWhomTheDirectoryHasNoEntryOf() {
            String person = personIn(group);
            String other = personIn(group);
            fullSync();

            slapd.delete(Slapd.below(branch, "uid", person));
            JsonNode result = groupSync();

            assertThat(result.path("removed").asInt()).isEqualTo(1);
            assertThat(holdsNothing(person)).isTrue();
            assertThat(holds(other, "VIEW", "acme")).isTrue();
        }

        @Test
        void takesFromWhomNeitherTheDirectoryNorACacheKnows() {
            String person = personIn(group);
            fullSync();
            slapd.delete(Slapd.below(branch, "uid", person));
            realm.asAdministrator()
                    .post(realm.path("/clear-user-cache"), Json.object())
                    .expecting(204);

            assertThat(groupSync().path("removed").asInt()).isEqualTo(1);
        }

        @Test
        void takesFromWhomTheProvidersFilterLeavesOut() {
            String person = personIn(group);
            fullSync();
            leaveOut("(uid=nobody)");

            JsonNode result = groupSync();

            assertThat(result.path("status").asText()).contains("not found in the directory: 1");
            assertThat(holdsNothing(person)).isTrue();
        }

        @Test
        void isSeenByWhoAskedBefore() {
            String person = personIn();
            fullSync();
            String id = realm.idOf(person);
            boolean before = realm.isMember(id, "acme");
            int members = members("acme");
            JsonNode organizations = organizationsOf(id);

            slapd.join(group, Slapd.below(branch, "uid", person));
            groupSync();

            assertThat(before).isFalse();
            assertThat(organizations).isEmpty();
            assertThat(realm.isMember(id, "acme")).isTrue();
            assertThat(members("acme")).isEqualTo(members + 1);
            assertThat(organizationsOf(id)).hasSize(2);
        }

        private void leaveOut(String filter) {
            String path = realm.path("/components/" + provider);
            ObjectNode saved = (ObjectNode)
                    realm.asAdministrator().get(path).expecting(200).json();
            ((ObjectNode) saved.path("config")).set("customUserSearchFilter", Json.of(List.of(filter)));
            realm.asAdministrator().put(path, saved).expecting(204);
        }

        private int members(String alias) {
            return realm.asAdministrator()
                    .get(realm.customers().path(alias) + "/members/count")
                    .expecting(200)
                    .json()
                    .asInt();
        }

        private JsonNode organizationsOf(String id) {
            return realm.asAdministrator()
                    .get(realm.path("/organizations/members/" + id + "/organizations"))
                    .expecting(200)
                    .json();
        }
    }

    @Test
    void ofChangedPeopleTakesAlsoFromWhoseOwnEntryIsAsItWas() {
        String person = personIn(group);
        fullSync();
        slapd.leave(group, Slapd.below(branch, "uid", person));

        whole(sync("/sync?action=triggerChangedUsersSync"));

        assertThat(holdsNothing(person)).isTrue();
    }

    private static int pages(int people) {
        return people / 5 + 1;
    }

    private List<String> people(int number, String... groups) {
        return IntStream.range(0, number).mapToObj(each -> personIn(groups)).toList();
    }

    private String personIn(String... groups) {
        String person = "s-" + UUID.randomUUID();
        String dn = slapd.move(slapd.person(person), branch);
        Stream.of(groups).forEach(each -> slapd.join(each, dn));
        return person;
    }

    private JsonNode fullSync() {
        return whole(sync("/sync?action=triggerFullSync"));
    }

    private JsonNode groupSync() {
        return whole(sync("/mappers/" + mapper + "/sync?direction=fedToKeycloak"));
    }

    private JsonNode sync(String path) {
        return realm.asAdministrator()
                .post(realm.path("/user-storage/" + provider + path), Json.object())
                .expecting(200)
                .json();
    }

    private static JsonNode whole(JsonNode result) {
        assertThat(result.path("failed").asInt()).isZero();
        return result;
    }

    /** In the database: who asks Keycloak for somebody may make it import them. */
    private boolean holds(String person, String role, String alias) {
        return database.number(HELD + " and g.NAME = ? and o.ALIAS = ?", person, role, alias) == 1;
    }

    private boolean holdsNothing(String person) {
        return database.number(HELD, person) == 0;
    }

    private Map<String, String> connection() {
        Map<String, String> settings = new HashMap<>();
        settings.put("enabled", "true");
        settings.put("vendor", "other");
        settings.put("connectionUrl", slapd.url());
        settings.put("bindDn", Slapd.BIND_DN);
        settings.put("bindCredential", Slapd.PASSWORD);
        settings.put("authType", "simple");
        settings.put("usersDn", branch);
        settings.put("usernameLDAPAttribute", "uid");
        settings.put("rdnLDAPAttribute", "uid");
        settings.put("uuidLDAPAttribute", "entryUUID");
        settings.put("userObjectClasses", "inetOrgPerson");
        settings.put("editMode", "READ_ONLY");
        settings.put("importEnabled", "true");
        settings.put("pagination", "true");
        settings.put("batchSizeForSync", "5");
        settings.put("connectionPooling", "false");
        return settings;
    }

    private String add(String parent, String kind, String type, Map<String, String> settings) {
        Map<String, List<String>> config = new HashMap<>();
        settings.forEach((key, value) -> config.put(key, List.of(value)));
        return TestRealm.idAt(realm.asAdministrator()
                .post(
                        realm.path("/components"),
                        Json.of(Map.of(
                                "name", kind + "-" + UUID.randomUUID(),
                                "parentId", parent,
                                "providerId", kind,
                                "providerType", type,
                                "config", config)))
                .expecting(201)
                .location());
    }
}
