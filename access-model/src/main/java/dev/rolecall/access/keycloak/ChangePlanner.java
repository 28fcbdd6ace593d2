package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GrantChange;
import dev.rolecall.access.GrantError.Code;
import dev.rolecall.access.GranterRights;
import dev.rolecall.access.InvalidReferenceException;
import dev.rolecall.access.Origin;
import dev.rolecall.access.Reference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans one change of one person, as one caller may make it. Whether he may is asked before anything is looked up, so
 * that a refusal tells nothing about customers that are not his.
 */
final class ChangePlanner {
    private final Function<String, Optional<OrganizationTree>> organizations;
    private final WantedGrants wantedGrants;
    private final Origin origin;
    private final long now;

    ChangePlanner(
            Function<String, Optional<OrganizationTree>> organizations,
            WantedGrants wantedGrants,
            Origin origin,
            long now) {
        this.organizations = organizations;
        this.wantedGrants = wantedGrants;
        this.origin = origin;
        this.now = now;
    }

    JpaGrantPlan plan(String userId, List<HeldMembership> held, GrantChange change, GranterRights rights) {
        JpaGrantPlan plan = new JpaGrantPlan(HeldMembership.expiredWithAssociation(held, now));
        if (change instanceof GrantChange.Give give) {
            Reference reference = parse(give.reference(), plan);
            if (reference != null && isHis(GrantChange.GRANT, reference.object(), rights, plan)) {
                give(userId, reference, give.end(), held, rights, plan);
            }
        } else if (change instanceof GrantChange.Take take) {
            Reference reference = parse(take.reference(), plan);
            if (reference != null && isHis(GrantChange.GRANT, reference.object(), rights, plan)) {
                take(reference, take.allOrigins(), held, rights, plan);
            }
        } else if (change instanceof GrantChange.Associate associate) {
            AccessObject object = AccessObject.ofOrganization(associate.customer());
            if (isHis(GrantChange.CUSTOMER, object, rights, plan)) {
                associate(userId, associate, held, rights, plan);
            }
        } else if (change instanceof GrantChange.Dissociate dissociate) {
            AccessObject object = AccessObject.ofOrganization(dissociate.customer());
            if (isHis(GrantChange.CUSTOMER, object, rights, plan)) {
                dissociate(dissociate, held, rights, plan);
            }
        }
        return plan;
    }

    private void give(
            String userId,
            Reference reference,
            @Nullable Instant end,
            List<HeldMembership> held,
            GranterRights rights,
            JpaGrantPlan plan) {
        boolean direct = wantedGrants.isPermission(reference);
        if (!isForOthers(GrantChange.GRANT, userId, rights, plan)
                || !isWithin(GrantChange.GRANT, new Grant(reference, direct), rights, plan)) {
            return;
        }
        Map<Grant, OrganizationTree> wanted =
                wantedGrants.grants(GrantChange.GRANT, List.of(reference.toString()), direct, plan);
        wanted.forEach((grant, tree) -> {
            if (association(tree.rootId(), held).filter(a -> !a.isExpired(now)).isEmpty()) {
                plan.refuse(
                        GrantChange.GRANT,
                        Code.NOT_ASSOCIATED,
                        reference + ": the person is not associated with " + tree.alias());
                return;
            }
            plan.end = end;
            first(held, membership -> grant.equals(membership.grant()))
                    .ifPresentOrElse(
                            membership -> keep(membership, plan),
                            () -> plan.join.add(new JpaGrantPlan.NewGrant(tree, grant)));
        });
    }

    private void take(
            Reference reference,
            boolean allOrigins,
            List<HeldMembership> held,
            GranterRights rights,
            JpaGrantPlan plan) {
        List<HeldMembership> taken = held.stream()
                .filter(membership -> membership.grant() != null
                        && membership.grant().reference().equals(reference))
                .toList();
        for (boolean direct : new boolean[] {false, true}) {
            if (!isWithin(GrantChange.GRANT, new Grant(reference, direct), rights, plan)) {
                return;
            }
        }
        if (taken.isEmpty()) {
            plan.refuse(GrantChange.GRANT, Code.NOT_HELD, reference + ": the person does not hold it");
            return;
        }
        for (HeldMembership membership : taken) {
            end(GrantChange.GRANT, membership, allOrigins, plan);
        }
    }

    private void associate(
            String userId,
            GrantChange.Associate change,
            List<HeldMembership> held,
            GranterRights rights,
            JpaGrantPlan plan) {
        if (!isForOthers(GrantChange.CUSTOMER, userId, rights, plan)) {
            return;
        }
        Optional<OrganizationTree> tree = tree(change.customer(), plan);
        if (tree.isEmpty()) {
            return;
        }
        Optional<HeldMembership> association = association(tree.get().rootId(), held);
        if (association.filter(HeldMembership::managed).isPresent()) {
            if (change.end() != null) {
                managed(change.customer(), plan);
            }
            return;
        }
        plan.end = change.end();
        if (association.isEmpty() || association.get().isExpired(now)) {
            plan.associate(tree.get());
        } else {
            keep(association.get(), plan);
        }
    }

