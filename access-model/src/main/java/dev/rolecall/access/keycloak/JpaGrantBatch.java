package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantChange;
import dev.rolecall.access.GrantError;
import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.GranterRights;
import dev.rolecall.access.Origin;
import dev.rolecall.access.Wanted;
import jakarta.persistence.EntityManager;
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
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Compares what {@link HeldMemberships} read in memory, and hands the writing to {@link Memberships}. */
final class JpaGrantBatch implements GrantBatch {
    private final EntityManager em;
    private final RealmModel realm;
    private final GrantRules rules;
    private final WantedGrants wantedGrants;
    private final Memberships memberships;
    private final ChangePlanner changes;
    private final long now = Time.currentTimeMillis();
    private final Map<String, Optional<OrganizationTree>> organizations = new HashMap<>();
    private final HeldMemberships held;

    /** Plans that change something and whose rows are not locked yet. */
    private final List<PlanLocks.Planned> planned = new ArrayList<>();

    JpaGrantBatch(KeycloakSession session, EntityManager em, RealmModel realm, GrantRules rules) {
        this.em = em;
        this.realm = realm;
        this.held = new HeldMemberships(em, realm.getId());
        this.rules = rules;
        this.wantedGrants =
                new WantedGrants(this::organization, AccessProvider.of(session).catalog(realm), rules.ceiling());
        this.changes = new ChangePlanner(this::organization, wantedGrants, rules.origin(), now);
        this.memberships = new Memberships(session, em, realm, rules.origin());
    }

    @Override
    public void load(Collection<String> userIds) {
        held.load(userIds);
    }

    @Override
    public void prepare(Collection<Wanted> wanted) {
        List<String> aliases = wanted.stream()
                .flatMap(WantedGrants::organizations)
                .distinct()
                .filter(alias -> !organizations.containsKey(alias))
                .toList();
        StoredStates.forEachPart(aliases, part -> {
            Map<String, OrganizationTree> found = OrganizationTree.read(em, realm.getId(), Set.copyOf(part));
            part.forEach(alias -> organizations.put(alias, Optional.ofNullable(found.get(alias))));
        });
    }

    @Override
    public GrantPlan plan(@Nullable String userId, Wanted wanted) {
        List<HeldMembership> stored = userId == null ? List.of() : held.of(userId);
        List<HeldMembership> over = HeldMembership.expiredWithAssociation(stored, now);
        List<HeldMembership> lasting =
                stored.stream().filter(membership -> !over.contains(membership)).toList();
        JpaGrantPlan plan = new JpaGrantPlan(over);
        planCustomers(wanted.customers(), lasting, plan);
        planGrants("roles", wanted.roles(), false, lasting, plan);
        planGrants("permissions", wanted.permissions(), true, lasting, plan);
        spareOthersGrants(lasting, plan);
        endWithAssociation(lasting, plan);
        return planned(userId, plan);
    }

    @Override
    public Givable givable(Wanted wanted) {
        List<GrantError> refused = new ArrayList<>();
        Wanted rest = new Wanted(
                givable(wanted.customers(), refused, wantedGrants::customers),
                givable(wanted.roles(), refused, (texts, plan) -> wantedGrants.grants("roles", texts, false, plan)),
                givable(
                        wanted.permissions(),
                        refused,
                        (texts, plan) -> wantedGrants.grants("permissions", texts, true, plan)));
        return new Givable(rest, refused);
    }

    private static @Nullable List<String> givable(
            @Nullable List<String> texts, List<GrantError> refused, BiConsumer<List<String>, JpaGrantPlan> look) {
        return texts == null
                ? null
                : texts.stream()
                        .filter(text -> {
                            JpaGrantPlan trial = new JpaGrantPlan(List.of());
                            look.accept(List.of(text), trial);
                            refused.addAll(trial.errors());
                            return trial.errors().isEmpty();
                        })
                        .toList();
    }

