package dev.rolecall.sync.rows;

/** A body or file that cannot be read as rows. The reason is for the person who sent it and repeats none of its values. */
public sealed class UnreadableBodyException extends RuntimeException permits TooLargeBodyException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public UnreadableBodyException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public UnreadableBodyException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    public final String reason() {
        return reason;
    }
}
