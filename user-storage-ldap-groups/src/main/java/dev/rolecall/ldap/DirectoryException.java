package dev.rolecall.ldap;

import org.jspecify.annotations.Nullable;

/**
 * The directory gave no whole answer: it could not be reached, refused the bind, did not answer in time, or cut the answer
 * short. What somebody holds stays as it is then, for nobody knows better.
 */
public final class DirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message says what happened, without names of people */
    public DirectoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
