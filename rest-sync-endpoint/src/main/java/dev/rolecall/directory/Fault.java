package dev.rolecall.directory;

import dev.rolecall.access.GrantError;
import dev.rolecall.sync.gate.Door;
import dev.rolecall.sync.gate.ErrorRepresentation.Detail;
import dev.rolecall.sync.gate.Refusal;
import java.util.List;
import java.util.Locale;

/**
 * Why a change cannot be made.
 *
 * @param status how it is answered when it was the only change of the request
 */
record Fault(int status, String field, String code, String message) {
    static final String USER = "user";

    static Fault of(GrantError error) {
        String code = error.code().name().toLowerCase(Locale.ROOT).replace('_', '-');
        int status = switch (error.code()) {
            case INVALID_VALUE -> 400;
            case ABOVE_CEILING -> 403;
            case UNKNOWN_CUSTOMER, UNKNOWN_DEPLOYMENT, UNKNOWN_ROLE, UNKNOWN_PERMISSION, NOT_HELD -> 404;
            case NOT_ASSOCIATED, OTHER_ORIGINS, MANAGED_MEMBER -> 409;
        };
        return new Fault(status, error.field(), code, error.message());
    }

    /** Also for a person the caller may not see. */
    static Fault unknownUser() {
        return new Fault(404, USER, "unknown-user", "There is no such person.");
    }

    static Fault invalid(String field, String message) {
        return new Fault(400, field, "invalid-value", message);
    }

    /** For a caller without ADMIN where it is needed, whether or not the customer is there. */
    static Fault aboveCeiling(String field) {
        return new Fault(403, field, "above-ceiling", "The caller is not ADMIN there, nor above.");
    }

    static Fault conflict(String field, String message) {
        return new Fault(409, field, "conflict", message);
    }

    Detail detail() {
        return new Detail(field, code, message);
    }

    /** @param faults at least one; the first says the status */
    static Refusal refusal(Door door, List<Fault> faults) {
        Fault first = faults.get(0);
        return first.status == 403
                ? door.forbidden(first.detail())
                : Refusal.of(first.status, faults.stream().map(Fault::detail).toList());
    }

    static Refusal refusal(Door door, Fault fault) {
        return refusal(door, List.of(fault));
    }
}
