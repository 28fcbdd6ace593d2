package dev.rolecall.people;

/** A file whose header line makes all of its rows meaningless. The message is for the person who sent it. */
public final class UnusableHeaderException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnusableHeaderException(String message) {
        super(message);
    }
}
