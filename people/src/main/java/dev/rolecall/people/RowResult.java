package dev.rolecall.people;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What became of one row: exactly one result per row, in order; {@link Deferred} is followed by another. */
public sealed interface RowResult {
    /** As {@link Row#line()}. */
    long line();

    /** As {@link Row#key()}. */
    @Nullable String key();

    RowStatus status();

    /** Why it was rejected; empty if it was not. */
    List<RowError> errors();

    /** What it changes, where the rules ask for that; empty otherwise. */
    default List<Change> changes() {
        return List.of();
    }

    /** @param changes everything the new person has by the row */
    record Created(long line, String key, String userId, List<Change> changes) implements RowResult {
        public Created {
            changes = List.copyOf(changes);
        }

        @Override
        public RowStatus status() {
            return RowStatus.CREATED;
        }

        @Override
        public List<RowError> errors() {
            return List.of();
        }

        @Override
        public String toString() {
            return "Created[line=" + line + ", userId=" + userId + "]";
        }
    }

    /** @param changed names of the row fields that changed, {@code attributes.<name>} for attributes, sorted */
    record Updated(long line, String key, String userId, Set<String> changed, List<Change> changes)
            implements RowResult {
        public Updated {
            changes = List.copyOf(changes);
            changed = Collections.unmodifiableSortedSet(new TreeSet<>(changed));
        }

        @Override
        public RowStatus status() {
            return RowStatus.UPDATED;
        }

        @Override
        public List<RowError> errors() {
            return List.of();
        }

        @Override
        public String toString() {
            return "Updated[line=" + line + ", userId=" + userId + ", changed=" + changed + "]";
        }
    }

    record Unchanged(long line, String key, String userId) implements RowResult {
        @Override
        public RowStatus status() {
            return RowStatus.UNCHANGED;
        }

        @Override
        public List<RowError> errors() {
            return List.of();
        }

        @Override
        public String toString() {
            return "Unchanged[line=" + line + ", userId=" + userId + "]";
        }
    }

    record Rejected(long line, @Nullable String key, List<RowError> errors) implements RowResult {
        public Rejected {
            errors = List.copyOf(errors);
        }

        @Override
        public RowStatus status() {
            return RowStatus.REJECTED;
        }

        @Override
        public String toString() {
            return "Rejected[line=" + line + ", errors=" + errors + "]";
        }
    }

    /**
     * Put aside: nothing speaks against the row but that other people have the names now.
     *
     * @param errors what it is rejected with if they keep them
     */
    record Deferred(long line, String key, List<RowError> errors) implements RowResult {
        public Deferred {
            errors = List.copyOf(errors);
        }

        @Override
        public RowStatus status() {
            return RowStatus.DEFERRED;
        }

        @Override
        public String toString() {
            return "Deferred[line=" + line + ", errors=" + errors + "]";
        }
    }
}
