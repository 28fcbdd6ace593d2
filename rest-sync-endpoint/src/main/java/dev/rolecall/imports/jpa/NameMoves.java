package dev.rolecall.imports.jpa;

import dev.rolecall.imports.jpa.ImportNameEntity.Kind;
import dev.rolecall.people.Change;
import dev.rolecall.people.RowResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which names change hands by rows that are applied together: a name that one gives up and another takes is taken. */
final class NameMoves {
    private final Map<Name, Optional<String>> holders = new HashMap<>();

    private NameMoves() {}

    record Name(Kind kind, String name) {
        /** Says nothing of the name, which is personal. */
        @Override
        public String toString() {
            return kind.name();
        }
    }

    /** By name the id of who has it then; empty for nobody. */
    static Map<Name, Optional<String>> of(List<RowResult> results) {
        NameMoves moves = new NameMoves();
        results.forEach(result -> result.changes().forEach(moves::leave));
        results.forEach(result -> result.changes().forEach(change -> moves.take(result, change)));
        return moves.holders;
    }

    private void leave(Change change) {
        Kind kind = kind(change);
        if (kind != null && change.before() instanceof String before) {
            holders.put(new Name(kind, before), Optional.empty());
        }
    }

    private void take(RowResult result, Change change) {
        Kind kind = kind(change);
        if (kind != null && change.after() instanceof String after) {
            holders.put(new Name(kind, after), Optional.of(userId(result)));
        }
    }

    private static @Nullable Kind kind(Change change) {
        return switch (change.field()) {
            case Change.USERNAME -> Kind.USERNAME;
            case Change.EMAIL -> Kind.EMAIL;
            default -> null;
        };
    }

    private static String userId(RowResult result) {
        if (result instanceof RowResult.Created created) {
            return created.userId();
        }
        if (result instanceof RowResult.Updated updated) {
            return updated.userId();
        }
        throw new IllegalArgumentException("only a created or updated person takes a name");
    }
}
