package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a server answered.
 *
 * @param asked method and address, without query: it may hold a code
 */
public record Answer(String asked, int status, HttpHeaders headers, String body) {
    private static final int EXCERPT = 600;

    public JsonNode json() {
        return Json.read(body);
    }

    public String header(String name) {
        return headers.firstValue(name)
                .orElseThrow(() -> new UnexpectedAnswerException(asked + " answered without a header " + name));
    }

    public URI location() {
        return URI.create(header("Location"));
    }

    public boolean isRedirect() {
        return status == 302 || status == 303;
    }

    /** This answer, when its status is one of these. */
    public Answer expecting(int... statuses) {
        if (Arrays.stream(statuses).noneMatch(expected -> expected == status)) {
            throw new UnexpectedAnswerException(
                    "%s answered %d, not %s: %s".formatted(asked, status, Arrays.toString(statuses), excerpt()));
        }
        return this;
    }

    /** Pages are left out: they are long, and only an error of an API says what is wrong. */
    private String excerpt() {
        String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.contains("json")) {
            return type.isEmpty() ? "no body" : "a body of type " + type;
        }
        return body.length() <= EXCERPT ? body : body.substring(0, EXCERPT) + "…";
    }

    /** Bodies hold tokens. */
    @Override
    public String toString() {
        return asked + " -> " + status;
    }
}
