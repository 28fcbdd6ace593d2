package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is over leaves nothing in the database. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class RemnantsIT {
    private static final Duration A_MOMENT = Duration.ofSeconds(30);

    private static final String IMPORTS = "select count(*) from RC_IMPORT where REALM_ID = ?";
    private static final String RESULTS = "select count(*) from RC_IMPORT_ROW where IMPORT_ID = ?";
    private static final String BYTES = "select count(*) from RC_IMPORT_CHUNK where IMPORT_ID = ?";
    private static final String NAMES = "select count(*) from RC_IMPORT_NAME where IMPORT_ID = ?";
    private static final String LEAVERS = "select count(*) from RC_IMPORT_LEAVER where IMPORT_ID = ?";
    private static final String ORIGINS = "select count(*) from RC_GRANT_ORIGIN where REALM_ID = ?";
    private static final String KEYS = "select count(*) from RC_PERSON_KEY where REALM_ID = ?";

    private static final String REPORTS = "select count(*) from RC_LDAP_REPORT where MAPPER_ID = ?";

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;

    RemnantsIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    /**
     * One person for each table of people, and one whom a snapshot missed: by a source whose rows are known by an attribute.
     */
    private static final class PeopleOfASource {
        private static final String EMPLOYEE_ID = "employeeId";

        private final TestRealm realm;
        private final TestSource source;
        private final ARow stays;
        private final String leaves;
        private final String lastImport;

        PeopleOfASource(TestRealm realm) {
            this.realm = realm;
            declareEmployeeIds();
            source = new TestSource(realm, Map.of("keyField", EMPLOYEE_ID, "mode", "snapshot", "ceiling", "ADMIN"));
            stays = somebody();
            ARow missing = somebody();
            source.imported(stays, missing);
            leaves = new Integration(realm).idsOf(missing.usercode()).get(0);
            lastImport = source.imported(stays).path("id").asText();
        }

        private void declareEmployeeIds() {
            ObjectNode profile = (ObjectNode) realm.asAdministrator()
                    .get(realm.path("/users/profile"))
                    .expecting(200)
                    .json();
            ArrayNode attributes = profile.withArray("attributes");
            if (!attributes.findValuesAsText("name").contains(EMPLOYEE_ID)) {
                attributes.add(Json.of(Map.of(
                        "name",
                        EMPLOYEE_ID,
                        "permissions",
                        Map.of("view", List.of("admin"), "edit", List.of("admin")))));
                realm.asAdministrator()
                        .put(realm.path("/users/profile"), profile)
                        .expecting(200);
            }
        }

        private static ARow somebody() {
            return ARow.aboutANewcomer()
                    .with("attributes", Map.of(EMPLOYEE_ID, UUID.randomUUID().toString()))
                    .with(
                            "credential",
                            Map.of(
                                    "algorithm",
                                    "bcrypt",
                                    "value",
                                    "$2b$10$abcdefghijklmnopqrstuuoBMWipoMxHuGefuWmjvQsAPVF/CSyv."))
                    .with(
                            "terminationDate",
                            LocalDate.now(ZoneOffset.UTC).plusDays(7).toString())
                    .associatedWith("acme")
                    .holding("VIEW@acme");
        }

        String id() {
            return new Integration(realm).idsOf(stays.usercode()).get(0);
        }
    }

    /** How many rows there are of a person, by table. */
    private Map<String, Long> of(String person) {
        return Stream.of(
                        "RC_PERSON_KEY",
                        "RC_PERSON_ATTRIBUTE_KEY",
                        "RC_PERSON_PASSWORD",
                        "RC_PERSON_LAST_DAY",
                        "RC_PERSON_SOURCE",
                        "RC_GRANT_ORIGIN")
                .collect(Collectors.toMap(
                        table -> table,
                        table -> database.number("select count(*) from " + table + " where USER_ID = ?", person)));
    }

    private static String imported(Integration by) {
        ARow row = ARow.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
        return by.imported(Integration.NDJSON, row.json().toString().getBytes(StandardCharsets.UTF_8))
                .path("id")
                .asText();
    }

    @Nested
    class ARealm {
        private final TestRealm removed = removable();
        private final String id = removed.id();
        private final String anImport = imported(new Integration(removed));

        @Test
        void hasSomethingInEachTable() {
            assertThat(database.number(IMPORTS, id)).isEqualTo(1);
            assertThat(database.number(RESULTS, anImport)).isEqualTo(1);
            assertThat(database.number(ORIGINS, id)).isPositive();
            assertThat(database.number(KEYS, id)).isEqualTo(1);
        }

        @Test
        void leavesNothingInAnyWhenItIsRemoved() {
            realm.asAdministrator().delete(removed.path("")).expecting(204);

            assertThat(database.number(IMPORTS, id)).isZero();
            assertThat(database.number(RESULTS, anImport)).isZero();
            assertThat(database.number(BYTES, anImport)).isZero();
            assertThat(database.number(ORIGINS, id)).isZero();
            assertThat(database.number(KEYS, id)).isZero();
        }
    }

    /** What a dry run keeps in mind while it runs, as a server that was killed amid it leaves it. */
    private void keepAName(String anImport) {
        database.execute("insert into RC_IMPORT_NAME (IMPORT_ID, NAME, KIND) values ('" + anImport
                + "', 'somebody', 'USERNAME')");
    }

    @Nested
    class ARealmWithASnapshot {
        private final TestRealm removed = removable();
        private final PeopleOfASource people = new PeopleOfASource(removed);
        private final String person = people.id();

        ARealmWithASnapshot() {
            keepAName(people.lastImport);
        }

        @Test
        void hasSomethingInEachTable() {
            assertThat(of(person).values()).allMatch(rows -> rows > 0);
            assertThat(ofTheSource().values()).allMatch(rows -> rows > 0);
        }

        @Test
        void leavesNothingInAnyWhenItIsRemoved() {
            realm.asAdministrator().delete(removed.path("")).expecting(204);

            assertThat(of(person).values()).allMatch(rows -> rows == 0);
            assertThat(of(people.leaves).values()).allMatch(rows -> rows == 0);
            assertThat(ofTheSource().values()).allMatch(rows -> rows == 0);
        }

        private Map<String, Long> ofTheSource() {
            return Map.of(
                    "RC_PERSON_SOURCE", peopleOf(people.source),
                    "RC_IMPORT_LEAVER", database.number(LEAVERS, people.lastImport),
                    "RC_IMPORT_NAME", database.number(NAMES, people.lastImport));
        }
    }

    @Nested
    class APerson {
        private final PeopleOfASource people = new PeopleOfASource(realm);
        private final String person = people.id();

        @Test
        void hasSomethingInEachTable() {
            assertThat(of(person).values()).allMatch(rows -> rows > 0);
        }

        @Test
        void leavesNothingInAnyWhenRemoved() {
            realm.asAdministrator().delete(realm.path("/users/" + person)).expecting(204);

            assertThat(of(person).values()).allMatch(rows -> rows == 0);
        }
    }

    @Nested
    class ASource {
        private final PeopleOfASource people = new PeopleOfASource(realm);
        private final String person = people.id();

        @Test
        void leavesItsPeopleAndNoWordOfWhoseTheyWere() {
            assertThat(peopleOf(people.source)).isEqualTo(1);

            people.source.remove();

            assertThat(peopleOf(people.source)).isZero();
            assertThat(realm.user(person).path("enabled").asBoolean()).isTrue();
        }
    }

    private long peopleOf(TestSource source) {
        return database.number("select count(*) from RC_PERSON_SOURCE where SOURCE_ID = ?", source.id());
    }

    @Nested
    class AMapperOfLdapGroups {
        private final TestRealm removed = removable();
        private final JsonNode made = removed.asAdministrator()
                .post(
                        removed.path("/rolecall-ldap"),
                        Json.of(Map.of(
                                "name",
                                "nobody answers",
                                "connectionUrl",
                                "ldap://127.0.0.1:1",
                                "unencrypted",
                                true,
                                "bindDn",
                                "cn=admin,dc=nowhere,dc=test",
                                "bindCredential",
                                "of nobody",
                                "usersDn",
                                "ou=people,dc=nowhere,dc=test",
                                "mapper",
                                Map.of(
                                        "settings",
                                        Map.of(
                                                "groupBases",
                                                List.of("ou=groups,dc=nowhere,dc=test"),
                                                "rules",
                                                List.of("name(staff) -> VIEW@acme"))))))
                .expecting(201)
                .json();
        private final String mapper = made.path("mapper").asText();

        AMapperOfLdapGroups() {
            removed.asAdministrator()
                    .post(removed.path("/rolecall-ldap/" + mapper + "/reconcile"), Json.object())
                    .expecting(200);
        }

        @Test
        void hasAReport() {
            assertThat(database.number(REPORTS, mapper)).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"mapper", "provider"})
        void leavesNoReportWhenItIsRemovedItselfOrWithItsProvider(String component) {
            removed.asAdministrator()
                    .delete(removed.path("/components/" + made.path(component).asText()))
                    .expecting(204);

            assertThat(database.number(REPORTS, mapper)).isZero();
        }

        @Test
        void leavesNoReportWhenTheRealmIsRemoved() {
            realm.asAdministrator().delete(removed.path("")).expecting(204);

            assertThat(database.number(REPORTS, mapper)).isZero();
        }
    }

    private TestRealm removable() {
        String name = realm.name() + "-" + UUID.randomUUID();
        realm.asAdministrator().post("", RealmFile.named(name)).expecting(201);
        return realm.sibling(name);
    }

    @Nested
    class AnImportThatHasEnded {
        private final String id = imported(integration);

        @Test
        void keepsItsResults() {
            assertThat(database.number(RESULTS, id)).isEqualTo(1);
        }

        @Test
        void leavesNoBytesOfItsFile() {
            assertThat(database.number(BYTES, id)).isZero();
        }
    }

    @Nested
    class AnUploadThatBreaksOff {
        private static final String RECEIVING = IMPORTS + " and STATE = 'RECEIVING'";

        /** Of imports that are still there. */
        private static final String BYTES_OF_THE_REALM = "select count(*) from RC_IMPORT_CHUNK c"
                + " join RC_IMPORT i on i.ID = c.IMPORT_ID where i.STATE = 'RECEIVING' and i.REALM_ID = ?";

        private final String id = realm.id();

        @Test
        void leavesNoImportBehind() throws IOException {
            long before = database.number(IMPORTS, id);

            try (Socket socket = new Socket(address().getHost(), address().getPort())) {
                sendHalfOf(1 << 20, socket.getOutputStream());
                await().atMost(A_MOMENT).until(() -> database.number(BYTES_OF_THE_REALM, id) > 0);
                assertThat(database.number(RECEIVING, id)).isEqualTo(1);
            }

            await().atMost(A_MOMENT)
                    .untilAsserted(
                            () -> assertThat(database.number(IMPORTS, id)).isEqualTo(before));
        }

        private void sendHalfOf(int length, OutputStream out) throws IOException {
            String head =
                    """
                    POST %s HTTP/1.1\r
                    Host: %s\r
                    Authorization: Bearer %s\r
                    Content-Type: text/csv\r
                    Content-Length: %d\r
                    \r
                    """.formatted(address().getPath(), address().getAuthority(), realm.tokenOf("hr-import"), length);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write("usercode\n".repeat(length / 18).getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        private URI address() {
            return realm.asApplication().uri("/rolecall/imports");
        }
    }
}
