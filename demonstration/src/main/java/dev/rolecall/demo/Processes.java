package dev.rolecall.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processes of ours and how they end: {@code kc.sh} stays in front of the Java it starts, so there are always two. */
final class Processes {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private Processes() {}

    static boolean endsWithin(Process process, Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a process", e);
        }
    }

    /** Asks the whole tree to end, then makes it. */
    static void stop(ProcessHandle process) {
        List<ProcessHandle> tree = tree(process);
        process.destroy();
        if (!haveEnded(tree, GRACE)) {
            kill(process);
            tree.forEach(ProcessHandle::destroyForcibly);
            haveEnded(tree, GRACE);
        }
    }

    /** Ends the whole tree at once, as a power cut would, and waits until it is gone. */
    static void kill(ProcessHandle process) {
        List<ProcessHandle> tree = tree(process);
        tree.forEach(ProcessHandle::destroyForcibly);
        haveEnded(tree, GRACE);
    }

    /** Does something with a process that must not outlive us: not by an exception, not by Ctrl-C. */
    static void withHook(Process process, Runnable work) {
        Thread hook = endAtExit(process, () -> kill(process.toHandle()));
        try {
            work.run();
        } finally {
            kill(process.toHandle());
            forget(hook);
        }
    }

    /** Does that when we end; a process started while we already end is killed instead. */
    static Thread endAtExit(Process process, Runnable end) {
        Thread hook = new Thread(end, "end-of-" + process.pid());
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            kill(process.toHandle());
            throw shuttingDown;
        }
        return hook;
    }

    /** Takes a shutdown hook back, unless the shutdown is what runs right now. */
    static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook runs, or is about to: it finds nothing left to do
        }
    }

    private static List<ProcessHandle> tree(ProcessHandle process) {
        // children first: a shell that is gone cannot tell them any more
        return Stream.concat(process.descendants(), Stream.of(process)).toList();
    }

    private static boolean haveEnded(List<ProcessHandle> tree, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (tree.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Pause.of(Duration.ofMillis(20));
        }
        return true;
    }
}
