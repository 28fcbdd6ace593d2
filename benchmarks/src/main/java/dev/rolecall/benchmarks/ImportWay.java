package dev.rolecall.benchmarks;

/** A way to bring people in. */
interface ImportWay {
    String label();

    /**
     * Makes everything ready that is not to be timed.
     *
     * @param cohort  of the people; rows of one cohort are created before anything else is done with them
     * @return what is to be timed; it fails when the rows did not become what they should
     */
    Runnable prepare(ImportWork work, String cohort, int rows);
}
