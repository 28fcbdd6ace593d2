package dev.rolecall.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small web application that uses Rolecall's tokens: static files, and {@code config.json} that names the realm. All
 * of its logic runs in the browser; this side only serves, with a policy that lets the page talk to itself and to
 * Keycloak.
 */
final class SampleApplication implements AutoCloseable {
    static final String CLIENT = "demo-app";

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "app.js", "text/javascript; charset=utf-8",
            "access.js", "text/javascript; charset=utf-8",
            "app.css", "text/css; charset=utf-8",
            "favicon.svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI realm;
    private final byte[] configuration;

    private SampleApplication(HttpServer server, URI realm) {
        this.server = server;
        this.realm = realm;
        this.threads = Executors.newFixedThreadPool(4, SampleApplication::thread);
        this.configuration = Json.object()
                .put("issuer", realm.toString())
                .put("client", CLIENT)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @param realm the address of the realm as browsers see it, which is its issuer too */
    static SampleApplication start(int port, URI realm) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            SampleApplication application = new SampleApplication(server, realm);
            server.setExecutor(application.threads);
            server.createContext("/", application::answer);
            server.start();
            return application;
        } catch (IOException e) {
            throw new UncheckedIOException("the sample application cannot listen on " + port, e);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String file = path.equals("/") ? "index.html" : path.substring(1);
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                send(exchange, 405, "text/plain; charset=utf-8", bytes("Only GET is served here.\n"));
            } else if (file.equals("config.json")) {
                send(exchange, 200, "application/json", configuration);
            } else if (TYPES.containsKey(file)) {
                send(exchange, 200, TYPES.get(file), resource(file));
            } else {
                send(exchange, 404, "text/plain; charset=utf-8", bytes("There is no such page here.\n"));
            }
        }
    }

    private void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", policy());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private String policy() {
        String keycloak = realm.getScheme() + "://" + realm.getAuthority();
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' " + keycloak
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream content = SampleApplication.class.getResourceAsStream("app/" + file)) {
            if (content == null) {
                throw new IllegalStateException(file + " is missing in the jar");
            }
            return content.readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sample-application");
        thread.setDaemon(true);
        return thread;
    }
}
