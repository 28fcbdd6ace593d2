package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source says by which field its rows find their people. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class KeyFieldIT {
    private static final Duration A_MOMENT = Duration.ofSeconds(30);
    private static final String EMPLOYEE_ID = "employeeId";

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;
    private final String name = "k-" + UUID.randomUUID();

    KeyFieldIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
        declare(EMPLOYEE_ID, false, "admin");
    }

    private void declare(String attribute, boolean multivalued, String... editors) {
        ObjectNode profile = (ObjectNode) realm.asAdministrator()
                .get(realm.path("/users/profile"))
                .expecting(200)
                .json();
        ArrayNode attributes = profile.withArray("attributes");
        if (!attributes.findValuesAsText("name").contains(attribute)) {
            attributes.add(Json.of(Map.of(
                    "name",
                    attribute,
                    "multivalued",
                    multivalued,
                    "permissions",
                    Map.of("view", List.of("admin"), "edit", List.of(editors)))));
            realm.asAdministrator().put(realm.path("/users/profile"), profile).expecting(200);
        }
    }

    private TestSource keyedBy(String field) {
        return new TestSource(realm, Map.of("keyField", List.of(field)));
    }

    private static String error(JsonNode row) {
        return row.at("/errors/0/field").asText() + ": "
                + row.at("/errors/0/code").asText();
    }

    private JsonNode person(String id) {
        return realm.user(id);
    }

    @Nested
    class TheUsername {
        private final TestSource source = keyedBy("username");

        @Test
        void makesAPersonWithoutAUsercodeInTheRow() {
            JsonNode row = source.row(Integration.CSV, "username,firstName\n" + name + ",Ada\n");

            assertThat(row.path("status").asText()).isEqualTo("created");
            assertThat(row.path("key").asText()).isEqualTo(name);
            assertThat(integration.idsOf(name)).containsExactly(realm.idOf(name));
        }

        @Test
        void findsThePersonInAnyCase() {
            source.imported(Integration.CSV, "username,usercode,firstName\n" + name + ",U-" + name + ",Ada\n");

            JsonNode row =
                    source.row(Integration.CSV, "username,firstName\n" + name.toUpperCase(Locale.ROOT) + ",Augusta\n");

            assertThat(row.path("status").asText()).isEqualTo("updated");
            assertThat(person(realm.idOf(name)).path("firstName").asText()).isEqualTo("Augusta");
            assertThat(integration.idsOf("U-" + name)).hasSize(1);
        }

        @Test
        void keepsAPersonMadeByHandWhomAnybodyMayHaveRegistered() {
            realm.person(name);

            JsonNode row = source.row(Integration.CSV, "username,usercode\n" + name + ",U-" + name + "\n");

            assertThat(error(row)).isEqualTo("username: protected-account");
            assertThat(integration.idsOf("U-" + name)).isEmpty();
        }

        @Test
        void givesAPersonMadeByHandAUsercodeWhereTheSourceTakesSuchOver() {
            String id = realm.person(name);
            TestSource trusting = new TestSource(
                    realm, Map.of("keyField", List.of("username"), "takesOverProviderAccounts", List.of("true")));

            JsonNode row = trusting.row(Integration.CSV, "username,usercode\n" + name + ",U-" + name + "\n");

            assertThat(row.path("status").asText()).isEqualTo("updated");
            assertThat(integration.idsOf("U-" + name)).containsExactly(id);
        }

        @Test
        void neverChangesAUsercode() {
            source.imported(Integration.CSV, "username,usercode\n" + name + ",U-" + name + "\n");

            JsonNode row = source.row(Integration.CSV, "username,usercode\n" + name + ",other-" + name + "\n");

            assertThat(error(row)).isEqualTo("usercode: conflict");
        }

        @Test
        void neverTakesTheUsercodeOfAnotherPerson() {
            integration.apply(ARow.about("U-" + name));

            JsonNode row = source.row(Integration.CSV, "username,usercode\n" + name + ",U-" + name + "\n");

            assertThat(error(row)).isEqualTo("usercode: conflict");
        }

        @Test
        void isOnceInAFile() {
            JsonNode ended =
                    source.imported(Integration.CSV, "username\n" + name + "\n" + name.toUpperCase(Locale.ROOT) + "\n");

            assertThat(error(source.rows(ended).path(1))).isEqualTo("username: duplicate-key");
        }

        @Test
        void leavesAdministratorsAlone() {
            String id = realm.person(name);
            JsonNode role = realm.clientRole("realm-management", "view-users");
            realm.asAdministrator()
                    .post(
                            realm.path("/users/" + id + "/role-mappings/clients/" + realm.client("realm-management")),
                            Json.of(List.of(role)))
                    .expecting(204);

            JsonNode row = source.row(Integration.CSV, "username,firstName\n" + name + ",Eve\n");

            assertThat(row.at("/errors/0/code").asText()).isEqualTo("protected-account");
        }
    }

    /** Somebody may have chosen the username of somebody else before that person came. */
    @Nested
    class ARealmWhosePeopleRegister {
        private final String own = realm.person(name);

        private JsonNode rowWhileRegistering(Map<String, List<String>> settings) {
            TestSource source = new TestSource(realm, settings);
            set("registrationAllowed", true);
            try {
                return source.row(Integration.CSV, "username,firstName\n" + name + ",Ada\n");
            } finally {
                set("registrationAllowed", false);
            }
        }

        @Test
        void keepsAnAccountNobodyVouchedFor() {
            JsonNode row = rowWhileRegistering(Map.of("keyField", List.of("username")));

            assertThat(error(row)).isEqualTo("username: protected-account");
            assertThat(person(own).path("firstName").asText()).isEqualTo("Pat");
        }

        @Test
        void givesItAwayWhereTheSourceTakesItOver() {
            JsonNode row = rowWhileRegistering(
                    Map.of("keyField", List.of("username"), "takesOverProviderAccounts", List.of("true")));

            assertThat(row.path("status").asText()).isEqualTo("updated");
        }
    }

    @Nested
    class AFieldThatIsNoKey {
        @Test
        void isAUsernameThatPeopleChange() {
            TestSource source = keyedBy("username");
            set("editUsernameAllowed", true);
            try {
                Answer refused = TestSource.create(realm, "s-" + name, Map.of("keyField", List.of("username")));
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.body()).contains("may change their usernames");
                assertThat(error(source.row(Integration.CSV, "username\n" + name + "\n")))
                        .isEqualTo("username: invalid-value");
            } finally {
                set("editUsernameAllowed", false);
            }
        }

        @Test
        void isAnAttributeThatPeopleEdit() {
            declare("nickname", false, "admin", "user");

            Answer refused = TestSource.create(realm, "s-" + name, Map.of("keyField", List.of("nickname")));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("nickname").contains("people may edit their own");
        }

        @Test
        void isAnAttributeNobodyDeclared() {
            JsonNode row = keyedBy("badge").row(Integration.NDJSON, "{\"attributes\":{\"badge\":\"1\"}}");

            assertThat(error(row)).isEqualTo("attributes.badge: invalid-value");
        }
    }

    @Nested
    class AnAttribute {
        private final TestSource source = keyedBy(EMPLOYEE_ID);

        @Test
        void makesAndFindsThePerson() {
            JsonNode made = source.row(
                    Integration.CSV, "employeeId,usercode,username\n" + name + ",U-" + name + "," + name + "\n");
            JsonNode found = source.row(Integration.CSV, "employeeId,firstName\n" + name + ",Ada\n");
            JsonNode again = source.row(Integration.CSV, "employeeId,firstName\n" + name + ",Ada\n");

            assertThat(List.of(made, found, again))
                    .extracting(row -> row.path("status").asText())
                    .containsExactly("created", "updated", "unchanged");
            assertThat(person(realm.idOf(name)).at("/attributes/employeeId/0").asText())
                    .isEqualTo(name);
        }

        @Test
        void isLockedOnce() {
            source.imported(Integration.CSV, "employeeId\n" + name + "\n");
            source.imported(Integration.CSV, "employeeId\n" + name + "\n");

            assertThat(database.number("select count(*) from rc_person_attribute_key where key_value = ?", name))
                    .isEqualTo(1);
        }

        @Test
        void followsAnAdministratorWhoCorrectsIt() {
            source.imported(Integration.CSV, "employeeId,username\n" + name + "," + name + "\n");
            correct();

            JsonNode row = source.row(Integration.CSV, "employeeId,firstName\nnew-" + name + ",Ada\n");

            assertThat(row.path("status").asText()).isEqualTo("updated");
        }

        @Test
        void isHowASnapshotNamesPeopleInRejectedRowsToo() {
            source.set("mode", "snapshot");
            source.imported(Integration.CSV, "employeeId,username\n" + name + "," + name + "\n");
            correct();

            JsonNode ended = source.imported(Integration.CSV, "employeeId,roles\nnew-" + name + ",VIEW@nowhere\n");

            assertThat(ended.at("/counts/rejected").asInt()).isEqualTo(1);
            assertThat(ended.at("/leavers/left").asInt()).isZero();
            assertThat(person(realm.idOf(name)).path("enabled").asBoolean()).isTrue();
        }

        private void correct() {
            ObjectNode person = (ObjectNode) person(realm.idOf(name));
            person.withObject("/attributes").set(EMPLOYEE_ID, Json.of(List.of("new-" + name)));
            realm.asAdministrator()
                    .put(realm.path("/users/" + realm.idOf(name)), person)
                    .expecting(204);
        }

        @Test
        void ofSeveralPeopleIsAConflict() {
            for (String who : List.of("a", "b")) {
                integration.apply(ARow.about(who + name).with("attributes", Map.of(EMPLOYEE_ID, List.of(name))));
            }

            assertThat(error(source.row(Integration.CSV, "employeeId\n" + name + "\n")))
                    .isEqualTo("attributes.employeeId: conflict");
        }

        /** Their usercodes differ, so nothing but the attribute's own lock keeps two people from being made. */
        @Test
        void isOnePersonsAlsoWhenTwoSourcesBringThatPersonAtOnce() {
            TestSource other = keyedBy(EMPLOYEE_ID);
            String[] ids = new String[2];
            database.whileNobodyWritesTo("RC_IMPORT_ROW", () -> {
                ids[0] = TestSource.idOf(source.trySending("", Integration.CSV, file("x"), Map.of()));
                ids[1] = TestSource.idOf(other.trySending("", Integration.CSV, file("y"), Map.of()));
                await().atMost(A_MOMENT).until(() -> isRunning(ids[0]) && isRunning(ids[1]));
                await().atMost(A_MOMENT).until(database::somebodyWaits);
            });

            for (String id : ids) {
                assertThat(integration.ended(id).path("state").asText()).isEqualTo("COMPLETED");
            }
            assertThat(database.number(
                            "select count(*) from user_attribute where name = 'employeeId' and value like ?",
                            name + "-%"))
                    .isEqualTo(50);
        }

        private boolean isRunning(String id) {
            return integration.anImport(id).path("state").asText().equals("RUNNING");
        }

        private String file(String prefix) {
            return IntStream.range(0, 50)
                    .mapToObj(i -> "%s-%d,%s-%s-%d\n".formatted(name, i, prefix, name, i))
                    .collect(Collectors.joining("", "employeeId,usercode\n", ""));
        }
    }

    private void set(String setting, boolean value) {
        realm.asAdministrator()
                .put(realm.path(""), Json.of(Map.of(setting, value)))
                .expecting(204);
    }
}
