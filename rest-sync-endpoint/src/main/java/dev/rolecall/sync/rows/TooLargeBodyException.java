package dev.rolecall.sync.rows;

/** A body or file that is larger than it may be, once it is decompressed. */
public final class TooLargeBodyException extends UnreadableBodyException {
    private static final long serialVersionUID = 1L;

    public TooLargeBodyException(String reason) {
        super(reason);
    }
}
