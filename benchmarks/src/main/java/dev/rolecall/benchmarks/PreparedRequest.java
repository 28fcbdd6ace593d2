package dev.rolecall.benchmarks;

import dev.rolecall.demo.Http;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The bytes of an HTTP/1.1 request, made once and sent many times. They hold tokens: nothing shows them. */
final class PreparedRequest {
    private final byte[] bytes;

    private PreparedRequest(String text) {
        bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    static PreparedRequest form(URI uri, Map<String, String> fields) {
        String body = Http.encoded(fields); // percent-encoded, so as many bytes as characters
        return new PreparedRequest(head("POST", uri)
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body);
    }

    static PreparedRequest get(URI uri, String bearer) {
        return new PreparedRequest(head("GET", uri) + "Authorization: Bearer " + bearer + "\r\n\r\n");
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    private static String head(String method, URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return method + " " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: " + uri.getRawAuthority()
                + "\r\nAccept: application/json\r\n";
    }
}
