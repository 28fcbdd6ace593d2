package dev.rolecall.people;

/** Two rows of one transaction that the database takes only one after the other. */
final class RowsMeetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RowsMeetException() {
        super("a row takes the username or e-mail that an earlier row of the same transaction gave up");
    }
}
