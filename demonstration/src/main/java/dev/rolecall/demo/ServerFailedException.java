package dev.rolecall.demo;

/** A server process that ended or stayed silent; the message holds the tail of its log. */
public final class ServerFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerFailedException(String what, ServerLog log) {
        super(what + "; the end of " + log.file() + ":\n" + log.tail());
    }
}
