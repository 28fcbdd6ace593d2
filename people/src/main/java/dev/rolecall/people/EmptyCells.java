package dev.rolecall.people;

/** What an empty cell of a CSV file means. */
public enum EmptyCells {
    KEEP,
    CLEAR
}
