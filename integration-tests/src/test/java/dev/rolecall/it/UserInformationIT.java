package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All that is stored about a person, in one answer. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class UserInformationIT {
    private static final Instant PAST = Instant.parse("2024-01-01T00:00:00Z");

    private final TestRealm realm;
    private final Database database;
    private final AccessReader reader;
    private final ARow row = ARow.aboutANewcomer()
            .with("userType", "HUMAN")
            .with("attributes", Map.of("department", List.of("R&D")))
            .associatedWith("acme", "globex")
            .holding("VIEW@acme", "ADMIN@globex/main")
            .with("permissions", List.of("console.logs.read@acme/prod-eu"));
    private final String person;

    UserInformationIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.reader = AccessReader.ofSuper(realm);
        Integration integration = new Integration(realm);
        integration.apply(row);
        this.person = integration.idsOf(row.usercode()).get(0);
    }

    private JsonNode information() {
        return reader.get("users/id:" + person).expecting(200).json();
    }

    private static List<String> texts(JsonNode list, String member) {
        return ClaimIT.texts(Json.of(list.path("entries").findValuesAsText(member)));
    }

    @Test
    void holdsTheFieldsOfTheRow() {
        JsonNode information = information();

        for (String field : List.of("usercode", "username", "firstName", "lastName", "userType")) {
            assertThat(information.path(field)).as(field).isEqualTo(row.json().path(field));
        }
        assertThat(information.path("email").asText())
                .isEqualToIgnoringCase(row.json().path("email").asText());
        assertThat(information.at("/attributes/department/0").asText()).isEqualTo("R&D");
        assertThat(information.path("attributes").has("usercode")).isFalse();
    }

    @Test
    void holdsWhatTheAccountSaysOfItself() {
        JsonNode information = information();

        assertThat(information.path("id").asText()).isEqualTo(person);
        assertThat(information.path("enabled").asBoolean()).isTrue();
        assertThat(information.path("federated").asBoolean()).isFalse();
        assertThat(Instant.parse(information.path("createdAt").asText()))
                .isBefore(Instant.now().plusSeconds(5));
    }

    @Test
    void holdsNoAttributeThatTheProfileHidesFromAdministrators() {
        JsonNode profile = realm.asAdministrator()
                .get(realm.path("/users/profile"))
                .expecting(200)
                .json();
        JsonNode hiding = profile.deepCopy();
        for (JsonNode attribute : hiding.path("attributes")) {
            if (attribute.path("name").asText().equals("department")) {
                ((ObjectNode) attribute)
                        .set("permissions", Json.of(Map.of("view", List.of("user"), "edit", List.of("user"))));
            }
        }
        realm.asAdministrator().put(realm.path("/users/profile"), hiding).expecting(200);
        try {
            assertThat(information().path("attributes").has("department")).isFalse();
        } finally {
            realm.asAdministrator().put(realm.path("/users/profile"), profile).expecting(200);
        }
    }

    @Test
    void tellsOfEachAssociationWhereItCameFrom() {
        JsonNode associations = information().path("associations");

        assertThat(texts(associations, "customer")).containsExactly("acme", "globex");
        JsonNode acme = associations.at("/entries/0");
        assertThat(acme.at("/origins/0/kind").asText()).isEqualTo("sync");
        assertThat(acme.path("managed").asBoolean()).isFalse();
        assertThat(acme.path("inForce").asBoolean()).isTrue();
        assertThat(acme.path("since").asText())
                .isEqualTo(acme.at("/origins/0/grantedAt").asText());
    }

    @Test
    void tellsOfEachRoleAndPermissionWhetherItIsInForce() {
        AccessReader.ends(realm, database, person, "VIEW@acme", PAST);
        database.execute("delete from rc_grant_origin where kind = 'sync' and user_id = '" + person
                + "' and group_id = (select group_id from rc_grant_origin where kind = 'import' and user_id = '"
                + person + "')");

        JsonNode information = information();

        assertThat(texts(information.path("roles"), "grant")).containsExactly("ADMIN@globex/main", "VIEW@acme");
        assertThat(information.at("/roles/entries/0/inForce").asBoolean()).isTrue();
        assertThat(information.at("/roles/entries/1/inForce").asBoolean()).isFalse();
        assertThat(information.at("/roles/entries/1/hindrances/0/code").asText())
                .isEqualTo("expired");
        assertThat(texts(information.path("permissions"), "grant")).containsExactly("console.logs.read@acme/prod-eu");
    }

    @Test
    void comesInPages() {
        JsonNode roles = reader.get("users/id:" + person + "?first=1&max=1")
                .expecting(200)
                .json()
                .path("roles");

        assertThat(texts(roles, "grant")).containsExactly("VIEW@acme");
        assertThat(roles.path("total").asInt()).isEqualTo(2);
    }

    @Test
    void isFoundByUsernameAndByUsercode() {
        assertThat(reader.get("users/" + row.json().path("username").asText())
                        .expecting(200)
                        .json())
                .isEqualTo(information());
        assertThat(reader.get("users/usercode:" + row.usercode()).expecting(200).json())
                .isEqualTo(information());
    }

    @Test
    void isThereForAServiceToo() {
        assertThat(reader.get("users/service-account-access-admin")
                        .expecting(200)
                        .json()
                        .at("/roles/entries/0/grant")
                        .asText())
                .isEqualTo("SUPER@system");
    }

    @Test
    void isNotThereForSomebodyUnknown() {
        assertThat(AccessReader.fault(reader.get("users/nobody"), 404)).isEqualTo("user: unknown-user");
    }

    @Test
    void isTheSameForAnAdministrator() {
        assertThat(AccessReader.ofAdministrator(realm, realm.asAdministrator().token())
                        .get("users/id:" + person)
                        .expecting(200)
                        .json())
                .isEqualTo(information());
    }

    @Nested
    class AnAdminOfOneCustomer {
        @Test
        void seesOfItsPeopleWhatTheyHoldThere() {
            Answer answer = AccessReader.service(realm, List.of("user-view"), "ADMIN@acme")
                    .reader()
                    .get("users/id:" + person);

            JsonNode information = answer.expecting(200).json();
            assertThat(texts(information.path("associations"), "customer")).containsExactly("acme");
            assertThat(texts(information.path("roles"), "grant")).containsExactly("VIEW@acme");
            assertThat(answer.body()).doesNotContain("globex");
        }

        @Test
        void seesOfTheirRowsWhatTheyHoldThere() {
            Answer answer = AccessReader.service(realm, List.of("user-view"), "ADMIN@acme")
                    .reader()
                    .get("users/" + row.usercode() + "/sync-payload");

            JsonNode payload = answer.expecting(200).json();
            assertThat(payload.path("customers")).isEqualTo(Json.of(List.of("acme")));
            assertThat(payload.path("roles")).isEqualTo(Json.of(List.of("VIEW@acme")));
            assertThat(payload.path("permissions")).isEqualTo(Json.of(List.of("console.logs.read@acme/prod-eu")));
            assertThat(answer.body()).doesNotContain("globex");
        }

        @Test
        void seesNoRowOfOtherPeople() {
            ARow stranger = ARow.aboutANewcomer().associatedWith("globex").holding("VIEW@globex");
            new Integration(realm).apply(stranger);
            AccessReader own = AccessReader.service(realm, List.of("user-view"), "ADMIN@acme")
                    .reader();

            Answer unseen = own.get("users/" + stranger.usercode() + "/sync-payload");

            assertThat(AccessReader.fault(unseen, 404)).isEqualTo("user: unknown-user");
            assertThat(unseen.body())
                    .isEqualTo(own.get("users/nobody-at-all/sync-payload").body());
        }

        @Test
        void seesRowsWholeIfHeMayWriteThem() {
            ARow stranger = ARow.aboutANewcomer().associatedWith("globex").holding("VIEW@globex");
            new Integration(realm).apply(stranger);

            assertThat(AccessReader.service(realm, List.of("user-view", "sync-write"), "ADMIN@acme")
                            .reader()
                            .get("users/" + stranger.usercode() + "/sync-payload")
                            .expecting(200)
                            .json()
                            .path("roles"))
                    .isEqualTo(Json.of(List.of("VIEW@globex")));
        }

        @Test
        void seesNobodyWhoseAssociationExpired() {
            String former = realm.personHolding("VIEW@acme");
            AccessReader own = AccessReader.service(realm, List.of("user-view", "access-view"), "ADMIN@acme")
                    .reader();
            own.get("users/id:" + former).expecting(200);

            AccessReader.associationEnds(realm, database, former, "acme", PAST);

            assertThat(AccessReader.fault(own.get("users/id:" + former), 404)).isEqualTo("user: unknown-user");
            assertThat(AccessReader.fault(own.ofPerson("id:" + former), 404)).isEqualTo("user: unknown-user");
        }

        @Test
        void seesNobodyElsesPeople() {
            String stranger = realm.personHolding("ADMIN@globex");

            assertThat(AccessReader.fault(
                            AccessReader.service(realm, List.of("user-view"), "ADMIN@acme")
                                    .reader()
                                    .get("users/id:" + stranger),
                            404))
                    .isEqualTo("user: unknown-user");
        }
    }

    @Test
    void nobodyIsSeenWithTheClientRoleAlone() {
        AccessReader push = AccessReader.of(realm, realm.tokenOf("people-push"));

        assertThat(AccessReader.fault(push.get("users/id:" + person), 404)).isEqualTo("user: unknown-user");
        assertThat(push.get("users/" + row.usercode() + "/sync-payload").status())
                .isEqualTo(200);
    }

    @Test
    void theClientRoleIsNeeded() {
        assertThat(AccessReader.service(realm, List.of("access-view"), "ADMIN@acme")
                        .reader()
                        .get("users/id:" + person)
                        .status())
                .isEqualTo(403);
    }
}
