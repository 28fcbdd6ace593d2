package dev.rolecall.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Http;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A file that comes in until somebody asks how it was answered: a part of it at first, the rest then. */
final class SlowUpload {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final TestRealm realm;
    private final PipedOutputStream rest = new PipedOutputStream();
    private final CompletableFuture<HttpResponse<String>> answer;
    private final Set<String> before;

    SlowUpload(TestRealm realm, String begin) throws IOException {
        this.realm = realm;
        this.before = receiving(realm.tokenOf("access-admin"));
        PipedInputStream file = new PipedInputStream(rest, 1 << 20);
        rest.write(begin.getBytes(StandardCharsets.UTF_8));
        answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .sendAsync(
                        Http.request(realm.asApplication().uri("/rolecall/imports"), realm.tokenOf("hr-import"))
                                .header("Content-Type", Integration.CSV)
                                .POST(BodyPublishers.ofInputStream(() -> file))
                                .build(),
                        BodyHandlers.ofString());
        rest.write(new byte[512 << 10]);
    }

    /** The id of its import, once the server receives it. */
    String begun(Supplier<String> token) {
        await().atMost(LONG_ENOUGH).until(() -> !newOnes(token.get()).isEmpty());
        return newOnes(token.get()).iterator().next();
    }

    private Set<String> newOnes(String token) {
        Set<String> found = receiving(token);
        found.removeAll(before);
        return found;
    }

    private Set<String> receiving(String token) {
        JsonNode page = Http.get(realm.asApplication().uri("/rolecall/imports?max=1000"), token)
                .expecting(200)
                .json();
        return StreamSupport.stream(page.path("entries").spliterator(), false)
                .filter(one -> one.path("state").asText().equals("RECEIVING"))
                .map(one -> one.path("id").asText())
                .collect(Collectors.toSet());
    }

    /** Sends the rest, and waits for the answer. */
    int status() throws Exception {
        try (rest) {
            rest.write(new byte[512 << 10]);
        } catch (IOException e) {
            // the server has stopped listening, and its answer says why
        }
        return answer.get(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS).statusCode();
    }
}
