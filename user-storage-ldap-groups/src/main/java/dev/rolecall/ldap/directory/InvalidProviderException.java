package dev.rolecall.ldap.directory;

/** Something said about a directory that cannot be meant. It repeats no credential. */
public final class InvalidProviderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    InvalidProviderException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
