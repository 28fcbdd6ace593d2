package dev.rolecall.people;

/** Says when tables have grown by so much that it is time to look at them again: at 500 new people, 2,000, 8,000 and so on. */
final class TableGrowth {
    private static final long FIRST = PeopleUpsert.CHUNK;
    private static final int FACTOR = 4;

    private long created;
    private long next = FIRST;

    /** Counts new people; true once for each size reached. */
    boolean reaches(long people) {
        created += people;
        boolean reached = created >= next;
        while (created >= next) {
            next *= FACTOR;
        }
        return reached;
    }

    /** All that were counted. */
    long created() {
        return created;
    }
}
