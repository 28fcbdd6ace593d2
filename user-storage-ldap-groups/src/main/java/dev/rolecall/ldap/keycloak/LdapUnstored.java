package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Evidence;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantError;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Reference;
import dev.rolecall.access.UnstoredGrants;
import dev.rolecall.access.Wanted;
import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.DirectoryPerson;
import dev.rolecall.ldap.RuleOutcome;
import dev.rolecall.ldap.RuleProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.ldap.LDAPStorageProvider;

/**
 * Grants of people who are not imported: computed from the directory and kept with the cached user, nowhere else. Who is
 * in no cache is asked about when it is first needed. Plain roles need an account that is stored, and are not given.
 */
final class LdapUnstored implements UnstoredGrants {
    private static final Logger LOG = Logger.getLogger(LdapUnstored.class);
    private static final String KEPT = "rolecall.ldap.";

    private final KeycloakSession session;

    LdapUnstored(KeycloakSession session) {
        this.session = session;
    }

    /** Of one mapper, and when the directory said so. */
    private record Kept(Instant at, LdapGroupSettings settings, Given given, PersonFacts facts) {
        boolean isOld(Instant now) {
            return at.plus(settings.refresh()).isBefore(now);
        }

        boolean saysTheSameAs(Kept other) {
            return given.customers().equals(other.given.customers())
                    && Set.copyOf(given.grants()).equals(Set.copyOf(other.given.grants()))
                    && facts.groups().equals(other.facts.groups());
        }
    }

    @Override
    public Given of(RealmModel realm, UserModel user) {
        return known(realm, user).stream().map(Kept::given).reduce(Given.NOTHING, Given::and);
    }

    /** The groups each mapper knows a person to be in. */
    List<PersonFacts.Group> groups(RealmModel realm, UserModel user) {
        return known(realm, user).stream()
                .flatMap(kept -> kept.facts().groups().stream())
                .toList();
    }

    /** What is kept, and the directory's answer where that is too old or nothing is. */
    private List<Kept> known(RealmModel realm, UserModel user) {
        if (StorageId.isLocalStorage(user.getId())) {
            return List.of();
        }
        return LdapChecks.providerOf(realm, user)
                .map(from -> LdapChecks.mappers(realm, from))
                .orElse(List.of())
                .stream()
                .flatMap(model -> known(realm, user, model).stream())
                .toList();
    }

