package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code imports/{id}/changes}: what each row changed, old and new. */
@ExtendWith(RealmOfTheClass.class)
class ChangesIT {
    private final TestRealm realm;
    private final Integration integration;

    ChangesIT(TestRealm realm) {
        this.realm = realm;
        this.integration = new Integration(realm);
    }

    @Nested
    class OfANewPerson {
        private final ARow row = ARow.aboutANewcomer()
                .with("attributes", Map.of("department", List.of("R&D")))
                .associatedWith("acme")
                .holding("ADMIN@acme");
        private final JsonNode changes = only(imported(row));

        @Test
        void areAllItsFields() {
            assertThat(changes.path("status").asText()).isEqualTo("created");
            assertThat(change(changes, "lastName"))
                    .isEqualTo(Json.of(Map.of("field", "lastName", "after", "Lovelace")));
            assertThat(change(changes, "enabled").path("after").asBoolean()).isTrue();
            assertThat(change(changes, "attributes.department").path("after")).isEqualTo(Json.of(List.of("R&D")));
            assertThat(change(changes, "usercode").path("after").asText()).isEqualTo(row.usercode());
        }

        @Test
        void areItsAssociationsAndRoles() {
            assertThat(change(changes, "customers").path("added")).isEqualTo(Json.of(List.of("acme")));
            assertThat(change(changes, "roles").path("added")).isEqualTo(Json.of(List.of("ADMIN@acme")));
        }

        @Test
        void haveNoOldValue() {
            assertThat(changes.findValues("before")).isEmpty();
            assertThat(changes.findValues("removed")).isEmpty();
        }
    }

    @Nested
    class OfAPersonWhoIsThere {
        private final ARow row =
                ARow.aboutANewcomer().associatedWith("acme").holding("ADMIN@acme", "VIEW@acme/prod-eu");

        OfAPersonWhoIsThere() {
            imported(row);
        }

        @Test
        void areTheOldValueAndTheNewOne() {
            JsonNode changes = only(imported(ARow.about(row.usercode()).with("lastName", "King")));

            assertThat(changes.path("changes"))
                    .isEqualTo(Json.of(List.of(Map.of("field", "lastName", "before", "Lovelace", "after", "King"))));
        }

        @Test
        void sayThatAValueIsGone() {
            JsonNode changes = only(imported(ARow.about(row.usercode()).cleared("firstName")));

            assertThat(changes.path("changes"))
                    .isEqualTo(Json.of(List.of(Map.of("field", "firstName", "before", "Ada"))));
        }

        @Test
        void areTheRolesGainedAndLost() {
            JsonNode changes = only(imported(ARow.about(row.usercode()).holding("ADMIN@acme", "MANAGE@acme/prod-eu")));

            assertThat(changes.path("changes"))
                    .isEqualTo(Json.of(List.of(Map.of(
                            "field", "roles",
                            "added", List.of("MANAGE@acme/prod-eu"),
                            "removed", List.of("VIEW@acme/prod-eu")))));
        }

        @Test
        void areWhatEndsWithAnAssociationToo() {
            JsonNode changes = only(imported(ARow.about(row.usercode()).associatedWith()));

            assertThat(change(changes, "customers").path("removed")).isEqualTo(Json.of(List.of("acme")));
            assertThat(change(changes, "roles").path("removed"))
                    .isEqualTo(Json.of(List.of("ADMIN@acme", "VIEW@acme/prod-eu")));
        }

        @Test
        void sayOfAPasswordOnlyThatItChanged() {
            JsonNode changes = only(imported(ARow.about(row.usercode())
                    .with(
                            "credential",
                            Map.of(
                                    "algorithm",
                                    "pbkdf2-sha512",
                                    "hashIterations",
                                    210_000,
                                    "salt",
                                    "c2FsdHNhbHRzYWx0c2FsdA==",
                                    "value",
                                    "aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g="))));

            assertThat(changes.path("changes")).isEqualTo(Json.of(List.of(Map.of("field", "credential"))));
        }

        @Test
        void areNoneWhereNothingChanges() {
            assertThat(imported(row).path("entries")).isEmpty();
        }

        @Test
        void areNoneOfARejectedRow() {
            JsonNode answer =
                    imported(ARow.about(row.usercode()).with("lastName", "King").holding("ADMIN@nowhere"));

            assertThat(answer.path("total").asInt()).isZero();
            assertThat(answer.path("entries")).isEmpty();
        }
    }

