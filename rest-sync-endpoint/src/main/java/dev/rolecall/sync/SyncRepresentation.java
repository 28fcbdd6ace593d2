package dev.rolecall.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.sync.rows.RowResultRepresentation;
import java.util.List;

/**
 * What became of the rows of one request, in their order.
 *
 * @param warnings left out when there is nothing to say
 */
public record SyncRepresentation(
        long rows,
        long created,
        long updated,
        long unchanged,
        long rejected,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
        List<RowResultRepresentation> results) {
    public SyncRepresentation {
        warnings = List.copyOf(warnings);
        results = List.copyOf(results);
    }
}
