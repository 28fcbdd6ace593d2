package dev.rolecall.demo;

/** Something in the way of the demo that a person can mend; the message says how. */
public final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DemoException(String message) {
        super(message);
    }
}