    @Nested
    class OfAFile {
        private final String prefix = "E-" + UUID.randomUUID() + "-";
        private final String id = integration
                .imported(IntStream.range(0, 7)
                        .mapToObj(i -> prefix + i + (i == 3 ? ",NOBODY@nowhere\n" : ",\n"))
                        .collect(Collectors.joining("", "usercode,roles\n", "")))
                .path("id")
                .asText();

        @Test
        void comeInItsOrder() {
            assertThat(lines("")).containsExactly(2, 3, 4, 6, 7, 8);
        }

        @Test
        void comeInPages() {
            assertThat(lines("?first=1&max=3")).containsExactly(3, 4, 6);
            assertThat(lines("?first=5")).containsExactly(8);
            assertThat(lines("?first=6")).isEmpty();
        }

        @Test
        void goOnAfterALine() {
            assertThat(lines("?after=4&max=2")).containsExactly(6, 7);
            assertThat(lines("?after=4&first=1")).containsExactly(7, 8);
            assertThat(lines("?after=8")).isEmpty();
        }

        @Test
        void areFoundByKey() {
            JsonNode found = changes(id, "?key=" + prefix + 4);

            assertThat(found.path("total").asInt()).isEqualTo(1);
            assertThat(found.path("entries").findValuesAsText("key")).containsExactly(prefix + 4);
        }

        @Test
        void areNoneForTheKeyOfARejectedRow() {
            assertThat(changes(id, "?key=" + prefix + 3).path("total").asInt()).isZero();
        }

        @Test
        void areCountedWithoutTheRejectedRow() {
            assertThat(changes(id, "?max=1").path("total").asInt()).isEqualTo(6);
        }

        private List<Integer> lines(String query) {
            return linesOf(changes(id, query));
        }

        @Test
        void isWhatRowsGoOnInToo() {
            assertThat(linesOf(integration.rows(id, "?after=4&max=3"))).containsExactly(5, 6, 7);
            assertThat(linesOf(integration.rows(id, "?after=2&first=2&max=1"))).containsExactly(5);
            assertThat(linesOf(integration.rows(id, "?status=rejected&after=4")))
                    .containsExactly(5);
            assertThat(integration
                            .rows(id, "?status=created&max=1")
                            .path("total")
                            .asInt())
                    .isEqualTo(6);
        }
    }

    @Nested
    class WhoMaySeeThem {
        private final String id = integration.imported("usercode\n").path("id").asText();

        @Test
        void whoeverMaySeeAllImports() {
            assertThat(see(realm.tokenOf("access-admin"), id, "").status()).isEqualTo(200);
        }

        @Test
        void notWhoOnlySends() {
            assertThat(see(realm.tokenOf("hr-import"), id, "").status()).isEqualTo(403);
        }

        @Test
        void nobodyOfAnImportThatIsNotThere() {
            assertThat(see(realm.tokenOf("access-admin"), UUID.randomUUID().toString(), "")
                            .status())
                    .isEqualTo(404);
        }

        @ParameterizedTest
        @ValueSource(strings = {"?max=1001", "?max=0", "?first=-1", "?after=-1", "?after=x"})
        void noPageOutOfBounds(String query) {
            assertThat(see(realm.tokenOf("access-admin"), id, query).status()).isEqualTo(400);
        }
    }

    /** The changes of an import of this row. */
    private JsonNode imported(ARow row) {
        byte[] file = row.json().toString().getBytes(StandardCharsets.UTF_8);
        return changes(integration.imported(Integration.NDJSON, file).path("id").asText(), "");
    }

    private JsonNode changes(String id, String query) {
        return see(realm.tokenOf("access-admin"), id, query).expecting(200).json();
    }

    private Answer see(String token, String id, String query) {
        return Http.get(realm.asApplication().uri("/rolecall/imports/" + id + "/changes" + query), token);
    }

    private static JsonNode only(JsonNode answer) {
        assertThat(answer.path("entries")).hasSize(1);
        return answer.at("/entries/0");
    }

    private static JsonNode change(JsonNode row, String field) {
        return StreamSupport.stream(row.path("changes").spliterator(), false)
                .filter(change -> change.path("field").asText().equals(field))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no change of " + field + ": " + row));
    }

    private static List<Integer> linesOf(JsonNode answer) {
        return StreamSupport.stream(answer.path("entries").spliterator(), false)
                .map(entry -> entry.path("line").asInt())
                .toList();
    }
}
