package dev.rolecall.access;

import java.util.List;

/** What would change in a person's grants. Made by {@link GrantBatch#plan}. */
public interface GrantPlan {
    /** Why it cannot be done; empty if it can. */
    List<GrantError> errors();

    /** Whether applying it changes nothing. */
    boolean isEmpty();

    /** What the person would gain: customer aliases and canonical references, sorted. */
    List<String> added();

    /** What the person would lose: customer aliases and canonical references, sorted. */
    List<String> removed();

    /**
     * What had expired with an association that begins anew, and is ended for good: customer aliases and canonical
     * references, sorted. Nothing of it was in force any more, so it is not among what the person would lose.
     */
    default List<String> lapsed() {
        return List.of();
    }
}
