package dev.rolecall.people;

/** A person whom another transaction made while this one was deciding about the same usercode. */
final class RowsMeetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RowsMeetException() {
        super("another transaction made this person meanwhile");
    }
}
