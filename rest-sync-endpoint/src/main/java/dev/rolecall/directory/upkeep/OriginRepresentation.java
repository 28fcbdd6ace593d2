package dev.rolecall.directory.upkeep;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rolecall.access.OriginNote;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of an export of origins.
 *
 * @param user         id, which a realm export keeps
 * @param organization alias
 * @param path         names of groups below the organization; empty for the association
 * @param id           which source of the kind; left out where the kind says all
 * @param grantedAt    ISO-8601
 * @param expiresAt    ISO-8601; left out where it does not end by itself
 */
@JsonPropertyOrder({"user", "organization", "path", "kind", "id", "grantedAt", "expiresAt"})
record OriginRepresentation(
        String user,
        String organization,
        List<String> path,
        String kind,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String id,
        String grantedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String expiresAt) {
    OriginRepresentation {
        path = List.copyOf(path);
    }

    static OriginRepresentation of(OriginNote note) {
        return new OriginRepresentation(
                note.userId(),
                note.organization(),
                note.path(),
                note.origin().kind().wire(),
                note.origin().id(),
                note.grantedAt().toString(),
                note.expiresAt() == null ? null : Objects.toString(note.expiresAt()));
    }
}