    private Optional<Kept> known(RealmModel realm, UserModel user, ComponentModel model) {
        LdapGroupMapperFactory factory = LdapProviders.mappers(session);
        LdapGroupSettings settings = factory.settings(model);
        Optional<Kept> kept =
                kept(user, model.getId()).filter(known -> known.settings().equals(settings));
        if (kept.filter(known -> isOfThisSession(user, model.getId()) || !known.isOld(now()))
                .isPresent()) {
            return kept;
        }
        Optional<LDAPStorageProvider> ldap = Optional.ofNullable(realm.getComponent(model.getParentId()))
                .flatMap(provider -> LdapProviders.of(session, provider));
        if (ldap.isEmpty() || !factory.silent().mayAsk(model.getParentId())) {
            return kept;
        }
        try {
            return Optional.of(ask(realm, user, factory.mapper(model, ldap.get()), NewCustomers.foreseen()));
        } catch (DirectoryException e) { // what is kept stays; where nothing is, it is asked again when it is needed
            LdapMetrics.OF_SERVER.failed(e.failure());
            LOG.warnf(
                    "Mapper %s: %s. A person who is not imported holds %s",
                    model.getId(), e.getMessage(), kept.isPresent() ? "what an older answer gave" : "nothing");
            return kept;
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    /** When the directory said what is kept, or nothing. */
    Optional<Instant> checkedAt(UserModel user, String mapperId) {
        return kept(user, mapperId).map(Kept::at);
    }

    /** Of what is kept; the directory is not asked. */
    List<Evidence> evidence(RealmModel realm, UserModel user) {
        List<Evidence> all = new ArrayList<>();
        LdapChecks.providerOf(realm, user)
                .map(from -> LdapChecks.mappers(realm, from))
                .orElse(List.of())
                .forEach(model -> kept(user, model.getId())
                        .ifPresent(kept ->
                                all.addAll(PersonFacts.evidence(kept.facts().given(), model.getId(), kept.at()))));
        return all;
    }

    /**
     * Asks now.
     *
     * @return whether the person holds something else than before
     * @throws DirectoryException if there is no whole answer; what is kept stays then
     */
    boolean check(RealmModel realm, UserModel user, LdapGroupMapper mapper, NewCustomers customers) {
        Optional<Kept> before = kept(user, mapper.id());
        Kept now = ask(realm, user, mapper, customers);
        return before.filter(known -> !known.saysTheSameAs(now)).isPresent();
    }

    /** Other nodes keep an answer of their own: where this one differs, they have to read the person anew. */
    private Kept ask(RealmModel realm, UserModel user, LdapGroupMapper mapper, NewCustomers customers) {
        Instant at = now();
        Optional<DirectoryPerson> answer = mapper.ask(realm, user);
        DirectoryPerson person = answer.orElse(DirectoryPerson.NOBODY);
        RuleOutcome outcome = mapper.settings().rules().apply(person);
        Given given = given(realm, mapper, outcome, customers);
        PersonFacts facts = new PersonFacts(PersonFacts.groups(person.groups()), PersonFacts.given(outcome), List.of());
        Kept now = new Kept(at, mapper.settings(), given, facts);
        boolean isNews = kept(user, mapper.id())
                .filter(known -> !known.saysTheSameAs(now))
                .isPresent();
        if (isNews || answer.isEmpty()) {
            CachedPeople.evict(session, realm, user);
        }
        keep(user, mapper.id(), now);
        return now;
    }

    private Given given(RealmModel realm, LdapGroupMapper mapper, RuleOutcome outcome, NewCustomers customers) {
        AccessProvider access = AccessProvider.of(session);
        PermissionCatalog catalog = access.catalog(realm);
        GrantBatch grants = access.grants(realm, mapper.settings().grantRules(mapper.id()));
        customers.settle(session, realm, mapper.id(), mapper.settings(), List.of(outcome));
        Wanted wish = RuleOutcome.wanted(outcome.targets(), catalog);
        grants.prepare(List.of(wish));
        GrantBatch.Givable givable = grants.givable(wish);
        List<String> problems = new ArrayList<>();
        outcome.problems().stream().map(RuleProblem::toString).forEach(problems::add);
        givable.refused().stream().map(GrantError::message).forEach(problems::add);
        outcome.targets().stream()
                .filter(PlainRoles::isOne)
                .map(target -> target + ": plain roles need an imported person")
                .forEach(problems::add);
        problems.addAll(customers.problems(outcome.targets()));
        if (!problems.isEmpty()) {
            LOG.infof("Mapper %s gives less than its rules say: %s", mapper.id(), String.join("; ", problems));
        }
        Wanted wanted = Wishes.associating(givable.wanted());
        return new Given(
                Set.copyOf(Wishes.each(wanted.customers())),
                Stream.concat(grants(wanted.roles(), false), grants(wanted.permissions(), true))
                        .toList());
    }

    private static Stream<Grant> grants(@Nullable List<String> references, boolean direct) {
        return Wishes.each(references).stream().map(text -> new Grant(Reference.parse(text), direct));
    }

    private Optional<Kept> kept(UserModel user, String mapperId) {
        Object kept = session.getAttribute(ofSession(user, mapperId));
        if (kept == null && user instanceof CachedUserModel cached && !cached.isMarkedForEviction()) {
            kept = with(cached).get(KEPT + mapperId);
        }
        return kept instanceof Kept known ? Optional.of(known) : Optional.empty();
    }

    private boolean isOfThisSession(UserModel user, String mapperId) {
        return session.getAttribute(ofSession(user, mapperId)) != null;
    }

    private void keep(UserModel user, String mapperId, Kept kept) {
        session.setAttribute(ofSession(user, mapperId), kept);
        if (user instanceof CachedUserModel cached && !cached.isMarkedForEviction()) {
            with(cached).put(KEPT + mapperId, kept);
        }
    }

    private static String ofSession(UserModel user, String mapperId) {
        return KEPT + mapperId + "." + user.getId();
    }

    @SuppressWarnings("unchecked") // Keycloak declares the map raw; these keys are ours
    private static ConcurrentMap<String, Object> with(CachedUserModel cached) {
        return cached.getCachedWith();
    }

    @Override
    public void close() {}
}
