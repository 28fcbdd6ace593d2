package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A file takes away what files gave, and nothing else; an association takes everything with it. */
@ExtendWith(RealmOfTheClass.class)
class OriginsIT {
    private final TestRealm realm;
    private final Integration integration;
    private final ARow row =
            ARow.aboutANewcomer().associatedWith("acme", "globex").holding("VIEW@acme");
    private final String person;

    OriginsIT(TestRealm realm) {
        this.realm = realm;
        this.integration = new Integration(realm);
        imported(row);
        person = integration.idsOf(row.usercode()).get(0);
        realm.givePassword(person);
    }

    @Nested
    class AGrantByFile {
        @Test
        void isThere() {
            assertThat(roles("acme")).containsExactly("VIEW");
        }

        @Test
        void isTakenAwayByTheNextFileThatLeavesItOut() {
            imported(ARow.about(row.usercode()).holding("MANAGE@globex"));

            assertThat(roles("acme")).isEmpty();
            assertThat(roles("globex")).containsExactly("MANAGE");
        }

        @Test
        void staysWhenTheNextFileSaysNothingOfRoles() {
            imported(ARow.about(row.usercode()).with("firstName", "Grace"));

            assertThat(roles("acme")).containsExactly("VIEW");
        }

        @Test
        void isTakenAwayByAPushToo() {
            integration.apply(ARow.about(row.usercode()).holding());

            assertThat(roles("acme")).isEmpty();
        }
    }

    @Nested
    class ADirectPermissionByFile {
        private final String permission = realm.permission("MANAGE", "CUSTOMER");

        ADirectPermissionByFile() {
            imported(ARow.about(row.usercode()).with("permissions", List.of(permission + "@acme")));
        }

        @Test
        void isThere() {
            assertThat(permissions()).contains(permission);
        }

        @Test
        void isExplainedByTheSourceOfTheFile() {
            JsonNode way = AccessReader.ofSuper(realm)
                    .explain("id:" + person, permission, "acme")
                    .expecting(200)
                    .json()
                    .path("ways");

            assertThat(way).hasSize(1);
            assertThat(way.at("/0/grant").asText()).isEqualTo(permission + "@acme");
            assertThat(way.at("/0/origin")).isEqualTo(Json.of(Map.of("kind", "import", "id", source())));
        }

        private String source() {
            return realm.asAdministrator()
                    .get(realm.path("/components?name=hr"))
                    .expecting(200)
                    .json()
                    .at("/0/id")
                    .asText();
        }

        @Test
        void isTakenAwayByTheNextFileThatLeavesItOut() {
            imported(ARow.about(row.usercode()).with("permissions", List.of()));

            assertThat(permissions()).doesNotContain(permission);
        }

        @Test
        void staysWhenTheNextFileSaysNothingOfPermissions() {
            imported(ARow.about(row.usercode()).with("firstName", "Grace"));

            assertThat(permissions()).contains(permission);
        }

        @Test
        void staysWhereItWasGivenByHandToo() {
            AccessCalls.ofSuper(realm)
                    .give("id:" + person, permission + "@acme")
                    .expecting(200);

            imported(ARow.about(row.usercode()).with("permissions", List.of()));

            assertThat(permissions()).contains(permission);
        }

        private List<String> permissions() {
            return ClaimIT.texts(customers().path("acme").path("permissions"));
        }
    }

    @Nested
    class AGrantByHand {
        @Test
        void survivesAFileThatTakesItsOwnAway() {
            realm.join(person, "MANAGE@acme").expecting(204);

            imported(ARow.about(row.usercode()).holding());

            assertThat(roles("acme")).containsExactly("MANAGE");
        }

        @Test
        void survivesAFileThatGaveTheSameAndTakesItAway() {
            realm.join(person, "MANAGE@acme").expecting(204);
            imported(ARow.about(row.usercode()).holding("MANAGE@acme"));

            imported(ARow.about(row.usercode()).holding());

            assertThat(roles("acme")).containsExactly("MANAGE");
        }
    }

    @Nested
    class AnAssociationThatEnds {
        @Test
        void takesTheGrantsOfFilesAndHandsWithIt() {
            realm.join(person, "MANAGE@acme/prod-eu").expecting(204);

            imported(ARow.about(row.usercode()).associatedWith("globex"));

            assertThat(customers().has("acme")).isFalse();
        }

        @Test
        void leavesThoseOfOtherCustomers() {
            realm.join(person, "MANAGE@globex").expecting(204);

            imported(ARow.about(row.usercode()).associatedWith("globex"));

            assertThat(roles("globex")).containsExactly("MANAGE");
        }

        @Test
        void bringsNothingBackWhenItBeginsAgain() {
            realm.join(person, "MANAGE@acme/prod-eu").expecting(204);
            imported(ARow.about(row.usercode()).associatedWith("globex"));

            imported(ARow.about(row.usercode()).associatedWith("acme", "globex"));

            assertThat(realm.isMember(person, "acme")).isTrue();
            assertThat(customers().has("acme")).isFalse();
        }
    }

    private void imported(ARow line) {
        JsonNode ended =
                integration.imported(Integration.NDJSON, line.json().toString().getBytes(StandardCharsets.UTF_8));
        assertThat(ended.at("/counts/rejected").asInt()).isZero();
        assertThat(ended.at("/counts/rows").asInt()).isEqualTo(1);
    }

    private JsonNode customers() {
        return realm.access(person).path("customers");
    }

    private List<String> roles(String alias) {
        return ClaimIT.texts(customers().path(alias).path("roles"));
    }
}
