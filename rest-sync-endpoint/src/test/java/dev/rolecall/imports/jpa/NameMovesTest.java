package dev.rolecall.imports.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.imports.jpa.ImportNameEntity.Kind;
import dev.rolecall.imports.jpa.NameMoves.Name;
import dev.rolecall.people.Change;
import dev.rolecall.people.RowResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameMovesTest {
    private static Change change(String field, String before, String after) {
        return new Change(field, before, after, List.of(), List.of());
    }

    private static RowResult renamed(String id, Change... changes) {
        return new RowResult.Updated(2, id, id, Set.of(), List.of(changes));
    }

    @Test
    void aNewPersonTakesItsNames() {
        RowResult created = new RowResult.Created(
                2,
                "E1",
                "id-1",
                List.of(
                        change("username", null, "ada"),
                        change("email", null, "ada@acme.test"),
                        change("firstName", null, "Ada")));

        assertThat(NameMoves.of(List.of(created)))
                .isEqualTo(Map.of(
                        new Name(Kind.USERNAME, "ada"), Optional.of("id-1"),
                        new Name(Kind.EMAIL, "ada@acme.test"), Optional.of("id-1")));
    }

    @Test
    void aRenamedPersonLeavesTheOldName() {
        assertThat(NameMoves.of(List.of(renamed("id-1", change("username", "ada", "byron")))))
                .isEqualTo(Map.of(
                        new Name(Kind.USERNAME, "ada"), Optional.empty(),
                        new Name(Kind.USERNAME, "byron"), Optional.of("id-1")));
    }

    @Test
    void ofTwoWhoSwapEachHasTheOthersName() {
        assertThat(NameMoves.of(List.of(
                        renamed("id-1", change("username", "ada", "byron")),
                        renamed("id-2", change("username", "byron", "ada")))))
                .isEqualTo(Map.of(
                        new Name(Kind.USERNAME, "byron"), Optional.of("id-1"),
                        new Name(Kind.USERNAME, "ada"), Optional.of("id-2")));
    }

    @Test
    void aClearedAddressIsNobodys() {
        assertThat(NameMoves.of(List.of(renamed("id-1", change("email", "ada@acme.test", null)))))
                .isEqualTo(Map.of(new Name(Kind.EMAIL, "ada@acme.test"), Optional.empty()));
    }

    @Test
    void whoeverChangesNothingMovesNothing() {
        assertThat(NameMoves.of(
                        List.of(new RowResult.Unchanged(2, "E1", "id-1"), new RowResult.Rejected(3, "E2", List.of()))))
                .isEmpty();
    }
}
