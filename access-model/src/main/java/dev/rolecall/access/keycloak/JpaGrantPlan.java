package dev.rolecall.access.keycloak;

import dev.rolecall.access.Grant;
import dev.rolecall.access.GrantError;
import dev.rolecall.access.GrantPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Filled while one person's wishes are compared with what is stored; see {@link JpaGrantBatch}. */
final class JpaGrantPlan implements GrantPlan {
    /** Customers to associate the person with. */
    final Set<OrganizationTree> associate = new LinkedHashSet<>();

    /** Grants of which the person has no membership yet. */
    final Set<NewGrant> join = new LinkedHashSet<>();

    /** Memberships that are there already and get a note of ours besides. */
    final Set<HeldMembership> note = new LinkedHashSet<>();

    /** Memberships that lose our note and stay. */
    final Set<HeldMembership> forget = new LinkedHashSet<>();

    /** What is expired with its association, which begins anew: it ends first, and nothing of it comes back. */
    final Set<HeldMembership> lapsed = new LinkedHashSet<>();

    /** Notes of ours whose end becomes {@link #end}. */
    final Set<GrantOriginEntity> moveEnd = new LinkedHashSet<>();

    /** Notes that are expired. */
    final Set<GrantOriginEntity> expired = new LinkedHashSet<>();

    /** Memberships of which notes are in {@link #moveEnd} or {@link #expired}. */
    final Set<HeldMembership> renoted = new LinkedHashSet<>();

    /** When what is given ends, or null. */
    @Nullable Instant end;

    /** Memberships that end, an association before the grants that end with it. */
    final Set<HeldMembership> leave = new LinkedHashSet<>();

    private final List<GrantError> errors = new ArrayList<>();

    /** Memberships of the person in organizations with which the association is expired, not yet ended. */
    private final List<HeldMembership> expiredWithAssociation;

    JpaGrantPlan(List<HeldMembership> expiredWithAssociation) {
        this.expiredWithAssociation = expiredWithAssociation;
    }

    void refuse(String field, GrantError.Code code, String message) {
        errors.add(new GrantError(field, code, message));
    }

    void moveEnd(HeldMembership membership, Predicate<GrantOriginEntity> which) {
        renote(membership, which, moveEnd);
    }

    void expire(HeldMembership membership, long now) {
        renote(membership, note -> note.isExpired(now), expired);
    }

    private void renote(HeldMembership membership, Predicate<GrantOriginEntity> which, Set<GrantOriginEntity> changed) {
        List<GrantOriginEntity> notes =
                membership.notes().stream().filter(which).toList();
        if (!notes.isEmpty()) {
            renoted.add(membership);
            changed.addAll(notes);
        }
    }

    void associate(OrganizationTree tree) {
        expiredWithAssociation.stream()
                .filter(membership -> membership.organization().equals(tree.alias()))
                .forEach(lapsed::add);
        associate.add(tree);
    }

    @Override
    public List<GrantError> errors() {
        return List.copyOf(errors);
    }

    @Override
    public boolean isEmpty() {
        return associate.isEmpty()
                && join.isEmpty()
                && note.isEmpty()
                && forget.isEmpty()
                && moveEnd.isEmpty()
                && expired.isEmpty()
                && leave.isEmpty();
    }

    @Override
    public List<String> added() {
        List<String> added = new ArrayList<>();
        associate.forEach(tree -> added.add(tree.alias()));
        join.forEach(wanted -> added.add(wanted.grant().reference().toString()));
        return added.stream().sorted().toList();
    }

    @Override
    public List<String> removed() {
        return leave.stream().map(HeldMembership::describe).sorted().toList();
    }

    @Override
    public List<String> lapsed() {
        return lapsed.stream().map(HeldMembership::describe).sorted().toList();
    }

    record NewGrant(OrganizationTree organization, Grant grant) {}
}
