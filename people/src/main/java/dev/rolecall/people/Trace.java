package dev.rolecall.people;

/**
 * What rows leave behind besides people.
 *
 * @param changes whether their results say what each of them changes, old and new
 * @param events  whether there is an administration event for each person they create or change
 */
public record Trace(boolean changes, boolean events) {
    /** Events, as everything an administrator does leaves them. */
    public static final Trace EVENTS = new Trace(false, true);
}
