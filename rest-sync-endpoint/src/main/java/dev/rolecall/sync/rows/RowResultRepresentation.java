package dev.rolecall.sync.rows;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.people.RowError;
import dev.rolecall.people.RowResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row result as JSON. */
public record RowResultRepresentation(
        long line,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
        String status,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RowErrorRepresentation> errors) {
    public RowResultRepresentation {
        errors = List.copyOf(errors);
    }

    public static RowResultRepresentation of(RowResult result) {
        return new RowResultRepresentation(
                result.line(),
                result.key(),
                result.status().wire(),
                result.errors().stream().map(RowErrorRepresentation::of).toList());
    }

    /** Holds a usercode, and messages about it. */
    @Override
    public String toString() {
        return "RowResultRepresentation[line=" + line + ", status=" + status + "]";
    }

    public record RowErrorRepresentation(String field, String code, String message) {
        public static RowErrorRepresentation of(RowError error) {
            return new RowErrorRepresentation(error.field(), error.code().wire(), error.message());
        }

        @Override
        public String toString() {
            return field + ": " + code;
        }
    }
}
