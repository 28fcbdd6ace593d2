package dev.rolecall.people;

/** A header mapping that means nothing. The message names the entry and is for the person who wrote it. */
public final class UnusableMappingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnusableMappingException(String message) {
        super(message);
    }
}
