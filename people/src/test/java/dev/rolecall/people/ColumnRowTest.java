package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnRowTest {
    private static final Set<String> PROFILE =
            Set.of("department", "skills", "username", "usercode", "rolecall.protected");

    private static ColumnRow columns(EmptyCells empty, String... header) {
        return new ColumnRow(List.of(header), PROFILE, Set.of("skills"), empty, RowMapping.NONE);
    }

    private static PersonRow person(ColumnRow columns, String... cells) {
        Row row = columns.read(2, List.of(cells));
        assertThat(row).isInstanceOf(PersonRow.class);
        return (PersonRow) row;
    }

    @Nested
    class WhenTheHeaderIsRead {
        @Test
        void aColumnIsAFieldOrAnAttribute() {
            PersonRow row =
                    person(columns(EmptyCells.KEEP, "usercode", "department", "email"), "E1", "R&D", "ada@acme.test");

            assertThat(row.attributes()).containsOnlyKeys("department");
            assertThat(row.email().get()).isEqualTo("ada@acme.test");
        }

        @Test
        void anyOtherColumnIsLeftOutWithAWarning() {
            ColumnRow columns = columns(EmptyCells.KEEP, "usercode", "shoeSize", "rolecall.protected", "");

            assertThat(columns.warnings())
                    .hasSize(3)
                    .anyMatch(w -> w.contains("shoeSize"))
                    .anyMatch(w -> w.contains("rolecall.protected"));
            assertThat(person(columns, "E1", "42", "true", "x").attributes()).isEmpty();
        }

        @Test
        void aFileWithoutUsercodesIsUnusable() {
            assertThatThrownBy(() -> columns(EmptyCells.KEEP, "username"))
                    .isInstanceOf(UnusableHeaderException.class)
                    .hasMessageContaining("usercode");
        }

        @Test
        void aRepeatedColumnMakesItUnusable() {
            assertThatThrownBy(() -> columns(EmptyCells.KEEP, "usercode", "email", " email"))
                    .isInstanceOf(UnusableHeaderException.class)
                    .hasMessageContaining("email");
        }

        @ParameterizedTest
        @ValueSource(strings = {"password", "Password", "plaintext", "credential"})
        void aColumnOfPasswordsMakesItUnusable(String name) {
            assertThatThrownBy(() -> columns(EmptyCells.KEEP, "usercode", name))
                    .isInstanceOf(UnusableHeaderException.class)
                    .hasMessageContaining("hashes only");
        }

        @Test
        void fiveHundredColumnsAreTheMost() {
            assertThat(columns(EmptyCells.KEEP, wide(500)).warnings()).isNotEmpty();
            assertThatThrownBy(() -> columns(EmptyCells.KEEP, wide(501)))
                    .isInstanceOf(UnusableHeaderException.class)
                    .hasMessageContaining("500");
        }

        private String[] wide(int columns) {
            return Stream.concat(Stream.of("usercode"), Collections.nCopies(columns - 1, "").stream())
                    .toArray(String[]::new);
        }
    }

    @Nested
    class WhenARowIsRead {
        @Test
        void listsAreSeparatedBySemicolons() {
            PersonRow row = person(columns(EmptyCells.KEEP, "usercode", "roles"), "E1", "ADMIN@acme; VIEW@globex;");

            assertThat(row.roles().get()).containsExactly("ADMIN@acme", "VIEW@globex");
        }

        @Test
        void anAttributeOfSeveralValuesIsAList() {
            PersonRow row = person(columns(EmptyCells.KEEP, "usercode", "skills"), "E1", "chess; go");

            assertThat(row.attributes().get("skills").get()).containsExactly("chess", "go");
        }

        @Test
        void anAttributeOfOneValueIsNone() {
            PersonRow row = person(columns(EmptyCells.KEEP, "usercode", "department"), "E1", "R&D; Paris");

            assertThat(row.attributes().get("department").get()).containsExactly("R&D; Paris");
        }

        @Test
        void spacesAroundACellAreNoPartOfIt() {
            assertThat(person(columns(EmptyCells.KEEP, " usercode"), " E1 ").usercode())
                    .isEqualTo("E1");
        }

        @ParameterizedTest
        @CsvSource({"true,true", "FALSE,false"})
        void enabledIsTrueOrFalse(String cell, boolean enabled) {
            assertThat(person(columns(EmptyCells.KEEP, "usercode", "enabled"), "E1", cell)
                            .enabled()
                            .get())
                    .isEqualTo(enabled);
        }

        @Test
        void anythingElseInEnabledIsInvalid() {
            Row row = columns(EmptyCells.KEEP, "usercode", "enabled").read(2, List.of("E1", "yes"));

            assertThat(JsonRowTest.problems(row)).containsExactly("enabled: invalid-value");
        }

        @Test
        void aWrongNumberOfCellsIsMalformed() {
            Row row = columns(EmptyCells.KEEP, "usercode", "email").read(2, List.of("E1"));

            assertThat(JsonRowTest.problems(row)).containsExactly("row: malformed-row");
        }

        @Test
        void anEmptyUsercodeIsMissing() {
            Row row = columns(EmptyCells.CLEAR, "usercode", "email").read(2, List.of("", "a@b.test"));

            assertThat(JsonRowTest.problems(row)).containsExactly("usercode: missing-key");
        }
    }

    @Nested
    class WhenACellIsEmpty {
        private final String[] header = {"usercode", "email", "department", "roles", "username", "enabled"};
        private final String[] cells = {"E1", "", " ", "", "", ""};

        @Test
        void itKeepsIfTheSourceSaysSo() {
            PersonRow row = person(columns(EmptyCells.KEEP, header), cells);

            assertThat(row.email().isKeep()).isTrue();
            assertThat(row.attributes()).isEmpty();
            assertThat(row.roles().isKeep()).isTrue();
        }

        @Test
        void itClearsIfTheSourceSaysSo() {
            PersonRow row = person(columns(EmptyCells.CLEAR, header), cells);

            assertThat(row.email().isClear()).isTrue();
            assertThat(row.attributes().get("department").isClear()).isTrue();
            assertThat(row.roles().isClear()).isTrue();
        }

        @Test
        void whatCannotBeClearedIsKept() {
            PersonRow row = person(columns(EmptyCells.CLEAR, header), cells);

            assertThat(row.username().isKeep()).isTrue();
            assertThat(row.enabled().isKeep()).isTrue();
        }
    }
}
