package dev.rolecall.imports;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a source gives on a thread of its own, so that the next piece is there when the one at hand is done with.
 * Memory holds two: the one at hand and the one that waits. What goes wrong over there comes up here, in its place in
 * the order. For one thread.
 */
final class ReadAhead<T> implements Closeable {
    private final Source<T> source;
    private @Nullable T ready;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean closed;

    private ReadAhead(Source<T> source) {
        this.source = source;
    }

    /** What is read; used and closed by the reading thread alone. */
    interface Source<T> extends Closeable {
        /** Null after the last. */
        @Nullable T next() throws IOException;
    }

    /**
     * Begins to read.
     *
     * @param name of the thread
     */
    static <T> ReadAhead<T> of(Source<T> source, String name) {
        ReadAhead<T> ahead = new ReadAhead<>(source);
        Thread thread = new Thread(ahead::read, name);
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    private void read() {
        try (source) {
            T next = source.next();
            while (next != null && handOver(next)) {
                next = source.next();
            }
            end(null);
        } catch (Throwable e) { // whatever it is, who waits must hear of it
            end(e);
        }
    }

    /** Returns once it was taken; false when nobody wants more. */
    private synchronized boolean handOver(T next) throws InterruptedException {
        ready = next;
        notifyAll();
        while (ready != null && !closed) {
            wait();
        }
        return !closed;
    }

    private synchronized void end(@Nullable Throwable cause) {
        if (!ended) {
            ended = true;
            failure = cause;
            notifyAll();
        }
    }

    /** The next one, or null after the last; what the source threw, where it threw. */
    synchronized @Nullable T next() throws IOException {
        awaitNext();
        T next = ready;
        ready = null;
        notifyAll();
        if (next == null) {
            rethrow(failure);
        }
        return next;
    }

    private synchronized void awaitNext() {
        try {
            while (ready == null && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Nothing more is wanted. Does not wait: the reading thread may be in the middle of a piece, after which it ends. It is
     * not interrupted, for an embedded database closes its file on a thread that is.
     */
    @Override
    public synchronized void close() {
        closed = true;
        ready = null;
        notifyAll();
    }
}
