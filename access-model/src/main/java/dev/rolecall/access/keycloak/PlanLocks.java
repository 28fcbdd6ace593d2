package dev.rolecall.access.keycloak;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ModelException;

/**
 * Makes sure that what plans were made from still holds, and will until the transaction ends: associations on which a
 * grant is given, memberships that get or lose a note, groups that are joined. A few statements for many people, and
 * none for those who only keep what they have.
 */
final class PlanLocks {
    /** Columns, as an entity that is known already would be answered as it was read before. */
    private static final String NOTES = """
            select n.userId as user, n.groupId as group, n.kind as kind, n.originId as id, n.expiresAt as end
            from GrantOriginEntity n where n.userId in :users and n.groupId in :groups
            """;

    private final EntityManager em;
    private final RowLocks locks;

    PlanLocks(EntityManager em) {
        this.em = em;
        this.locks = new RowLocks(em);
    }

    /** @throws ModelException if another transaction changed the same meanwhile: plan again in a new one */
    void hold(List<Planned> plans) {
        holdAssociations(plans);
        holdNoted(plans);
        Set<String> groups = plans.stream().flatMap(PlanLocks::joined).collect(Collectors.toSet());
        require(locks.groups(groups).size() == groups.size());
    }

    /** Many may give grants on one association at once. */
    private void holdAssociations(List<Planned> plans) {
        Set<RowLocks.Membership> needed =
                plans.stream().flatMap(PlanLocks::associations).collect(Collectors.toSet());
        require(hold(needed, LockModeType.PESSIMISTIC_READ).containsAll(needed));
    }

    /** The last note decides whether a membership ends, so only one transaction at a time changes them. */
    private void holdNoted(List<Planned> plans) {
        Set<RowLocks.Membership> needed = new HashSet<>();
        Set<NoteKey> seen = new HashSet<>();
        plans.forEach(planned -> noted(planned).forEach(held -> {
            needed.add(planned.membership(held.groupId()));
            held.notes().forEach(note -> seen.add(NoteKey.of(note)));
        }));
        if (!needed.isEmpty()) {
            require(hold(needed, LockModeType.PESSIMISTIC_WRITE).containsAll(needed));
            require(notesOf(needed).equals(seen));
        }
    }

    private Set<RowLocks.Membership> hold(Collection<RowLocks.Membership> needed, LockModeType mode) {
        return locks.memberships(users(needed), groups(needed), mode);
    }

    private Set<NoteKey> notesOf(Set<RowLocks.Membership> memberships) {
        return em.createQuery(NOTES, Tuple.class)
                .setParameter("users", users(memberships))
                .setParameter("groups", groups(memberships))
                .getResultStream()
                .map(NoteKey::of)
                .filter(note -> memberships.contains(new RowLocks.Membership(note.userId(), note.groupId())))
                .collect(Collectors.toSet());
    }

    private static Stream<RowLocks.Membership> associations(Planned planned) {
        JpaGrantPlan plan = planned.plan();
        return plan.join.stream()
                .map(JpaGrantPlan.NewGrant::organization)
                .filter(tree -> !plan.associate.contains(tree))
                .map(tree -> planned.membership(tree.rootId()));
    }

    private static Stream<HeldMembership> noted(Planned planned) {
        JpaGrantPlan plan = planned.plan();
        return Stream.of(plan.note, plan.forget, plan.renoted, plan.lapsed, plan.leave)
                .flatMap(Set::stream);
    }

    /** A group that is still to be made is made in this transaction. */
    private static Stream<String> joined(Planned planned) {
        JpaGrantPlan plan = planned.plan();
        List<String> groups = new ArrayList<>();
        plan.associate.forEach(tree -> groups.add(tree.rootId()));
        plan.join.forEach(wanted -> {
            String group = wanted.organization().grants().get(wanted.grant());
            String parent = wanted.organization()
                    .groupOf(wanted.grant().reference().object())
                    .orElseThrow();
            groups.add(group == null ? parent : group);
        });
        return groups.stream();
    }

    private static Set<String> users(Collection<RowLocks.Membership> memberships) {
        return memberships.stream().map(RowLocks.Membership::userId).collect(Collectors.toSet());
    }

    private static Set<String> groups(Collection<RowLocks.Membership> memberships) {
        return memberships.stream().map(RowLocks.Membership::groupId).collect(Collectors.toSet());
    }

    private static void require(boolean asPlanned) {
        if (!asPlanned) {
            throw new ModelException("somebody else changed the person's memberships meanwhile");
        }
    }

    /** @param userId null for a person who is about to be created, and so has no membership */
    record Planned(@Nullable String userId, JpaGrantPlan plan) {
        RowLocks.Membership membership(String groupId) {
            if (userId == null) {
                throw new IllegalStateException("a new person has no membership");
            }
            return new RowLocks.Membership(userId, groupId);
        }
    }

    /** Another end is another note: what was expired may go on meanwhile. */
    private record NoteKey(
            String userId,
            String groupId,
            String kind,
            String id,
            @Nullable Instant end) {
        static NoteKey of(GrantOriginEntity note) {
            String id = note.getOrigin().id();
            return new NoteKey(
                    note.getUserId(),
                    note.getGroupId(),
                    note.getKind().wire(),
                    id == null ? "" : id,
                    note.getExpiresAt());
        }

        static NoteKey of(Tuple row) {
            @Nullable Long end = row.get("end", Long.class);
            return new NoteKey(
                    row.get("user", String.class),
                    row.get("group", String.class),
                    row.get("kind", String.class),
                    row.get("id", String.class),
                    end == null ? null : Instant.ofEpochMilli(end));
        }
    }
}
