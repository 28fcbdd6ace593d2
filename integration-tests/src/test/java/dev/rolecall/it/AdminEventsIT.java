package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who brought a person in stands in the realm's administration events. */
@ExtendWith(RealmOfTheClass.class)
class AdminEventsIT {
    private final TestRealm realm;
    private final Integration integration;
    private final ARow row = ARow.aboutANewcomer();
    private final ARow other = ARow.aboutANewcomer();

    AdminEventsIT(TestRealm realm) {
        this.realm = realm;
        this.integration = new Integration(realm);
    }

    @Nested
    class AFile {
        private final String file = row.json() + "\n" + other.json() + "\n";

        @Test
        void leavesOneForEachPersonItCreates() {
            imported();

            assertThat(events(row, "CREATE")).hasSize(1);
            assertThat(events(other, "CREATE")).hasSize(1);
        }

        @Test
        void leavesThemInTheNameOfItsSender() {
            imported();

            assertThat(events(row, "CREATE").at("/0/authDetails/clientId").asText())
                    .isEqualTo(realm.client("hr-import"));
        }

        @Test
        void leavesNoneForAPersonItDoesNotChange() {
            imported();

            imported();

            assertThat(events(row, "CREATE")).hasSize(1);
            assertThat(events(row, "UPDATE")).isEmpty();
        }

        private void imported() {
            integration.imported(Integration.NDJSON, file.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void anEventHoldsNothingOfTheRow() {
        integration.imported(Integration.NDJSON, bytes());

        JsonNode event = events(row, "CREATE").path(0);

        assertThat(event.path("resourceType").asText()).isEqualTo("USER");
        assertThat(event.has("representation")).isFalse();
        assertThat(event.toString()).doesNotContainIgnoringCase(row.usercode()).doesNotContain("Lovelace");
    }

    @Nested
    class WithDetails {
        WithDetails() {
            details(true);
        }

        @AfterEach
        void theRealmIsAsBefore() {
            details(false);
        }

        @Test
        void anEventHoldsThePerson() {
            integration.imported(Integration.NDJSON, bytes());

            JsonNode person =
                    Json.read(events(row, "CREATE").at("/0/representation").asText());

            assertThat(person.path("lastName").asText()).isEqualTo("Lovelace");
            assertThat(person.has("credentials")).isFalse();
        }

        private void details(boolean enabled) {
            realm.asAdministrator()
                    .put(realm.path(""), Json.of(Map.of("adminEventsDetailsEnabled", enabled)))
                    .expecting(204);
        }
    }

    private byte[] bytes() {
        return row.json().toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode events(ARow about, String operation) {
        String id = integration.idsOf(about.usercode()).get(0);
        return realm.asAdministrator()
                .get(realm.path("/admin-events?operationTypes=" + operation + "&resourcePath=users/" + id))
                .expecting(200)
                .json();
    }
}
