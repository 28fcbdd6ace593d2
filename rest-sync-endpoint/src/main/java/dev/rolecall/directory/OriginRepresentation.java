package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.access.Origin;
import org.jspecify.annotations.Nullable;

/** @param kind for example {@code import} or {@code console} */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OriginRepresentation(String kind, @Nullable String id) {
    static OriginRepresentation of(Origin origin) {
        return new OriginRepresentation(origin.kind().wire(), origin.id());
    }
}
