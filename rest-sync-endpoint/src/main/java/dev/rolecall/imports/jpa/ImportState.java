package dev.rolecall.imports.jpa;

import java.util.EnumSet;
import java.util.Set;

/** Where an import stands. */
public enum ImportState {
    /** The file is coming in; an upload that breaks off leaves nothing. */
    RECEIVING,
    /** Durably stored, not begun. */
    QUEUED,
    RUNNING,
    /** Over a safety limit: its rows are applied, and whom it misses waits for a decision. */
    HELD,
    /** Every row has its result, rejected ones too. */
    COMPLETED,
    /** Cannot be gone on with; what was applied before stays. */
    FAILED,
    CANCELLED,
    /** Held, and then turned down. */
    REJECTED;

    public boolean canBecome(ImportState next) {
        return next().contains(next);
    }

    /**
     * The state to write where an import may be in this one.
     *
     * @throws IllegalArgumentException for a change that is not allowed
     */
    ImportState becoming(ImportState next) {
        if (!canBecome(next)) {
            throw new IllegalArgumentException("an import that is " + this + " does not become " + next);
        }
        return next;
    }

    /** Nothing changes any more. */
    public boolean isEnd() {
        return next().isEmpty();
    }

    private Set<ImportState> next() {
        return switch (this) {
            case RECEIVING -> EnumSet.of(QUEUED, CANCELLED);
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED);
            case RUNNING -> EnumSet.of(HELD, COMPLETED, FAILED, CANCELLED);
            case HELD -> EnumSet.of(QUEUED, REJECTED, CANCELLED);
            case COMPLETED, FAILED, CANCELLED, REJECTED -> EnumSet.noneOf(ImportState.class);
        };
    }
}
