package dev.rolecall.benchmarks;

/** A way to bring people in, which can be left out of a run. */
enum ImportStep {
    /** Keycloak's own ways first: they have the emptier tables. */
    ADMIN,
    PARTIAL,
    SYNC,
    NDJSON,
    CSV,
    /** Needs {@link #CSV}: it writes the rows which that one has written. */
    JDBC
}
