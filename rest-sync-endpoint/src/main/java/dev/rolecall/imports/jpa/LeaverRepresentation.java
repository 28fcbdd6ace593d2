package dev.rolecall.imports.jpa;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a snapshot misses, as JSON.
 *
 * @param key    by which the source last named the person
 * @param status {@link LeaverStatus#wire()}
 * @param reason why the person stays
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaverRepresentation(
        String key, String status, @Nullable String reason) {
    @Override
    public String toString() {
        return "LeaverRepresentation[status=" + status + ", reason=" + reason + "]";
    }
}
