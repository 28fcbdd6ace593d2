package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantChange;
import dev.rolecall.access.GrantError;
import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.GranterRights;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.Origin;
import dev.rolecall.access.Wanted;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.idm.MembershipType;

/** Reads memberships of many people in two statements, compares in memory, hands the writing to {@link Memberships}. */
final class JpaGrantBatch implements GrantBatch {
    private static final String MEMBERSHIPS = """
            select m.user.id as user, r.id as group, r.name as name, rm.value as mark, o.alias as alias,
                   o.groupId as root, p.id as parent, p.name as parentName, pm.value as parentMark,
                   p.parentId as grandparent, m.membershipType as membership
            from UserGroupMembershipEntity m
            join GroupEntity r on r.id = m.groupId
            left join GroupEntity p on p.id = r.parentId
            join r.organization o
            left join GroupAttributeEntity rm on rm.group = r and rm.name = :mark
            left join GroupAttributeEntity pm on pm.group = p and pm.name = :mark
            where m.user.id in :users and r.type = 1 and o.realmId = :realm
            """;

    private final EntityManager em;
    private final RealmModel realm;
    private final GrantRules rules;
    private final WantedGrants wantedGrants;
    private final Memberships memberships;
    private final ChangePlanner changes;
    private final long now = Time.currentTimeMillis();
    private final Map<String, Optional<OrganizationTree>> organizations = new HashMap<>();
    private final Map<String, List<HeldMembership>> heldByUser = new HashMap<>();

    /** Plans that change something and whose rows are not locked yet. */
    private final List<PlanLocks.Planned> planned = new ArrayList<>();

    JpaGrantBatch(KeycloakSession session, EntityManager em, RealmModel realm, GrantRules rules) {
        this.em = em;
        this.realm = realm;
        this.rules = rules;
        this.wantedGrants =
                new WantedGrants(this::organization, AccessProvider.of(session).catalog(realm), rules.ceiling());
        this.changes = new ChangePlanner(this::organization, wantedGrants, rules.origin(), now);
        this.memberships = new Memberships(session, em, realm, rules.origin());
    }

    @Override
    public void load(Collection<String> userIds) {
        if (userIds.isEmpty()) {
            return;
        }
        Map<String, List<GrantOriginEntity>> notes = em.createNamedQuery(
                        "rolecallOriginsOfUsers", GrantOriginEntity.class)
                .setParameter("users", userIds)
                .getResultStream()
                .collect(Collectors.groupingBy(note -> key(note.getUserId(), note.getGroupId())));
        userIds.forEach(id -> heldByUser.put(id, new ArrayList<>()));
        List<Tuple> rows = em.createQuery(MEMBERSHIPS, Tuple.class)
                .setParameter("users", userIds)
                .setParameter("realm", realm.getId())
                .setParameter("mark", GroupPlace.ROLE_MARK)
                .getResultList();
        for (Tuple row : Unambiguous.rows(
                rows,
                each -> key(text(each, "user"), text(each, "group")),
                each -> text(each, "group").equals(text(each, "root")))) {
            String user = text(row, "user");
            held(row, notes.getOrDefault(key(user, text(row, "group")), List.of()))
                    .ifPresent(held(user)::add);
        }
    }

    @Override
    public GrantPlan plan(@Nullable String userId, Wanted wanted) {
        List<HeldMembership> stored = userId == null ? List.of() : held(userId);
        List<HeldMembership> over = HeldMembership.expiredWithAssociation(stored, now);
        List<HeldMembership> held =
                stored.stream().filter(membership -> !over.contains(membership)).toList();
        JpaGrantPlan plan = new JpaGrantPlan(over);
        planCustomers(wanted.customers(), held, plan);
        planGrants("roles", wanted.roles(), false, held, plan);
        planGrants("permissions", wanted.permissions(), true, held, plan);
        endWithAssociation(held, plan);
        return planned(userId, plan);
    }

