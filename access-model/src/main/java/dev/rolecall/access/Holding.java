package dev.rolecall.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A grant as it is stored, whether it gives anything now or not.
 *
 * @param association with the organization the grant is on
 */
public record Holding(Grant grant, Association association, Notes notes) {
    public boolean isInForce(Instant now) {
        return association.isInForce(now) && notes.isInForce(now);
    }

    /** Why it gives nothing, apart from the person himself; empty if it is in force. */
    public List<Hindrance> hindrances(Instant now) {
        List<Hindrance> hindrances = new ArrayList<>();
        if (!association.member()) {
            hindrances.add(Hindrance.notAssociated(association.organization()));
        } else if (!association.notes().isInForce(now)) {
            association
                    .notes()
                    .end()
                    .ifPresent(end -> hindrances.add(Hindrance.associationExpired(association.organization(), end)));
        }
        if (!association.enabled()) {
            hindrances.add(Hindrance.organizationDisabled(association.organization()));
        }
        if (!notes.isInForce(now)) {
            notes.end().ifPresent(end -> hindrances.add(Hindrance.expired(end)));
        }
        return List.copyOf(hindrances);
    }
}
