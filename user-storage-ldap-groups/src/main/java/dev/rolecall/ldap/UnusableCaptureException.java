package dev.rolecall.ldap;

/** What was caught cannot be a name; the message repeats none of it. */
final class UnusableCaptureException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableCaptureException(String message) {
        super(message);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