    private GrantPlan planned(@Nullable String userId, JpaGrantPlan plan) {
        if (plan.errors().isEmpty() && !plan.isEmpty()) {
            planned.add(new PlanLocks.Planned(userId, plan));
        }
        return plan;
    }

    @Override
    public GrantPlan plan(String userId, GrantChange change, GranterRights rights) {
        return planned(userId, changes.plan(userId, held(userId), change, rights));
    }

    @Override
    public GrantPlan planExpired(String userId) {
        List<HeldMembership> held = held(userId);
        JpaGrantPlan plan = new JpaGrantPlan(List.of());
        for (HeldMembership membership : held) {
            if (membership.isExpired(now) && !membership.managed()) {
                plan.leave.add(membership);
            } else {
                plan.expire(membership, now);
            }
        }
        HeldMembership.expiredWithAssociation(held, now).stream()
                .filter(membership -> !membership.managed())
                .forEach(plan.leave::add);
        return planned(userId, plan);
    }

    @Override
    public SortedSet<String> associations(String userId) {
        return held(userId).stream()
                .filter(membership -> membership.isAssociation() && !membership.isExpired(now))
                .map(HeldMembership::organization)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Optional<AssociationState> association(String userId, String customer) {
        return held(userId).stream()
                .filter(membership ->
                        membership.isAssociation() && membership.organization().equals(customer))
                .findFirst()
                .map(membership -> new AssociationState(membership.managed(), membership.end(), membership.origins()));
    }

    @Override
    public void apply(GrantPlan plan, UserModel user) {
        if (!(plan instanceof JpaGrantPlan own) || !plan.errors().isEmpty()) {
            throw new IllegalArgumentException("only a plan of this batch without errors can be applied");
        }
        if (!planned.isEmpty()) {
            new PlanLocks(em).hold(planned); // once for all who were planned so far
            planned.clear();
        }
        memberships.write(own, user, !heldByUser.containsKey(user.getId()));
    }

    @Override
    public boolean holdsMoreThanCeiling(String userId) {
        return held(userId).stream().anyMatch(membership -> !isWithinCeiling(membership));
    }

    @Override
    public Wanted given(String userId) {
        List<HeldMembership> given = held(userId).stream()
                .filter(held -> held.isGivenBy(rules.origin()))
                .toList();
        return new Wanted(
                describe(given, HeldMembership::isAssociation),
                describe(given, held -> held.grant() != null && !held.grant().direct()),
                describe(given, held -> held.grant() != null && held.grant().direct()));
    }

    private void planCustomers(@Nullable List<String> wanted, List<HeldMembership> held, JpaGrantPlan plan) {
        if (wanted == null) {
            return;
        }
        Map<String, OrganizationTree> customers = wantedGrants.customers(wanted, plan);
        customers.forEach((alias, tree) -> associate(tree, held, plan));
        held.stream()
                .filter(HeldMembership::isAssociation)
                .filter(association -> !customers.containsKey(association.organization()))
                .forEach(association -> takeAway(association, plan));
    }

    private void associate(OrganizationTree tree, List<HeldMembership> held, JpaGrantPlan plan) {
        held.stream()
                .filter(membership -> membership.groupId().equals(tree.rootId()))
                .findFirst()
                .ifPresentOrElse(association -> give(association, plan), () -> plan.associate(tree));
    }

    private void planGrants(
            String field,
            @Nullable List<String> references,
            boolean direct,
            List<HeldMembership> held,
            JpaGrantPlan plan) {
        if (references == null) {
            return;
        }
        Map<Grant, OrganizationTree> wanted = wantedGrants.grants(field, references, direct, plan);
        wanted.forEach((grant, tree) -> {
            if (isAssociated(field, grant, tree, held, plan)) {
                held.stream()
                        .filter(membership -> grant.equals(membership.grant()))
                        .findFirst()
                        .ifPresentOrElse(
                                membership -> give(membership, plan),
                                () -> plan.join.add(new JpaGrantPlan.NewGrant(tree, grant)));
            }
        });
        held.stream()
                .filter(membership ->
                        membership.grant() != null && membership.grant().direct() == direct)
                .filter(membership -> !wanted.containsKey(membership.grant()))
                .forEach(membership -> takeAway(membership, plan));
    }

    /** Now and after this plan: an association that the plan ends does not count. */
    private boolean isAssociated(
            String field, Grant grant, OrganizationTree tree, List<HeldMembership> held, JpaGrantPlan plan) {
        boolean stays = held.stream()
                .anyMatch(membership -> membership.groupId().equals(tree.rootId()) && !plan.leave.contains(membership));
        if (stays || plan.associate.contains(tree)) {
            return true;
        }
        if (rules.rolesAssociate()) {
            associate(tree, held, plan);
            plan.leave.removeIf(membership -> membership.groupId().equals(tree.rootId()));
            return true;
        }
        plan.refuse(
                field,
                GrantError.Code.NOT_ASSOCIATED,
                grant.reference() + ": the person is not associated with " + tree.alias());
        return false;
    }

    private void give(HeldMembership membership, JpaGrantPlan plan) {
        if (!membership.isGivenBy(rules.origin())) {
            plan.note.add(membership);
        }
    }

    private void takeAway(HeldMembership membership, JpaGrantPlan plan) {
        Origin origin = rules.origin();
        if (rules.authoritative() && !membership.managed() && isWithinCeiling(membership)) {
            plan.leave.add(membership);
        } else if (membership.isGivenBy(origin)) {
            (membership.isAlsoGivenByOthers(origin) ? plan.forget : plan.leave).add(membership);
        }
    }

    /** Authority ends where the ceiling does: what a source could not give it does not take from others. */
    private boolean isWithinCeiling(HeldMembership membership) {
        Grant grant = membership.grant();
        return grant == null ? rules.ceiling().reaches(membership.organization()) : wantedGrants.isWithinCeiling(grant);
    }

    /** When the association ends, every grant on that customer ends with it, whoever gave it. */
    private static void endWithAssociation(List<HeldMembership> held, JpaGrantPlan plan) {
        Set<String> ended = plan.leave.stream()
                .filter(HeldMembership::isAssociation)
                .map(HeldMembership::organization)
                .collect(Collectors.toSet());
        Set<HeldMembership> ending = new LinkedHashSet<>();
        held.stream()
                .filter(membership -> ended.contains(membership.organization()))
                .forEach(ending::add);
        plan.leave.addAll(ending);
        plan.forget.removeAll(ending);
        plan.note.removeAll(ending);
    }

    private Optional<OrganizationTree> organization(String alias) {
        return organizations.computeIfAbsent(alias, name -> OrganizationTree.read(em, realm.getId(), name));
    }

    private static Optional<HeldMembership> held(Tuple row, List<GrantOriginEntity> notes) {
        String group = text(row, "group");
        String root = text(row, "root");
        boolean managed = MembershipType.MANAGED.name().equals(row.get("membership", String.class));
        if (group.equals(root)) {
            return Optional.of(new HeldMembership(group, text(row, "alias"), null, notes, managed));
        }
        boolean topLevel = root.equals(row.get("parent", String.class));
        if (!topLevel && !root.equals(row.get("grandparent", String.class))) {
            return Optional.empty();
        }
        return GrantQueries.grant(row, topLevel)
                .map(grant -> new HeldMembership(group, text(row, "alias"), grant, notes, false));
    }

    private List<HeldMembership> held(String userId) {
        List<HeldMembership> held = heldByUser.get(userId);
        if (held == null) {
            throw new IllegalStateException("the person was not loaded");
        }
        return held;
    }

    private static List<String> describe(List<HeldMembership> held, Predicate<HeldMembership> which) {
        return held.stream()
                .filter(which)
                .map(HeldMembership::describe)
                .sorted()
                .toList();
    }

    private static String key(String userId, String groupId) {
        return userId + ' ' + groupId;
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }
}
