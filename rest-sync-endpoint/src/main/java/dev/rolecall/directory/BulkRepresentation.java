package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.directory.Outcome.Status;
import dev.rolecall.sync.gate.ErrorRepresentation.Detail;
import java.util.ArrayList;
import java.util.List;

/** What became of the rows of one bulk request, in their order. */
record BulkRepresentation(
        long rows, long created, long updated, long unchanged, long removed, long rejected, List<Result> results) {
    BulkRepresentation {
        results = List.copyOf(results);
    }

    /** @param row as in the request: its place in the array, or its line */
    record Result(
            long row,
            String status,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Detail> errors) {
        Result {
            errors = List.copyOf(errors);
        }
    }

    /** @param outcomes one for each row */
    static BulkRepresentation of(List<GrantRow> rows, List<Outcome> outcomes) {
        List<Result> results = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Outcome outcome = outcomes.get(i);
            results.add(new Result(
                    rows.get(i).row(),
                    outcome.status().wire(),
                    outcome.faults().stream().map(Fault::detail).toList()));
        }
        return new BulkRepresentation(
                rows.size(),
                count(outcomes, Status.CREATED),
                count(outcomes, Status.UPDATED),
                count(outcomes, Status.UNCHANGED),
                count(outcomes, Status.REMOVED),
                count(outcomes, Status.REJECTED),
                results);
    }

    private static long count(List<Outcome> outcomes, Status status) {
        return outcomes.stream().filter(outcome -> outcome.status() == status).count();
    }
}
