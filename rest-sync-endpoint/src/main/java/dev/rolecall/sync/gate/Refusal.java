package dev.rolecall.sync.gate;

import dev.rolecall.sync.gate.ErrorRepresentation.Detail;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An answer other than what was asked for. Keycloak commits the transaction of a request that ends in an exception with
 * a body, so this must be thrown only where nothing is to be undone: before the gate nothing was written, behind it
 * every write has a transaction of its own.
 */
public final class Refusal extends WebApplicationException {
    private static final long serialVersionUID = 1L;

    private static final String INVALID_REQUEST = "invalid_request";

    private static final Map<Integer, String> ERRORS =
            Map.of(403, "access_denied", 404, "not_found", 409, "conflict", 422, "unprocessable_content");

    private Refusal(Response response) {
        super(response);
    }

    public static Refusal badRequest(String description) {
        return of(400, INVALID_REQUEST, description, List.of());
    }

    /** @param field the parameter or header that is wrong */
    public static Refusal badRequest(String field, String code, String message) {
        return of(400, INVALID_REQUEST, message, List.of(new Detail(field, code, message)));
    }

    static Refusal forbidden(String description) {
        return of(403, "access_denied", description, List.of());
    }

    public static Refusal notFound() {
        return of(404, "not_found", "There is no such thing here.", List.of());
    }

    public static Refusal tooLarge(String description) {
        return of(413, "content_too_large", description, List.of());
    }

    public static Refusal unsupportedMediaType(String description) {
        return of(415, "unsupported_media_type", description, List.of());
    }

    public static Refusal unprocessable(String description) {
        return of(422, "unprocessable_content", description, List.of());
    }

    public static Refusal tooMany(String description) {
        return of(429, "too_many_requests", description, List.of());
    }

    /** @param retryAfter when to try again */
    public static Refusal busy(String description, Duration retryAfter) {
        return new Refusal(Answer.json(
                Response.status(429).header(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds()),
                new ErrorRepresentation("too_many_requests", description, List.of())));
    }

    /** @param details what is wrong with what was asked for, at least one; the first is the description */
    public static Refusal of(int status, List<Detail> details) {
        return of(
                status,
                ERRORS.getOrDefault(status, INVALID_REQUEST),
                details.get(0).message(),
                details);
    }

    /** As RFC 6750 section 3 has it. */
    static Refusal challenge(int status, String error, String description, String challenge, List<Detail> details) {
        return new Refusal(Answer.json(
                Response.status(status).header(HttpHeaders.WWW_AUTHENTICATE, challenge),
                new ErrorRepresentation(error, description, details)));
    }

    private static Refusal of(int status, String error, String description, List<Detail> details) {
        return new Refusal(Answer.json(Response.status(status), new ErrorRepresentation(error, description, details)));
    }
}
