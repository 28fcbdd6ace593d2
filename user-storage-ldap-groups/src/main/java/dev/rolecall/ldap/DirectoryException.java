package dev.rolecall.ldap;

import org.jspecify.annotations.Nullable;

/**
 * The directory gave no whole answer: it could not be reached, refused the bind, did not answer in time, or cut the answer
 * short. What somebody holds stays as it is then, for nobody knows better.
 */
public final class DirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean silent;

    /** @param message says what happened, without names of people */
    public DirectoryException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private DirectoryException(String message, @Nullable Throwable cause, boolean silent) {
        super(message, cause);
        this.silent = silent;
    }

    /** Of a directory that could not be reached or did not answer in time. */
    public static DirectoryException ofSilence(String message, @Nullable Throwable cause) {
        return new DirectoryException(message, cause, true);
    }

    /** Whether the next question would wait for nothing as well. */
    public boolean isSilence() {
        return silent;
    }
}
