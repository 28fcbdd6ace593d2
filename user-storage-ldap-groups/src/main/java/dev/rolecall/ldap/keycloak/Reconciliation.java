package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantError;
import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Wanted;
import dev.rolecall.ldap.DirectoryPerson;
import dev.rolecall.ldap.RuleOutcome;
import dev.rolecall.ldap.RuleProblem;
import dev.rolecall.ldap.RuleSet;
import dev.rolecall.ldap.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.storage.UserStorageUtil;

/**
 * Makes what a mapper gave people exactly what its rules give them now, in the caller's transaction. What others gave
 * stays. A reference that names nothing, or more than the mapper may give, gives nothing and is told; the others count.
 */
final class Reconciliation {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final String mapperId;
    private final LdapGroupSettings settings;
    private final NewCustomers customers;
    private final LdapPeople people;
    private final PermissionCatalog catalog;
    private final PlainRoles plainRoles;
    private final GrantBatch grants;
    private final Answered answered;
    private LdapMetrics.@Nullable Changes changes;
    private final Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());

    /** One that creates no customers, of what is known now. */
    Reconciliation(KeycloakSession session, RealmModel realm, String mapperId, LdapGroupSettings settings) {
        this(session, realm, mapperId, settings, NewCustomers.foreseen(), Answered.NOW);
    }

    /** Once the people are held, where anything is to be written. */
    Reconciliation(
            KeycloakSession session,
            RealmModel realm,
            String mapperId,
            LdapGroupSettings settings,
            NewCustomers customers,
            Answered answered) {
        this.session = session;
        this.realm = realm;
        this.mapperId = mapperId;
        this.settings = settings;
        this.customers = customers;
        this.answered = answered;
        this.people = LdapPeople.of(session);
        this.plainRoles = new PlainRoles(realm);
        AccessProvider access = AccessProvider.of(session);
        this.catalog = access.catalog(realm);
        this.grants = access.grants(realm, settings.grantRules(mapperId));
    }

    /**
     * What became of one person.
     *
     * @param gained   associations, references and plain roles
     * @param lost     likewise
     * @param problems what a rule says and was not given; it names nobody
     */
    record Outcome(int gained, int lost, List<String> problems) {
        Outcome {
            problems = List.copyOf(problems);
        }

        boolean isChange() {
            return gained + lost > 0;
        }
    }

    /**
     * Reads what people hold, and what their wishes are about, in a fixed number of queries.
     *
     * @return by user id, without those of whom a later answer is written already
     */
    Map<String, Planned> plan(Map<String, DirectoryPerson> answers) {
        Map<String, LdapPeople.Known> known = people.known(answers.keySet(), mapperId);
        grants.load(answers.keySet());
        RuleSet rules =
                answered.namesEveryGroup() ? settings.rules() : settings.rules().withoutThoseThatGroupsEnd();
        List<RuleOutcome> outcomes = new ArrayList<>();
        Map<String, Found> found = new LinkedHashMap<>();
        answers.forEach((user, answer) -> {
            LdapPeople.Known before = known.get(user);
            if (before == null || !answered.isOvertakenBy(before.at(), now)) {
                RuleOutcome outcome = rules.apply(answer);
                outcomes.add(outcome);
                Found all = Found.of(answer, outcome);
                found.put(
                        user,
                        before == null || answered.namesEveryGroup()
                                ? all
                                : all.and(before.facts().still(grants.given(user))));
            }
        });
        customers.settle(session, realm, mapperId, settings, outcomes);
        grants.prepare(found.values().stream()
                .map(each -> RuleOutcome.wanted(each.targets(), catalog))
                .toList());
        Map<String, Wish> wishes = new LinkedHashMap<>();
        found.forEach((user, each) -> wishes.put(user, wish(each)));
        Map<String, Set<String>> others = people.rolesOfOthers(withPlainRoles(wishes, known), mapperId);
        Map<String, Planned> planned = new LinkedHashMap<>();
        wishes.forEach((user, wish) -> planned.put(
                user,
                new Planned(
                        wish, grants.plan(user, wish.wanted()), known.get(user), others.getOrDefault(user, Set.of()))));
        return planned;
    }

    private static List<String> withPlainRoles(Map<String, Wish> wishes, Map<String, LdapPeople.Known> known) {
        return wishes.entrySet().stream()
                .filter(person -> !person.getValue().roles().isEmpty()
                        || (known.containsKey(person.getKey())
                                && !known.get(person.getKey()).facts().roles().isEmpty()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** @throws ModelException if somebody else changed the person's memberships meanwhile */
    Outcome apply(String userId, Planned planned) {
        return Objects.requireNonNull(applyAll(Map.of(userId, planned)).get(userId));
    }

    /**
     * Writes what was planned for people in a few statements.
     *
     * @return what became of each, by user id
     * @throws ModelException if somebody else changed one person's memberships meanwhile
     */
    Map<String, Outcome> applyAll(Map<String, Planned> plans) {
        Map<String, UserModel> users = new HashMap<>();
        List<GrantBatch.Applied> changes = new ArrayList<>();
        people.read(plans.entrySet().stream()
                .filter(person -> person.getValue().concernsTheAccount())
                .map(Map.Entry::getKey)
                .toList());
        plans.forEach((userId, planned) -> {
            if (!planned.grants().errors().isEmpty()) {
                throw new ModelException("what groups give cannot be written: "
                        + planned.grants().errors().get(0).code());
            }
            if (planned.concernsTheAccount()) {
                UserModel user = stored(userId);
                users.put(userId, user);
                if (!planned.grants().isEmpty()) {
                    changes.add(new GrantBatch.Applied(planned.grants(), user));
                }
            }
        });
        grants.applyAll(changes);
        Map<String, Outcome> outcomes = new HashMap<>();
        plans.forEach((userId, planned) -> outcomes.put(userId, finish(userId, planned, users.get(userId))));
        return outcomes;
    }

    /** @param user null if nothing of the account changes */
    private Outcome finish(String userId, Planned planned, @Nullable UserModel user) {
        Wish wish = planned.wish();
        RoleShares.Change roles = RoleShares.Change.NONE;
        if (user != null) {
            roles = plainRoles.apply(user, wish.roles(), planned.shares());
            if (!planned.grants().isEmpty() || !roles.isEmpty()) {
                evict(user);
            }
        }
        PersonFacts facts = new PersonFacts(wish.groups(), wish.given(), roles.ours());
        LdapPeople.Known known = planned.before();
        people.checked(userId, mapperId, facts, answered.toWrite(known == null ? null : known.at(), now));
        Outcome outcome = new Outcome(
                planned.grants().added().size() + roles.given().size(),
                planned.grants().removed().size() + roles.taken().size(),
                wish.problems());
        count(outcome);
        return outcome;
    }

    private void count(Outcome outcome) {
        if (changes == null) {
            LdapMetrics.Changes first = new LdapMetrics.Changes();
            session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    LdapMetrics.OF_SERVER.reconciled(first);
                }

                @Override
                protected void rollbackImpl() {}
            });
            changes = first;
        }
        changes.add(outcome.gained(), outcome.lost());
    }

    /** What {@link #applyAll} would do. */
    Map<String, Outcome> foreseeAll(Map<String, Planned> plans) {
        Map<String, Outcome> outcomes = new HashMap<>();
        plans.forEach((userId, planned) -> {
            Difference difference = difference(userId, planned);
            outcomes.put(
                    userId,
                    new Outcome(
                            difference.added().size(),
                            difference.removed().size(),
                            planned.wish().problems()));
        });
        return outcomes;
    }

    /**
     * What {@link #apply} would change.
     *
     * @param userId null for somebody who is not stored
     */
    Difference difference(@Nullable String userId, Planned planned) {
        Wish wish = planned.wish();
        UserModel user = userId == null || !planned.concernsPlainRoles() ? null : stored(userId);
        PlainRoles.Difference roles = plainRoles.difference(user, wish.roles(), planned.shares());
        List<String> added = new ArrayList<>(references(planned.grants().added()));
        List<String> removed = new ArrayList<>(references(planned.grants().removed()));
        added.addAll(roles.added());
        removed.addAll(roles.removed());
        return new Difference(added, removed);
    }

    /** As they stand in rules. */
    record Difference(List<String> added, List<String> removed) {}

    private static List<String> references(List<String> texts) {
        return texts.stream()
                .map(text -> text.indexOf('@') < 0
                        ? new Target.Association(AccessObject.ofOrganization(text)).toString()
                        : text)
                .toList();
    }

    /** The same for people who are not stored, in their order. */
    List<Planned> planNew(List<DirectoryPerson> answers) {
        List<RuleOutcome> outcomes =
                answers.stream().map(settings.rules()::apply).toList();
        customers.settle(session, realm, mapperId, settings, outcomes);
        grants.prepare(outcomes.stream()
                .map(outcome -> RuleOutcome.wanted(outcome.targets(), catalog))
                .toList());
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Wish wish = wish(Found.of(answers.get(i), outcomes.get(i)));
            planned.add(new Planned(wish, grants.plan(null, wish.wanted()), null, Set.of()));
        }
        return planned;
    }

    private UserModel stored(String userId) {
        UserModel user = UserStoragePrivateUtil.userLocalStorage(session).getUserById(realm, userId);
        if (user == null) {
            throw new ModelException("the person was removed meanwhile");
        }
        return user;
    }

    /**
     * @param before what the mapper knew before; null if nothing
     * @param others ids of the person's plain roles that other mappers gave
     */
    record Planned(Wish wish, GrantPlan grants, LdapPeople.@Nullable Known before, Set<String> others) {
        PersonFacts known() {
            return before == null ? PersonFacts.NOTHING : before.facts();
        }

        RoleShares shares() {
            return RoleShares.of(known().roles(), others);
        }

        /** What the person would lose, plain roles among them. */
        boolean takes() {
            return !grants.removed().isEmpty()
                    || !shares().ended(wish.roles().keySet()).isEmpty();
        }

        boolean held() {
            return !known().given().isEmpty();
        }

        private boolean concernsTheAccount() {
            return !grants.isEmpty() || concernsPlainRoles();
        }

        private boolean concernsPlainRoles() {
            return !wish.roles().isEmpty() || !known().roles().isEmpty();
        }

        /** For who is not imported: plain roles need an account that is stored. */
        Planned withoutPlainRoles() {
            List<String> problems = new ArrayList<>(wish.problems());
            wish.roles().values().stream()
                    .map(PlainRoles::text)
                    .sorted()
                    .forEach(role -> problems.add(role + ": plain roles need an imported person"));
            return new Planned(
                    new Wish(wish.wanted(), Map.of(), wish.groups(), wish.given(), problems), grants, before, others);
        }
    }

    /** What rules say of one person, and why. */
    private record Found(Set<Target> targets, PersonFacts facts, List<RuleProblem> problems) {
        static Found of(DirectoryPerson answer, RuleOutcome outcome) {
            PersonFacts facts =
                    new PersonFacts(PersonFacts.groups(answer.groups()), PersonFacts.given(outcome), List.of());
            return new Found(outcome.targets(), facts, outcome.problems());
        }

        /** With what the last whole answer gave and the person still holds. */
        Found and(PersonFacts before) {
            Set<Target> all = new LinkedHashSet<>(targets);
            all.addAll(before.targets());
            return new Found(all, facts.and(before), problems);
        }
    }

    private Wish wish(Found found) {
        Set<Target> targets = found.targets();
        GrantBatch.Givable givable = grants.givable(RuleOutcome.wanted(targets, catalog));
        PlainRoles.Found roles =
                plainRoles.find(targets.stream().filter(PlainRoles::isOne).toList());
        List<String> problems = new ArrayList<>();
        found.problems().stream().map(RuleProblem::toString).forEach(problems::add);
        givable.refused().stream().map(GrantError::message).forEach(problems::add);
        problems.addAll(roles.faults());
        problems.addAll(customers.problems(targets));
        return new Wish(
                Wishes.associating(givable.wanted()),
                roles.roles(),
                found.facts().groups(),
                found.facts().given(),
                problems);
    }

    private void evict(UserModel user) {
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache != null) {
            cache.evict(realm, user);
        }
    }

    /**
     * @param wanted what can be given, with associations
     * @param roles  plain roles by id
     */
    record Wish(
            Wanted wanted,
            Map<String, RoleModel> roles,
            List<PersonFacts.Group> groups,
            List<PersonFacts.Given> given,
            List<String> problems) {}
}
