package dev.rolecall.ldap.keycloak;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rolecall.ldap.DirectoryException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * An answer other than what was asked for. Keycloak commits the transaction of a request that ends in an exception with a
 * body, so that nothing is to be undone where this is thrown: every write has a transaction of its own.
 */
final class LdapRefusal extends WebApplicationException {
    private static final long serialVersionUID = 1L;

    private LdapRefusal(Response response) {
        super(response);
    }

    static LdapRefusal forbidden() {
        return of(403, "access_denied", "The administrator lacks the permission for this.");
    }

    static LdapRefusal notFound() {
        return of(404, "not_found", "There is no such thing here.");
    }

    /** Says everything that is wrong with the rules, each by its line. */
    static LdapRefusal of(UnreadableRequestException e) {
        String message = String.valueOf(e.getMessage());
        if (e.isTooLong()) {
            return of(413, "content_too_large", message);
        }
        List<Detail> details = e.lines().isEmpty()
                ? List.of(new Detail(e.field(), "invalid-value", message))
                : e.lines().stream()
                        .map(line -> new Detail(e.field(), "invalid-line", line))
                        .toList();
        return of(400, "invalid_request", message, details);
    }

    static LdapRefusal conflict(String description) {
        return of(409, "conflict", description);
    }

    static LdapRefusal busy() {
        return busy("The mapper's people are being gone through already.");
    }

    static LdapRefusal busy(String description) {
        return new LdapRefusal(answer(
                Response.status(429).header(HttpHeaders.RETRY_AFTER, 10),
                new ErrorBody("too_many_requests", description, List.of())));
    }

    /** The directory's trouble, not the caller's; its text names nobody. */
    static LdapRefusal unanswered(DirectoryException e) {
        return of(503, "directory_unavailable", "The directory gave no whole answer: " + e.getMessage());
    }

    private static LdapRefusal of(int status, String error, String description) {
        return of(status, error, description, List.of());
    }

    private static LdapRefusal of(int status, String error, String description, List<Detail> details) {
        return new LdapRefusal(answer(Response.status(status), new ErrorBody(error, description, details)));
    }

    /** As JSON that nobody keeps, for it is about people. */
    static Response answer(Response.ResponseBuilder response, Object entity) {
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(entity)
                .build();
    }

    /** As Keycloak answers an error, with more to say where there is more. */
    record ErrorBody(
            String error,
            @JsonProperty("error_description") String description,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Detail> details) {
        ErrorBody {
            details = List.copyOf(details);
        }
    }

    record Detail(String field, String code, String message) {}
}
