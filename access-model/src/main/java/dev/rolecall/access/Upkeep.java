package dev.rolecall.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator does for a realm as a whole: look what is wrong with it, make it ready, carry the notes about
 * its memberships from one server to another. Each call works in the caller's transaction; the caller decides how much
 * goes into one.
 */
public interface Upkeep {
    /** The most findings of one kind that a report holds. */
    int MOST_FINDINGS = 1_000;

    /** Looks at everything, in a number of queries that does not depend on the size of the realm; changes nothing. */
    LintReport lint();

    /**
     * The parts of adoption that are there once in a realm, the opt-in last: from then on the rules are kept for
     * whatever comes, and what is there can be completed part by part.
     *
     * @param dryRun               tells what would be done and does nothing
     * @param acceptExistingGroups whether members of groups that are role groups by their name and place may gain what
     *                             such a group grants
     * @throws AdoptionRefusedException when something is in the way; then nothing was done
     */
    List<AdoptionStep> adoptRealm(boolean dryRun, boolean acceptExistingGroups);

    /** The ids of organizations that lack a role group or a mark, somewhere below them. */
    List<String> organizationsToAdopt();

    /** Completes these organizations; safe to repeat. */
    List<AdoptionStep> adoptOrganizations(List<String> ids, boolean dryRun);

    /** The ids of clients that make tokens and do not have the client scope {@code access}. */
    List<String> clientsToAdopt();

    /** Gives these clients the client scope {@code access} as a default; safe to repeat. */
    List<AdoptionStep> adoptClients(List<String> ids, boolean dryRun);

    /** Origins of memberships that are there, in the order of their keys, from the one after this on. */
    List<StoredOrigin> origins(@Nullable StoredOrigin after, int most);

    /** Writes origins down as they are given; the answer has one outcome for each, in their order. */
    List<OriginOutcome> restore(List<OriginNote> notes);

    /** What became of one of the notes of {@link #restore}. */
    enum OriginOutcome {
        ADDED,
        CHANGED,
        UNCHANGED,
        /** What is in force would have ended in the past: an end is written down, nothing is ended by it. */
        PAST_END,
        /** There is no such person or no such group, or the person is no member of it: the note would mean nothing. */
        NO_MEMBERSHIP
    }

    /** A note, and the group it is stored with. */
    record StoredOrigin(OriginNote note, String groupId) {}
}
