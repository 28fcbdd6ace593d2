package dev.rolecall.sync.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** An error as Keycloak answers it, with more to say where there is more. */
public record ErrorRepresentation(
        String error,
        @JsonProperty("error_description") String description,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Detail> details) {
    public ErrorRepresentation {
        details = List.copyOf(details);
    }

    /** @param field the parameter, header or member of the body it is about */
    public record Detail(String field, String code, String message) {}
}
