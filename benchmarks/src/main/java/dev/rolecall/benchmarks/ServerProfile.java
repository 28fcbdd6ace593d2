package dev.rolecall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Samples where the worker of an import spends its time, by the flight recorder of the server's JVM. The recorder costs a
 * few per cent: a profiled run is for looking, not for quoting.
 */
final class ServerProfile {
    private static final String NAME = "rolecall";
    private static final int PATIENCE_SECONDS = 120;

    /** Seen every 20 ms, in Java and out of it, by the settings that the JVM brings. */
    private static final List<String> SAMPLES = List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

    private final ProcessHandle jvm;
    private final Path file;

    private ServerProfile(ProcessHandle jvm, Path file) {
        this.jvm = jvm;
        this.file = file;
    }

    static ServerProfile start(ProcessHandle server) {
        try {
            ProcessHandle jvm = Stream.concat(Stream.of(server), server.descendants())
                    .filter(process -> process.info()
                            .command()
                            .filter(c -> c.endsWith("java"))
                            .isPresent())
                    .findFirst()
                    .orElseThrow(() -> new BenchmarkFailedException("the JVM of the server was not found"));
            ServerProfile profile = new ServerProfile(jvm, Files.createTempFile(NAME, ".jfr"));
            profile.tell("JFR.configure", "stackdepth=512"); // the outermost frames tell on whose behalf
            profile.tell("JFR.start", "name=" + NAME, "settings=default");
            return profile;
        } catch (IOException e) {
            throw new BenchmarkFailedException("the server cannot be sampled", e);
        }
    }

    /** Tables of shares. */
    String stop() {
        tell("JFR.stop", "name=" + NAME, "filename=" + file);
        StackShares shares = new StackShares();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (SAMPLES.contains(event.getEventType().getName()) && event.getStackTrace() != null) {
                    shares.add(event.getStackTrace().getFrames().stream()
                            .filter(frame -> frame.getMethod() != null)
                            .map(frame -> frame.getMethod().getType().getName() + "."
                                    + frame.getMethod().getName())
                            .toList());
                }
            }
            return shares.markdown();
        } catch (IOException e) {
            throw new BenchmarkFailedException("the samples cannot be read", e);
        } finally {
            delete();
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // it lies in the folder for such files
        }
    }

    private void tell(String... command) {
        try {
            Process process = new ProcessBuilder(Stream.concat(
                                    Stream.of(
                                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                                    .toString(),
                                            Long.toString(jvm.pid())),
                                    Stream.of(command))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new BenchmarkFailedException("jcmd " + command[0] + " failed: --profile needs a whole JDK");
            }
        } catch (IOException e) {
            throw new BenchmarkFailedException("--profile needs the jcmd of a JDK", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailedException("interrupted", e);
        }
    }
}