    private GrantPlan planned(@Nullable String userId, JpaGrantPlan plan) {
        if (plan.errors().isEmpty() && !plan.isEmpty()) {
            planned.add(new PlanLocks.Planned(userId, plan));
        }
        return plan;
    }

    @Override
    public GrantPlan plan(String userId, GrantChange change, GranterRights rights) {
        return planned(userId, changes.plan(userId, held.of(userId), change, rights));
    }

    @Override
    public GrantPlan planExpired(String userId) {
        List<HeldMembership> stored = held.of(userId);
        JpaGrantPlan plan = new JpaGrantPlan(List.of());
        for (HeldMembership membership : stored) {
            if (membership.isExpired(now) && !membership.managed()) {
                plan.leave.add(membership);
            } else {
                plan.expire(membership, now);
            }
        }
        HeldMembership.expiredWithAssociation(stored, now).stream()
                .filter(membership -> !membership.managed())
                .forEach(plan.leave::add);
        return planned(userId, plan);
    }

    @Override
    public SortedSet<String> associations(String userId) {
        return held.of(userId).stream()
                .filter(membership -> membership.isAssociation() && !membership.isExpired(now))
                .map(HeldMembership::organization)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Optional<AssociationState> association(String userId, String customer) {
        return held.of(userId).stream()
                .filter(membership ->
                        membership.isAssociation() && membership.organization().equals(customer))
                .findFirst()
                .map(JpaGrantBatch::state);
    }

    @Override
    public Map<String, AssociationState> associations(Collection<String> userIds, String customer) {
        Map<String, AssociationState> states = new HashMap<>();
        new AssociationsQuery(em, realm.getId())
                .of(userIds, customer)
                .forEach((user, membership) -> states.put(user, state(membership)));
        return states;
    }

    private static AssociationState state(HeldMembership association) {
        return new AssociationState(association.managed(), association.end(), association.origins());
    }

    @Override
    public void apply(GrantPlan plan, UserModel user) {
        applyAll(List.of(new Applied(plan, user)));
    }

    @Override
    public void applyAll(List<Applied> plans) {
        if (plans.isEmpty()) {
            return;
        }
        List<Memberships.Written> written = plans.stream()
                .map(applied -> new Memberships.Written(own(applied.plan()), applied.user()))
                .toList();
        if (!planned.isEmpty()) {
            new PlanLocks(em).hold(planned); // once for all who were planned so far
            planned.clear();
        }
        memberships.write(written);
    }

    private static JpaGrantPlan own(GrantPlan plan) {
        if (!(plan instanceof JpaGrantPlan own) || !plan.errors().isEmpty()) {
            throw new IllegalArgumentException("only a plan of this batch without errors can be applied");
        }
        return own;
    }

    @Override
    public boolean holdsMoreThanCeiling(String userId) {
        return held.of(userId).stream().anyMatch(membership -> !isWithinCeiling(membership));
    }

    @Override
    public Wanted given(String userId) {
        List<HeldMembership> given = held.of(userId).stream()
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

    /**
     * A directory says nothing of what others gave: an association it made lasts as long as somebody else's grant needs
     * it, and ends with the check after.
     */
    private void spareOthersGrants(List<HeldMembership> held, JpaGrantPlan plan) {
        if (rules.origin().kind() != Origin.Kind.LDAP) {
            return;
        }
        Set<String> needed = held.stream()
                .filter(membership -> !membership.isAssociation() && !plan.leave.contains(membership))
                .map(HeldMembership::organization)
                .collect(Collectors.toSet());
        plan.leave.removeIf(membership -> membership.isAssociation() && needed.contains(membership.organization()));
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

    private static List<String> describe(List<HeldMembership> held, Predicate<HeldMembership> which) {
        return held.stream()
                .filter(which)
                .map(HeldMembership::describe)
                .sorted()
                .toList();
    }
}
