package dev.rolecall.directory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.access.AccessObject;
import dev.rolecall.access.GrantChange;
import dev.rolecall.access.InvalidReferenceException;
import dev.rolecall.access.Reference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change of a grant as it was sent.
 *
 * @param row    its place in the array, or its line
 * @param change null when it could not be read; then there are faults
 */
record GrantRow(long row, String user, @Nullable GrantChange change, List<Fault> faults) {
    private static final String PUT = "put";
    private static final String DELETE = "delete";

    GrantRow {
        faults = List.copyOf(faults);
    }

    /** {@code {"op":"put|delete","user":…,"grant":…,"expiresAt":…,"allOrigins":…}}. */
    static GrantRow of(long row, JsonNode node, Instant now) {
        if (!node.isObject()) {
            return unreadable(row);
        }
        Members members = Members.of(node);
        String operation = members.text("op");
        String user = members.text(Fault.USER);
        String grant = members.text(GrantChange.GRANT);
        GrantChange change = switch (operation) {
            case PUT -> new GrantChange.Give(grant, members.end("expiresAt", now));
            case DELETE -> new GrantChange.Take(grant, Boolean.TRUE.equals(members.optionalFlag("allOrigins")));
            default -> null;
        };
        List<Fault> faults = members.faults();
        if (change == null && faults.isEmpty()) {
            faults = List.of(Fault.invalid("op", "op is put or delete."));
        }
        return faults.isEmpty() ? new GrantRow(row, user, change, faults) : new GrantRow(row, user, null, faults);
    }

    /** The change a request of its own asks for; the operation is its method. */
    static GrantRow give(Members members, Instant now) {
        String user = members.text(Fault.USER);
        String grant = members.text(GrantChange.GRANT);
        Instant end = members.end("expiresAt", now);
        return new GrantRow(1, user, new GrantChange.Give(grant, end), members.faults());
    }

    static GrantRow take(Members members, boolean allOrigins) {
        String user = members.text(Fault.USER);
        String grant = members.text(GrantChange.GRANT);
        return new GrantRow(1, user, new GrantChange.Take(grant, allOrigins), members.faults());
    }

    static GrantRow unreadable(long row) {
        return new GrantRow(
                row,
                "",
                null,
                List.of(new Fault(400, "row", "malformed-row", "The row is no JSON object within the limits.")));
    }

    /** The customer it is about, or nothing for a reference that is none. */
    Optional<String> organization() {
        try {
            return change instanceof GrantChange.Give give
                    ? Optional.of(object(give.reference()).organization())
                    : change instanceof GrantChange.Take take
                            ? Optional.of(object(take.reference()).organization())
                            : Optional.empty();
        } catch (InvalidReferenceException e) {
            return Optional.empty(); // said when it is planned
        }
    }

    private static AccessObject object(String reference) {
        return Reference.parse(reference).object();
    }

    /** Names a person. */
    @Override
    public String toString() {
        return "GrantRow[row=" + row + ", faults=" + faults.size() + "]";
    }
}
