package dev.rolecall.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The files of one server, with provider jars in place and {@code kc.sh build} done. Any number of servers may run from
 * it at the same time; preparing it again while one runs is for the caller to avoid.
 */
public final class KeycloakInstallation {
    /** Keycloak's own database in a file, and the health endpoints that {@link KeycloakLaunch#start()} waits on. */
    public static final List<String> H2 = List.of("--db=dev-file", "--health-enabled=true");

    /** PostgreSQL, and the health endpoints that {@link KeycloakLaunch#start()} waits on. */
    public static final List<String> POSTGRES = List.of("--db=postgres", "--health-enabled=true");

    private static final Duration BUILD_TIME = Duration.ofMinutes(10);
    private static final String STAMP = "rolecall.stamp";

    private final Path home;

    private KeycloakInstallation(Path home) {
        this.home = home;
    }

    /** Whether {@link #prepare} would have to copy and build, which takes half a minute. */
    public static boolean isStale(Path distribution, Path home, List<Path> providers, List<String> options) {
        return !BuildStamp.of(distribution, providers, options).isIn(home.resolve(STAMP));
    }

    /**
     * Copies an unpacked server, adds the jars and builds; does nothing when exactly that was done before.
     *
     * @param distribution an unpacked {@code keycloak-quarkus-dist}, left as it is
     * @param home         where the server goes; what an older one left there is replaced
     * @param providers    the jars for {@code providers/}
     * @param options      of {@code kc.sh build}, for example {@link #H2}
     */
    public static KeycloakInstallation prepare(
            Path distribution, Path home, List<Path> providers, List<String> options) {
        Path target = home.toAbsolutePath().normalize();
        if (!isStale(distribution, target, providers, options)) {
            return new KeycloakInstallation(target);
        }
        try {
            Trees.delete(target);
            Trees.copy(distribution, target);
            for (Path jar : providers) {
                Files.copy(jar, target.resolve("providers").resolve(jar.getFileName()));
            }
            build(target, options);
            BuildStamp.of(distribution, providers, options).writeTo(target.resolve(STAMP));
        } catch (IOException e) {
            throw new UncheckedIOException("the server could not be prepared in " + target, e);
        }
        return new KeycloakInstallation(target);
    }

    public Path home() {
        return home;
    }

    /** A server to be started from these files. */
    public KeycloakLaunch launch() {
        return new KeycloakLaunch(this);
    }

    private static void build(Path home, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("build"));
        arguments.addAll(options);
        ServerLog log = new ServerLog(home.resolve("log").resolve("build.log"));
        Process process = script(home, arguments, Map.of(), log);
        Processes.withHook(process, () -> {
            if (!Processes.endsWithin(process, BUILD_TIME)) {
                throw new ServerFailedException("kc.sh build took longer than " + BUILD_TIME, log);
            }
        });
        if (process.exitValue() != 0) {
            throw new ServerFailedException("kc.sh build ended with " + process.exitValue(), log);
        }
    }

    /**
     * Runs {@code bin/kc.sh} on the Java that runs us; settings of another Keycloak in our environment do not leak in.
     */
    static Process script(Path home, List<String> arguments, Map<String, String> environment, ServerLog log)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of("bash", home.resolve("bin").resolve("kc.sh").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(KeycloakInstallation::isAboutAnotherServer);
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.putAll(environment);
        return log.receive(builder).start();
    }

    private static boolean isAboutAnotherServer(String variable) {
        return variable.startsWith("KC_")
                || variable.startsWith("KEYCLOAK_")
                || variable.startsWith("QUARKUS_")
                || variable.startsWith("JAVA_OPTS")
                || variable.startsWith("DEBUG")
                || variable.equals("JAVA");
    }
}
