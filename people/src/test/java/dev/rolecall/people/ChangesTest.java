package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final PersonState ada = new PersonState(
            "ada",
            "ada@acme.test",
            "Ada",
            null,
            true,
            Map.of("usercode", List.of("E1"), "department", List.of("R&D", "IT"), "userType", List.of("HUMAN")));

    @Test
    void ofANewPersonAreEverythingWithoutAnOldValue() {
        assertThat(Changes.between(null, ada))
                .containsExactly(
                        Change.value("username", null, "ada"),
                        Change.value("email", null, "ada@acme.test"),
                        Change.value("firstName", null, "Ada"),
                        Change.value("enabled", null, true),
                        Change.value("attributes.department", null, List.of("IT", "R&D")),
                        Change.value("userType", null, "HUMAN"),
                        Change.value("usercode", null, "E1"));
    }

    @Test
    void haveTheOldValueAndTheNewOne() {
        PersonState other = new PersonState(
                "ada2",
                null,
                "Ada",
                "King",
                false,
                Map.of(
                        "usercode",
                        List.of("E1"),
                        "department",
                        List.of("IT"),
                        "terminationDate",
                        List.of("2026-12-31")));

        assertThat(Changes.between(ada, other))
                .containsExactly(
                        Change.value("username", "ada", "ada2"),
                        Change.value("email", "ada@acme.test", null),
                        Change.value("lastName", null, "King"),
                        Change.value("enabled", true, false),
                        Change.value("attributes.department", List.of("IT", "R&D"), List.of("IT")),
                        Change.value("terminationDate", null, "2026-12-31"),
                        Change.value("userType", "HUMAN", null));
    }

    @Test
    void nameTheFieldsThatDiffer() {
        PersonState other = ada.withAttributes(Map.of("manager", List.of("E0")));

        assertThat(Changes.between(ada, other).stream().map(Change::field))
                .containsExactlyInAnyOrderElementsOf(ada.differencesTo(other));
    }

    @Test
    void areNoneWhereNothingDiffers() {
        assertThat(Changes.between(ada, ada)).isEmpty();
    }

    @Test
    void keepTheirValuesOutOfLogs() {
        assertThat(Changes.between(null, ada).toString()).doesNotContain("ada", "E1", "R&D");
    }
}
