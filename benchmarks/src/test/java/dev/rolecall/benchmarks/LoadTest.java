package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests over real connections to a small server in this process. */
class LoadTest {
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/echo", exchange -> answer(exchange, 200, false));
        server.createContext("/chunks", exchange -> answer(exchange, 200, true));
        server.createContext("/refused", exchange -> answer(exchange, 403, false));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyRequestIsSentOnceAndTimed() {
        Load.Outcome outcome = fire(List.of(form("/echo", "a"), form("/echo", "b")), 7);

        assertThat(outcome.millis()).hasSize(7).allMatch(millis -> millis > 0);
        assertThat(received).hasSize(7).contains("POST /echo name=a", "POST /echo name=b");
    }

    @Test
    void theBodyOfAnAnswerIsKept() {
        assertThat(fire(List.of(form("/echo", "ü")), 1).last().body()).isEqualTo("POST /echo name=%C3%BC");
    }

    @Test
    void anAnswerMayComeInChunks() {
        assertThat(fire(List.of(form("/chunks", "a")), 5).last().body()).isEqualTo("POST /chunks name=a");
    }

    @Test
    void aQueryIsPartOfTheAddress() {
        fire(List.of(PreparedRequest.get(uri("/echo?x=1%202"), "token")), 1);

        assertThat(received).containsExactly("GET /echo?x=1%202 ");
    }

    @Test
    void oneRefusedRequestMakesTheMeasurementWorthless() {
        List<PreparedRequest> requests = List.of(form("/refused", "a"));

        assertThatThrownBy(() -> fire(requests, 3))
                .isInstanceOf(BenchmarkFailedException.class)
                .hasMessage("a request was answered with 403");
    }

    @Test
    void itEndsWhenTheTimeIsUp() {
        try (Load load = new Load(server.getAddress(), 2, Duration.ofMillis(100))) {
            assertThat(load.fire(List.of(form("/echo", "a")), Integer.MAX_VALUE - 10)
                            .time())
                    .isBetween(Duration.ofMillis(100), Duration.ofSeconds(20));
        }
    }

    @Test
    void aConnectionTheServerClosedIsOpenedAgain() throws IOException {
        server.createContext("/last", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 200, false);
        });
        try (KeepAlive connection = new KeepAlive(server.getAddress())) {
            connection.send(form("/last", "a"));

            assertThat(connection.send(form("/echo", "b")).status()).isEqualTo(200);
        }
    }

    private Load.Outcome fire(List<PreparedRequest> requests, int count) {
        try (Load load = new Load(server.getAddress(), 2, Duration.ofSeconds(20))) {
            return load.fire(requests, count);
        }
    }

    private PreparedRequest form(String path, String name) {
        return PreparedRequest.form(uri(path), Map.of("name", name));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange, int status, boolean chunked) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(request);
        byte[] body = request.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, chunked ? 0 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
