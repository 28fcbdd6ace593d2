package dev.rolecall.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator does for a realm as a whole: look what is wrong with it, make it ready, carry the notes about
 * its memberships from one server to another. Each call works in the caller's transaction and is bounded.
 */
public interface Upkeep {
    /** The most findings of one kind that a report holds. */
    int MOST_FINDINGS = 1_000;

    /** Looks at everything, in a number of queries that does not depend on the size of the realm; changes nothing. */
    LintReport lint();

    /**
     * The parts of adoption that are there once in a realm, and the opt-in as the last of them.
     *
     * @param dryRun tells what would be done and does nothing
     * @throws AdoptionRefusedException when something is in the way; then nothing was done
     */
    List<AdoptionStep> adoptRealm(boolean dryRun, boolean acceptExistingGroups);

    /**
     * Completes organizations that lack a role group or a mark.
     *
     * @param most how many at once; none are left when the answer is shorter
     */
    List<AdoptionStep> adoptOrganizations(boolean dryRun, int most);

    /** Gives the client scope {@code access} to clients that do not have it, at most so many at once. */
    List<AdoptionStep> adoptClients(boolean dryRun, int most);

    /** How many organizations {@link #adoptOrganizations} has still to complete. */
    long organizationsToAdopt();

    /** How many clients {@link #adoptClients} has still to do. */
    long clientsToAdopt();

    /** Origins of memberships that are there, in the order of their keys; the last one says where to go on. */
    List<StoredOrigin> origins(@Nullable StoredOrigin after, int most);

    /** Writes origins down, as they are given; one outcome each. A row whose membership is not there is left out. */
    List<OriginOutcome> restore(List<OriginNote> notes);

    /** What became of one row of {@link #restore}. */
    enum OriginOutcome {
        ADDED,
        CHANGED,
        UNCHANGED,
        /** There is no such person, no such group, or the person is no member of it. */
        NO_MEMBERSHIP
    }

    /** A note that is stored, and the key it is stored under. */
    record StoredOrigin(OriginNote note, String groupId) {}
}
