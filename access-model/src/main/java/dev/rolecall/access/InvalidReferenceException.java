package dev.rolecall.access;

/** A text that is no {@link Reference}. The message is for the person who wrote it and repeats none of it. */
public final class InvalidReferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidReferenceException(String message) {
        super(message);
    }

    InvalidReferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
