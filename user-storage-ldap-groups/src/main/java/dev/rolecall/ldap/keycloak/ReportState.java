package dev.rolecall.ldap.keycloak;

/** How a sync ended. Part of the interface. */
enum ReportState {
    /** Everybody holds what the groups give, but for who is named in the report. */
    COMPLETED,
    /** More people would lose something than the limit lets: nothing was taken, and somebody must decide. */
    HELD,
    /** Somebody decided that nothing is taken, or saved other settings; the next sync counts anew. */
    REJECTED,
    /** The directory gave no whole answer and nothing changed, or it stopped before the end. */
    FAILED;

    /** A sync ends as it ends, whatever was before; rejected is only what waits for a decision. */
    boolean canBecome(ReportState next) {
        return next != REJECTED || this == HELD;
    }
}
