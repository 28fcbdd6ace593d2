package dev.rolecall.imports.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.people.Change;
import dev.rolecall.sync.rows.ChangeRepresentation;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredChangesTest {
    private static Change value(String field, Object before, Object after) {
        return new Change(field, before, after, List.of(), List.of());
    }

    @Test
    void areGivenBack() {
        String stored = StoredChanges.of(List.of(
                value("lastName", "Lovelace", "King"),
                value("enabled", true, false),
                value("attributes.department", null, List.of("IT", "R&D")),
                new Change("roles", null, null, List.of("ADMIN@acme"), List.of("VIEW@acme")),
                value("credential", null, null)));

        assertThat(StoredChanges.read(stored))
                .containsExactly(
                        new ChangeRepresentation("lastName", "Lovelace", "King", null, null, null),
                        new ChangeRepresentation("enabled", true, false, null, null, null),
                        new ChangeRepresentation("attributes.department", null, List.of("IT", "R&D"), null, null, null),
                        new ChangeRepresentation(
                                "roles", null, null, List.of("ADMIN@acme"), List.of("VIEW@acme"), null),
                        new ChangeRepresentation("credential", null, null, null, null, null));
    }

    @Test
    void areNothingWhereThereAreNone() {
        assertThat(StoredChanges.of(List.of())).isNull();
        assertThat(StoredChanges.read(null)).isEmpty();
    }

    @Test
    void holdNothingADatabaseRefuses() {
        String text = "Zo\u00eb \0 \ud83d\ude42 \u5c71";

        String stored = StoredChanges.of(List.of(value("firstName", null, text)));

        assertThat(stored).isNotNull().matches("[ -~]*");
        assertThat(StoredChanges.read(stored).get(0).after()).isEqualTo(text);
    }

    @Test
    void nameWhatIsTooLargeWithoutItsValues() {
        List<String> large = Collections.nCopies(600, "x".repeat(2_048));

        List<ChangeRepresentation> kept = StoredChanges.read(
                StoredChanges.of(List.of(value("attributes.a", large, null), value("attributes.b", "old", "new"))));

        assertThat(kept)
                .containsExactly(
                        new ChangeRepresentation("attributes.a", null, null, null, null, true),
                        new ChangeRepresentation("attributes.b", "old", "new", null, null, null));
    }
}
