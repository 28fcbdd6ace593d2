package dev.rolecall.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one server is to be started from an installation: everything has a default but the database, which is empty and
 * in the installation unless said otherwise. A launch may be used for one server after the other.
 */
public final class KeycloakLaunch {
    private final KeycloakInstallation installation;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private final List<Path> realms = new ArrayList<>();
    private int port;
    private int managementPort;
    private int clusterPort;
    private Duration patience = Duration.ofMinutes(4);
    private @Nullable Path log;
    private Consumer<ProcessHandle> started = process -> {};

    KeycloakLaunch(KeycloakInstallation installation) {
        this.installation = installation;
    }

    /** The port of the server; 0, the default, takes a free one. */
    public KeycloakLaunch port(int number) {
        port = number;
        return this;
    }

    /** The port of health and metrics; 0, the default, takes a free one. */
    public KeycloakLaunch managementPort(int number) {
        managementPort = number;
        return this;
    }

    /**
     * The database in this file ({@code .mv.db} is added), for an installation built with
     * {@link KeycloakInstallation#H2}.
     */
    public KeycloakLaunch h2(Path file) {
        return environment(
                "KC_DB_URL",
                "jdbc:h2:file:" + file.toAbsolutePath().normalize()
                        + ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0");
    }

    /** The database behind a JDBC address, for an installation built with {@link KeycloakInstallation#POSTGRES}. */
    public KeycloakLaunch database(String url, String user, String password) {
        return environment("KC_DB_URL", url)
                .environment("KC_DB_USERNAME", user)
                .environment("KC_DB_PASSWORD", password);
    }

    /** The first administrator of an empty database; without effect on one that has realms. */
    public KeycloakLaunch administrator(String name, String password) {
        return environment("KC_BOOTSTRAP_ADMIN_USERNAME", name).environment("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
    }

    /** A variable for the server process; the files of {@link #importing} may name it as a placeholder. */
    public KeycloakLaunch environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A further option of {@code kc.sh start}, for example {@code --log-level=dev.rolecall:debug}. */
    public KeycloakLaunch option(String option) {
        options.add(option);
        return this;
    }

    /** A realm file for {@code --import-realm}; a realm that is there already is left as it is. */
    public KeycloakLaunch importing(Path realm) {
        realms.add(realm);
        return this;
    }

    /**
     * Lets the server look for others on the same database, talking over this loopback port; 0 takes a free one.
     * Without this call a server keeps its caches to itself, which saves 20 seconds at the start after one that was
     * killed.
     */
    public KeycloakLaunch clustered(int bindPort) {
        clusterPort = bindPort == 0 ? Ports.free() : bindPort;
        return this;
    }

    /** How long {@link #start()} waits for a server that answers; 4 minutes unless said otherwise. */
    public KeycloakLaunch patience(Duration time) {
        patience = time;
        return this;
    }

    /** Where the server's output goes; a file in the installation unless said otherwise. */
    public KeycloakLaunch log(Path file) {
        log = file;
        return this;
    }

    /**
     * Tells somebody of the process as soon as there is one: before the server is ready, or whether it ever will be.
     */
    public KeycloakLaunch onProcess(Consumer<ProcessHandle> listener) {
        started = listener;
        return this;
    }

    /** Starts the server and waits until it says it is ready: its database is migrated and its realms are imported. */
    public KeycloakServer start() {
        List<Integer> free = Ports.free(2);
        int http = port == 0 ? free.get(0) : port;
        int management = managementPort == 0 ? free.get(1) : managementPort;
        try {
            provideRealms();
            Path file = log == null ? home().resolve("log").resolve("server-" + http + ".log") : log;
            ServerLog output = new ServerLog(file);
            Process process = KeycloakInstallation.script(home(), arguments(http, management), variables(), output);
            KeycloakServer server = new KeycloakServer(process, http, management, output);
            started.accept(server.process());
            server.awaitReady(patience);
            started.accept(server.process()); // its children too, now that they are there
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("the server could not be started", e);
        }
    }

    /**
     * Writes a whole realm of the database into a file, with its people and their password hashes, by a process of its
     * own; a server may run on that database.
     */
    public void export(String realm, Path file) {
        List<String> arguments =
                List.of("export", "--optimized", "--realm", realm, "--file", file.toString(), "--users", "same_file");
        try {
            ServerLog output = new ServerLog(log == null ? home().resolve("log").resolve("export.log") : log);
            Process process = KeycloakInstallation.script(home(), arguments, variables(), output);
            Processes.withHook(process, () -> {
                if (!Processes.endsWithin(process, patience)) {
                    throw new ServerFailedException("the export took longer than " + patience, output);
                }
            });
            if (process.exitValue() != 0) {
                throw new ServerFailedException("the export ended with " + process.exitValue(), output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the export could not be started", e);
        }
    }

    private Path home() {
        return installation.home();
    }

    private List<String> arguments(int http, int management) {
        List<String> arguments = new ArrayList<>(List.of(
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--hostname-strict=false",
                "--http-port=" + http,
                "--http-management-port=" + management));
        if (clusterPort == 0) {
            arguments.add("--cache=local");
        }
        if (!realms.isEmpty()) {
            arguments.add("--import-realm");
        }
        arguments.addAll(options);
        return arguments;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>(environment);
        if (clusterPort != 0) {
            variables.put("KC_CACHE_EMBEDDED_NETWORK_BIND_ADDRESS", "127.0.0.1");
            variables.put("KC_CACHE_EMBEDDED_NETWORK_BIND_PORT", Integer.toString(clusterPort));
        }
        return variables;
    }

    /** Keycloak imports whatever lies in this folder: what an earlier launch left there must not come back. */
    private void provideRealms() throws IOException {
        if (realms.isEmpty()) {
            return;
        }
        Path folder = home().resolve("data").resolve("import");
        Trees.delete(folder);
        Files.createDirectories(folder);
        for (Path realm : realms) {
            Files.copy(realm, folder.resolve(realm.getFileName()));
        }
    }
}
