package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;

/** What became of rows, by the server's own count. */
record ImportCounts(int created, int updated, int unchanged, int rejected) {
    static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0);

    static ImportCounts of(JsonNode counts) {
        return new ImportCounts(
                counts.path("created").asInt(),
                counts.path("updated").asInt(),
                counts.path("unchanged").asInt(),
                counts.path("rejected").asInt());
    }

    static ImportCounts expected(ImportWork work, String cohort, int rows) {
        int changes = work.changes(cohort, rows);
        return work == ImportWork.CREATE
                ? new ImportCounts(rows, 0, 0, 0)
                : new ImportCounts(0, changes, rows - changes, 0);
    }

    ImportCounts plus(ImportCounts more) {
        return new ImportCounts(
                created + more.created, updated + more.updated, unchanged + more.unchanged, rejected + more.rejected);
    }

    /** Rows that became something else cost something else. */
    void require(ImportCounts expected) {
        if (!equals(expected)) {
            throw new BenchmarkFailedException("the rows became " + this + ", not " + expected);
        }
    }
}