    private void dissociate(
            GrantChange.Dissociate change, List<HeldMembership> held, GranterRights rights, JpaGrantPlan plan) {
        Optional<OrganizationTree> tree = tree(change.customer(), plan);
        if (tree.isEmpty()) {
            return;
        }
        Optional<HeldMembership> association = association(tree.get().rootId(), held);
        if (association.isEmpty()) {
            plan.refuse(
                    GrantChange.CUSTOMER,
                    Code.NOT_HELD,
                    "the person is not associated with " + WantedGrants.quoted(change.customer()));
        } else if (association.get().managed()) {
            managed(change.customer(), plan);
        } else {
            List<HeldMembership> grants = held.stream()
                    .filter(membership -> membership.grant() != null
                            && membership.organization().equals(change.customer()))
                    .toList();
            if (grants.stream().allMatch(m -> isWithin(GrantChange.CUSTOMER, m.grant(), rights, plan))) {
                end(GrantChange.CUSTOMER, association.get(), change.allOrigins(), plan);
                if (!plan.leave.isEmpty()) {
                    plan.leave.addAll(grants);
                }
            }
        }
    }

    /** Stays, with the end that is wanted now on what our kind gave. */
    private void keep(HeldMembership membership, JpaGrantPlan plan) {
        if (!membership.isGivenBy(origin)) {
            plan.note.add(membership);
            return;
        }
        plan.moveEnd(
                membership, note -> origin.owns(note.getOrigin()) && !Objects.equals(note.getExpiresAt(), plan.end));
    }

    private void end(String field, HeldMembership membership, boolean allOrigins, JpaGrantPlan plan) {
        if (allOrigins || (membership.isGivenBy(origin) && !membership.isAlsoGivenByOthers(origin))) {
            plan.leave.add(membership);
            return;
        }
        plan.refuse(
                field,
                Code.OTHER_ORIGINS,
                membership.describe() + ": given by " + others(membership)
                        + " too; say allOrigins to end it all the same");
    }

    private String others(HeldMembership membership) {
        return membership.notes().isEmpty()
                ? Origin.Kind.CONSOLE.wire()
                : membership.notes().stream()
                        .map(GrantOriginEntity::getKind)
                        .filter(other -> !origin.kind().ownsGrantsOf(other))
                        .map(Origin.Kind::wire)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private boolean isHis(String field, AccessObject object, GranterRights rights, JpaGrantPlan plan) {
        if (!rights.administers(object)) {
            plan.refuse(field, Code.ABOVE_CEILING, "the caller is not ADMIN there, nor above");
            return false;
        }
        return true;
    }

    private static boolean isForOthers(String field, String userId, GranterRights rights, JpaGrantPlan plan) {
        if (!rights.mayGiveTo(userId)) {
            plan.refuse(field, Code.ABOVE_CEILING, "nobody gives to himself");
            return false;
        }
        return true;
    }

    /** What stands for nothing (any more) gives nothing, so whoever administers the object may take it away. */
    private boolean isWithin(String field, @Nullable Grant grant, GranterRights rights, JpaGrantPlan plan) {
        boolean within = grant == null
                || wantedGrants
                        .typeOf(grant)
                        .map(type -> rights.mayChange(type, grant.reference().object()))
                        .orElse(true);
        if (!within) {
            plan.refuse(field, Code.ABOVE_CEILING, "above what the caller holds there");
        }
        return within;
    }

    private Optional<OrganizationTree> tree(String alias, JpaGrantPlan plan) {
        Optional<OrganizationTree> tree = organizations.apply(alias);
        if (tree.isEmpty()) {
            plan.refuse(
                    GrantChange.CUSTOMER, Code.UNKNOWN_CUSTOMER, "there is no customer " + WantedGrants.quoted(alias));
        }
        return tree;
    }

    private static void managed(String alias, JpaGrantPlan plan) {
        plan.refuse(
                GrantChange.CUSTOMER,
                Code.MANAGED_MEMBER,
                "the account is managed by " + WantedGrants.quoted(alias) + " and is a member as long as it exists");
    }

    private static Optional<HeldMembership> association(String rootId, List<HeldMembership> held) {
        return first(held, membership -> membership.groupId().equals(rootId));
    }

    private static Optional<HeldMembership> first(List<HeldMembership> held, Predicate<HeldMembership> which) {
        return held.stream().filter(which).findFirst();
    }

    private static @Nullable Reference parse(String text, JpaGrantPlan plan) {
        try {
            return Reference.parse(text);
        } catch (InvalidReferenceException e) {
            plan.refuse(GrantChange.GRANT, Code.INVALID_VALUE, WantedGrants.quoted(text) + ": " + e.getMessage());
            return null;
        }
    }
}
