package dev.rolecall.imports.upload;

/** A request that cannot be taken as it is. The reason is for the person who sent it and repeats none of its values. */
public final class UnusableUploadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String field;
    private final String reason;

    private UnusableUploadException(Kind kind, String field, String reason) {
        super(reason);
        this.kind = kind;
        this.field = field;
        this.reason = reason;
    }

    /** What the sender has to change. */
    public enum Kind {
        /** How the request is written. */
        MALFORMED,
        /** The form of the file. */
        UNSUPPORTED
    }

    static UnusableUploadException malformed(String field, String reason) {
        return new UnusableUploadException(Kind.MALFORMED, field, reason);
    }

    static UnusableUploadException unsupported(String reason) {
        return new UnusableUploadException(Kind.UNSUPPORTED, "Content-Type", reason);
    }

    public Kind kind() {
        return kind;
    }

    /** The header, parameter or part that is wrong. */
    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }
}
