package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way to send a request and read the whole answer. Follows no redirect: what a redirect says is part of a login.
 */
public final class Http {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Http() {}

    public static Answer get(URI uri, @Nullable String token) {
        return send(request(uri, token).GET());
    }

    /**
     * Any method with any body, for example {@code send("POST", uri, token, "text/csv", BodyPublishers.ofFile(file))}.
     */
    public static Answer send(String method, URI uri, @Nullable String token, String contentType, BodyPublisher body) {
        return send(request(uri, token).header("Content-Type", contentType).method(method, body));
    }

    public static Answer send(String method, URI uri, @Nullable String token, JsonNode body) {
        return send(method, uri, token, "application/json", BodyPublishers.ofString(body.toString()));
    }

    public static Answer delete(URI uri, @Nullable String token) {
        return send(request(uri, token).DELETE());
    }

    public static Answer form(URI uri, Map<String, String> fields) {
        return send("POST", uri, null, "application/x-www-form-urlencoded", BodyPublishers.ofString(encoded(fields)));
    }

    /** A request to be completed and handed to {@link #send(HttpRequest.Builder)}; patient enough for a slow import. */
    public static HttpRequest.Builder request(URI uri, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(2));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    public static Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        String asked = request.method() + " " + withoutQuery(request.uri());
        try {
            var response = CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(asked, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(asked + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(asked + " was interrupted", e);
        }
    }

    /** Fields as a form body or as a query. */
    public static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String withoutQuery(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
