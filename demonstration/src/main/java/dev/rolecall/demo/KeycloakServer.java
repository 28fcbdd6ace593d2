package dev.rolecall.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A Keycloak process of ours on the loopback address. It ends with us at the latest. */
public final class KeycloakServer implements AutoCloseable {
    private static final Duration GLANCE = Duration.ofMillis(250);

    private final Process process;
    private final int port;
    private final int managementPort;
    private final ServerLog log;
    private final Thread hook;

    KeycloakServer(Process process, int port, int managementPort, ServerLog log) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
        this.log = log;
        this.hook = Processes.endAtExit(process, () -> Processes.stop(process.toHandle()));
    }

    /** Without a slash at the end, for example {@code http://127.0.0.1:8080}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Health and metrics, without a slash at the end. */
    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    public int port() {
        return port;
    }

    public ServerLog log() {
        return log;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** A realm of this server, which need not exist yet. */
    public Realm realm(String name) {
        return new Realm(url(), name);
    }

    /** Ends the server in good order; makes it end when it does not within half a minute. Doing it twice is fine. */
    public void stop() {
        Processes.stop(process.toHandle());
        Processes.forget(hook);
    }

    /** Ends the server like a power cut (SIGKILL, its children too). */
    public void kill() {
        Processes.kill(process.toHandle());
        Processes.forget(hook);
    }

    @Override
    public void close() {
        stop();
    }

    /** Waits on the health endpoint: the line "started" in the log comes before the bootstrap is done. */
    void awaitReady(Duration patience) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        long end = System.nanoTime() + patience.toNanos();
        while (!isReady(client)) {
            if (!process.isAlive()) {
                Processes.forget(hook);
                throw new ServerFailedException("the server ended with " + process.exitValue(), log);
            }
            if (System.nanoTime() > end) {
                kill();
                throw new ServerFailedException("the server was not ready within " + patience, log);
            }
            Pause.of(GLANCE);
        }
    }

    private boolean isReady(HttpClient client) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(managementUrl() + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }
}
