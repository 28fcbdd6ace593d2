package dev.rolecall.benchmarks;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What rows find when they come in. */
enum ImportWork {
    /** Nobody is there. */
    CREATE("create", 0),
    /** Everybody is there, and as the rows say. */
    UNCHANGED("unchanged", 0),
    /** Everybody is there, and one in ten is to change. */
    CHANGED("10 % changed", 1);

    private final String label;
    private final int revision;

    ImportWork(String label, int revision) {
        this.label = label;
        this.revision = revision;
    }

    String label() {
        return label;
    }

    Stream<BenchPerson> people(String cohort, int rows) {
        return IntStream.range(0, rows).mapToObj(number -> BenchPerson.of(cohort, number, revision));
    }

    /** How many of these people this work changes. */
    int changes(String cohort, int rows) {
        return (int) IntStream.range(0, rows)
                .filter(number -> !BenchPerson.of(cohort, number, revision).equals(BenchPerson.of(cohort, number, 0)))
                .count();
    }
}
