package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dryRun=true}: what a file would do, and nothing is done. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class DryRunIT {
    private final TestRealm realm;
    private final Database database;
    private final Integration integration;

    DryRunIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    @Nested
    class OfAFile {
        private final ARow there = ARow.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
        private final ARow same = ARow.aboutANewcomer();
        private final ARow newcomer =
                ARow.aboutANewcomer().associatedWith("acme").holding("ADMIN@acme");
        private final ARow wrong = ARow.aboutANewcomer().holding("ADMIN@nowhere");
        private final String anotherName = "k-" + UUID.randomUUID();
        private final String file;

        OfAFile() {
            integration.imported(Integration.NDJSON, bytes(lines(there, same)));
            ARow changed = ARow.about(there.usercode())
                    .with("lastName", "King")
                    .with("username", anotherName)
                    .holding("MANAGE@acme");
            file = lines(changed, same, newcomer, wrong);
        }

        @Test
        void saysThatItIsOne() {
            assertThat(dry(file).path("dryRun").asBoolean()).isTrue();
        }

        @Test
        void countsAsIfItWereApplied() {
            JsonNode counts = dry(file).path("counts");

            assertThat(counts.path("created").asInt()).isEqualTo(1);
            assertThat(counts.path("updated").asInt()).isEqualTo(1);
            assertThat(counts.path("unchanged").asInt()).isEqualTo(1);
            assertThat(counts.path("rejected").asInt()).isEqualTo(1);
        }

        @Test
        void hasTheResultsAndTheChangesThatTheFileHasThen() {
            String rehearsal = dry(file).path("id").asText();

            String real = integration
                    .imported(Integration.NDJSON, bytes(file))
                    .path("id")
                    .asText();

            assertThat(integration.rows(rehearsal, "")).isEqualTo(integration.rows(real, ""));
            assertThat(changes(rehearsal)).isEqualTo(changes(real));
            assertThat(changes(real).path("total").asInt()).isEqualTo(2);
        }

        @Test
        void bringsNobody() {
            long people = people();
            long keys = keys();

            dry(file);

            assertThat(people()).isEqualTo(people);
            assertThat(keys()).isEqualTo(keys);
            assertThat(integration.idsOf(newcomer.usercode())).isEmpty();
        }

        @Test
        void changesNobody() {
            String id = integration.idsOf(there.usercode()).get(0);
            JsonNode user = realm.user(id);
            JsonNode row = integration.syncPayload(there.usercode()).json();

            dry(file);

            assertThat(realm.user(id)).isEqualTo(user);
            assertThat(integration.syncPayload(there.usercode()).json()).isEqualTo(row);
        }

        /** The database has nobody of that name, as above; what a server keeps in memory would be in the way. */
        @Test
        void leavesNoNewcomerInTheServersMemory() {
            dry(file);
            String name = newcomer.json().path("username").asText();

            String id = realm.person(name);

            assertThat(realm.idOf(name)).isEqualTo(id);
            assertThat(realm.tokensOf(id).accessClaims().path("sub").asText()).isEqualTo(id);
            assertThat(integration.idsOf(newcomer.usercode())).isEmpty();
        }

        @Test
        void leavesNoNewNameInTheServersMemory() {
            String id = integration.idsOf(there.usercode()).get(0);
            realm.givePassword(id);
            String name = realm.username(id);
            realm.tokensOf(id);

            dry(file);

            String another = realm.person(anotherName);
            assertThat(realm.tokensOf(another).accessClaims().path("sub").asText())
                    .isEqualTo(another);
            assertThat(subject(name)).isEqualTo(id);
            assertThat(ClaimIT.texts(realm.access(id).at("/customers/acme/roles")))
                    .containsExactly("VIEW");
        }

        private String subject(String username) {
            return realm.asApplication()
                    .password(TestRealm.TEST_APP, null, username, TestRealm.PASSWORD, Map.of("scope", "openid"))
                    .accessClaims()
                    .path("sub")
                    .asText();
        }

        @Test
        void leavesNoEvent() {
            long before = events();

            dry(file);

            assertThat(events()).isEqualTo(before);
        }

        @Test
        void writesToNoTableButThoseOfImports() {
            long before = writes();

            dry(file);

            assertThat(writes()).isEqualTo(before);
        }

        @Test
        void keepsNoNameInMindOnceItEnded() {
            String id = dry(file).path("id").asText();

            assertThat(database.number("select count(*) from RC_IMPORT_NAME where IMPORT_ID = ?", id))
                    .isZero();
        }

        @Test
        void takesNothingFromTheFileThatIsApplied() {
            dry(file);

            JsonNode counts =
                    integration.imported(Integration.NDJSON, bytes(file)).path("counts");

            assertThat(counts.path("created").asInt()).isEqualTo(1);
            assertThat(counts.path("updated").asInt()).isEqualTo(1);
        }

        @Test
        void seesWhatAnEarlierFileDid() {
            integration.imported(Integration.NDJSON, bytes(file));

            assertThat(dry(file).at("/counts/unchanged").asInt()).isEqualTo(3);
        }
    }

    /** More rows lie between them than are decided together. */
    @Nested
    class RowsFarApart {
        private static final String HEADER = "usercode,username,email\n";

        private final String name = "n-" + UUID.randomUUID();

        @Test
        void oneThatWantsTheUsernameOfANewcomerIsRejected() {
            JsonNode results = dryAndReal(person("a", name, "a") + between() + person("b", name, "b"));

            assertThat(results.at("/entries/0/errors/0/field").asText()).isEqualTo("username");
            assertThat(results.at("/entries/0/errors/0/code").asText()).isEqualTo("conflict");
        }

        @Test
        void oneThatWantsTheAddressOfANewcomerIsRejected() {
            JsonNode results = dryAndReal(person("a", name + "a", "a") + between() + person("b", name + "b", "a"));

            assertThat(results.at("/entries/0/errors/0/field").asText()).isEqualTo("email");
        }

        @Test
        void oneMayTakeTheUsernameThatAnotherGivesUp() {
            integration.imported(HEADER + person("a", name, "a"));

            JsonNode results = dryAndReal(person("a", name + "2", "a") + between() + person("b", name, "b"));

            assertThat(results.path("total").asInt()).isZero();
        }

        @Test
        void oneMayTakeTheUsernameThatTheRowBeforeItGivesUp() {
            integration.imported(HEADER + person("a", name, "a"));

            JsonNode results = dryAndReal(person("a", name + "2", "a") + person("b", name, "b"));

            assertThat(results.path("total").asInt()).isZero();
        }

        @Test
        void aKeyThatWasThereBeforeIsRejected() {
            JsonNode results = dryAndReal(person("a", name + "a", "a") + between() + person("a", name + "b", "b"));

            assertThat(results.at("/entries/0/errors/0/code").asText()).isEqualTo("duplicate-key");
        }

        /** The rejected rows, which are the same when the file is then applied. */
        private JsonNode dryAndReal(String rows) {
            String rehearsal = ended(send("?dryRun=true", Integration.CSV, HEADER + rows));
            String real = ended(send("", Integration.CSV, HEADER + rows));
            JsonNode rejected = integration.rows(rehearsal, "?status=rejected");
            assertThat(rejected).isEqualTo(integration.rows(real, "?status=rejected"));
            return rejected;
        }

        private String person(String usercode, String username, String address) {
            return "%s-%s,%s,%s-%s@people.test\n".formatted(name, usercode, username, name, address);
        }

        private String between() {
            return IntStream.range(0, 600)
                    .mapToObj(i -> "%1$s-x%2$d,%1$s-x%2$d,\n".formatted(name, i))
                    .collect(Collectors.joining());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryRun=yes", "?dryRun=", "?dryRun=TRUE"})
    void whateverIsNeitherTrueNorFalseIsRefused(String query) {
        assertThat(send(query, Integration.CSV, "usercode\n").status()).isEqualTo(400);
    }

    private JsonNode dry(String file) {
        return integration.anImport(ended(send("?dryRun=true", Integration.NDJSON, file)));
    }

    private String ended(Answer sent) {
        return integration
                .ended(sent.expecting(202).json().path("id").asText())
                .path("id")
                .asText();
    }

    private Answer send(String query, String contentType, String file) {
        return integration.send(realm.tokenOf("hr-import"), query, contentType, bytes(file));
    }

    private JsonNode changes(String id) {
        return Http.get(
                        realm.asApplication().uri("/rolecall/imports/" + id + "/changes"),
                        realm.tokenOf("access-admin"))
                .expecting(200)
                .json();
    }

    /** Grows with whatever transaction writes people of this realm, or what belongs to them. */
    private long writes() {
        String ofRealm = " where realm_id = '" + realm.id() + "'";
        String ofPeople = " where user_id in (select id from user_entity" + ofRealm + ")";
        Map<String, String> tables = Map.of(
                "user_entity", ofRealm,
                "rc_person_key", ofRealm,
                "admin_event_entity", ofRealm,
                "user_attribute", ofPeople,
                "user_role_mapping", ofPeople,
                "user_group_membership", ofPeople,
                "credential", ofPeople,
                "rc_grant_origin", ofPeople);
        return database.number(tables.entrySet().stream()
                .map(table -> "select coalesce(max(xmin::text::bigint), 0) + count(*) as n from " + table.getKey()
                        + table.getValue())
                .collect(Collectors.joining(" union all ", "select sum(n) from (", ") t")));
    }

    private long people() {
        return database.number("select count(*) from user_entity where realm_id = ?", realm.id());
    }

    private long keys() {
        return database.number("select count(*) from rc_person_key where realm_id = ?", realm.id());
    }

    private long events() {
        return database.number("select count(*) from admin_event_entity where realm_id = ?", realm.id());
    }

    private static String lines(ARow... rows) {
        return Stream.of(rows).map(row -> row.json() + "\n").collect(Collectors.joining());
    }

    private static byte[] bytes(String file) {
        return file.getBytes(StandardCharsets.UTF_8);
    }
}
