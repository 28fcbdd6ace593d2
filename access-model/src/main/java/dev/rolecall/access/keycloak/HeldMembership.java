package dev.rolecall.access.keycloak;

import dev.rolecall.access.Grant;
import dev.rolecall.access.Origin;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A membership of one person in a group of an organization, as stored, with the notes about it.
 *
 * @param groupId      the group
 * @param organization the alias of its organization
 * @param grant        null for the organization's root: that membership is the association
 * @param notes        none when it was given by hand in the console
 * @param managed      whether Keycloak ties the account to the organization; such an association is not ours to end
 */
record HeldMembership(
        String groupId, String organization, @Nullable Grant grant, List<GrantOriginEntity> notes, boolean managed) {

    boolean isAssociation() {
        return grant == null;
    }

    /** Whether the other one ends with this. */
    boolean isAssociationOf(HeldMembership other) {
        return isAssociation() && organization.equals(other.organization);
    }

    boolean isGivenBy(Origin origin) {
        return notes.stream().anyMatch(note -> origin.owns(note.getOrigin()));
    }

    /** Whether it stays when what this origin gave is taken away. */
    boolean isAlsoGivenByOthers(Origin origin) {
        return managed || notes.stream().anyMatch(note -> !origin.owns(note.getOrigin()));
    }

    /** Whether the last of its notes has ended; what was given by hand has no end. */
    boolean isExpired(long now) {
        return !notes.isEmpty() && notes.stream().allMatch(note -> note.isExpired(now));
    }

    /** When the last of its notes ends, or null for no end. */
    @Nullable Instant end() {
        return notes.stream().anyMatch(note -> note.getExpiresAt() == null)
                ? null
                : notes.stream()
                        .map(GrantOriginEntity::getExpiresAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    List<Origin> origins() {
        return notes.isEmpty()
                ? List.of(new Origin(Origin.Kind.CONSOLE, null))
                : notes.stream()
                        .map(GrantOriginEntity::getOrigin)
                        .sorted(Comparator.comparing(Origin::kind)
                                .thenComparing(origin -> Objects.requireNonNullElse(origin.id(), "")))
                        .toList();
    }

    /** Expired associations and everything that is held on their customers. */
    static List<HeldMembership> expiredWithAssociation(List<HeldMembership> held, long now) {
        Set<String> expired = held.stream()
                .filter(membership -> membership.isAssociation() && membership.isExpired(now))
                .map(HeldMembership::organization)
                .collect(Collectors.toSet());
        return held.stream()
                .filter(membership -> expired.contains(membership.organization()))
                .toList();
    }

    /** A customer's alias or the canonical reference, as in logs of changes. */
    String describe() {
        return grant == null ? organization : grant.reference().toString();
    }
}
