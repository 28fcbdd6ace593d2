package dev.rolecall.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests over some connections at once, each as soon as the one before is answered. */
final class Load implements AutoCloseable {
    private final List<KeepAlive> connections = new ArrayList<>();
    private final ExecutorService threads;
    private final Duration limit;

    Load(InetSocketAddress server, int connections, Duration limit) {
        for (int i = 0; i < connections; i++) {
            this.connections.add(new KeepAlive(server));
        }
        this.threads = Executors.newFixedThreadPool(connections);
        this.limit = limit;
    }

    /**
     * What became of some requests.
     *
     * @param millis how long each answer took
     * @param last   one of the answers
     */
    record Outcome(List<Double> millis, Duration time, KeepAlive.Reply last) {
        Outcome {
            millis = List.copyOf(millis);
        }
    }

    /**
     * Sends so many requests, taking them in turn from the list, unless the time is up before.
     *
     * @throws BenchmarkFailedException when one answer is not 200: a refused request costs something else
     */
    Outcome fire(List<PreparedRequest> requests, int count) {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        long end = start + limit.toNanos();
        List<Future<Part>> parts = new ArrayList<>();
        for (KeepAlive connection : connections) {
            parts.add(threads.submit(() -> run(connection, requests, next, count, end)));
        }
        List<Double> millis = new ArrayList<>();
        KeepAlive.Reply last = new KeepAlive.Reply(0, "");
        for (Future<Part> part : parts) {
            Part done = get(part);
            millis.addAll(done.millis());
            last = done.millis().isEmpty() ? last : done.last();
        }
        return new Outcome(millis, Duration.ofNanos(System.nanoTime() - start), last);
    }

    private record Part(List<Double> millis, KeepAlive.Reply last) {}

    private static Part run(
            KeepAlive connection, List<PreparedRequest> requests, AtomicInteger next, int count, long end)
            throws IOException {
        List<Double> millis = new ArrayList<>();
        KeepAlive.Reply last = new KeepAlive.Reply(0, "");
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            long before = System.nanoTime();
            if (before > end) {
                break;
            }
            last = connection.send(requests.get(i % requests.size()));
            if (last.status() != 200) {
                throw new BenchmarkFailedException("a request was answered with " + last.status());
            }
            millis.add((System.nanoTime() - before) / 1e6);
        }
        return new Part(millis, last);
    }

    private static Part get(Future<Part> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailedException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BenchmarkFailedException failure) {
                throw failure;
            }
            throw new BenchmarkFailedException("a request failed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        for (KeepAlive connection : connections) {
            try {
                connection.close();
            } catch (IOException gone) {
                // as good as closed
            }
        }
    }
}
