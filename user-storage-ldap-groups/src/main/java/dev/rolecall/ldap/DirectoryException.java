package dev.rolecall.ldap;

import org.jspecify.annotations.Nullable;

/**
 * The directory gave no whole answer: it could not be reached, refused the bind, did not answer in time, or cut the answer
 * short. What somebody holds stays as it is then, for nobody knows better.
 */
public final class DirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DirectoryFailure failure;

    /** @param message says what happened, without names of people */
    public DirectoryException(String message, @Nullable Throwable cause) {
        this(message, cause, DirectoryFailure.of(cause));
    }

    /** One whose cause is not kept, as it may name somebody. */
    public DirectoryException(String message, @Nullable Throwable cause, DirectoryFailure failure) {
        super(message, cause);
        this.failure = failure;
    }

    /** Whether the next question would wait for nothing as well. */
    public boolean isSilence() {
        return failure == DirectoryFailure.UNREACHABLE || failure == DirectoryFailure.TIMEOUT;
    }

    public DirectoryFailure failure() {
        return failure;
    }
}
