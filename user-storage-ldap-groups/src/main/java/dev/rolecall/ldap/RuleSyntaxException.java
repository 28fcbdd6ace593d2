package dev.rolecall.ldap;

/** A piece of a rule that cannot be read. Does not leave this package: a rule set gathers them. */
final class RuleSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_QUOTED = 60;

    RuleSyntaxException(String message) {
        super(message);
    }

    RuleSyntaxException(String message, Throwable cause) {
        super(message, cause);
    }

    String message() {
        return String.valueOf(getMessage());
    }

    /** A piece of a rule as it is repeated in a message. */
    static String quoted(String piece) {
        return "\"" + (piece.length() > MOST_QUOTED ? piece.substring(0, MOST_QUOTED) + "…" : piece) + "\"";
    }
}
