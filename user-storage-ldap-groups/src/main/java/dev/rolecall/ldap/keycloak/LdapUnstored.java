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
    private record Kept(Instant at, LdapGroupSettings settings, Given given, List<PersonFacts.Given> why) {}

    @Override
    public Given of(RealmModel realm, UserModel user) {
        if (StorageId.isLocalStorage(user.getId())) {
            return Given.NOTHING;
        }
        Optional<ComponentModel> provider = LdapChecks.providerOf(realm, user);
        Optional<LDAPStorageProvider> ldap = provider.flatMap(from -> LdapProviders.of(session, from));
        Given all = Given.NOTHING;
        for (ComponentModel model :
                provider.map(from -> LdapChecks.mappers(realm, from)).orElse(List.of())) {
            LdapGroupMapperFactory factory = LdapProviders.mappers(session);
            Kept kept = kept(user, model.getId());
            if (kept != null && kept.settings().equals(factory.settings(model))) {
                all = all.and(kept.given());
            } else if (ldap.isPresent()) {
                try {
                    all = all.and(ask(realm, user, factory.mapper(model, ldap.get()), NewCustomers.foreseen()));
                } catch (DirectoryException e) { // nothing is known and nothing is kept: asked again when it is needed
                    LdapMetrics.OF_SERVER.failed(e.failure());
                    LOG.warnf(
                            "Mapper %s: %s. A person who is not imported holds nothing", model.getId(), e.getMessage());
                }
            }
        }
        return all;
    }

    /** When the directory said what is kept, or nothing. */
    Optional<Instant> checkedAt(UserModel user, String mapperId) {
        return Optional.ofNullable(kept(user, mapperId)).map(Kept::at);
    }

    /** Of what is kept; the directory is not asked. */
    List<Evidence> evidence(RealmModel realm, UserModel user) {
        List<Evidence> all = new ArrayList<>();
        LdapChecks.providerOf(realm, user)
                .map(from -> LdapChecks.mappers(realm, from))
                .orElse(List.of())
                .forEach(model -> {
                    Kept kept = kept(user, model.getId());
                    if (kept != null) {
                        all.addAll(PersonFacts.evidence(kept.why(), model.getId(), kept.at()));
                    }
                });
        return all;
    }

    /** @throws DirectoryException if there is no whole answer; what is kept stays then */
    Given ask(RealmModel realm, UserModel user, LdapGroupMapper mapper, NewCustomers customers) {
        DirectoryPerson answer = mapper.ask(realm, user);
        RuleOutcome outcome = mapper.settings().rules().apply(answer);
        Given given = given(realm, mapper, outcome, customers);
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        keep(user, mapper.id(), new Kept(now, mapper.settings(), given, PersonFacts.given(outcome)));
        return given;
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
                Set.copyOf(each(wanted.customers())),
                Stream.concat(grants(wanted.roles(), false), grants(wanted.permissions(), true))
                        .toList());
    }

    private static Stream<Grant> grants(@Nullable List<String> references, boolean direct) {
        return each(references).stream().map(text -> new Grant(Reference.parse(text), direct));
    }

    private static List<String> each(@Nullable List<String> texts) {
        return texts == null ? List.of() : texts;
    }

    private @Nullable Kept kept(UserModel user, String mapperId) {
        String key = KEPT + mapperId;
        Object kept = user instanceof CachedUserModel cached && !cached.isMarkedForEviction()
                ? with(cached).get(key)
                : session.getAttribute(key + "." + user.getId());
        return kept instanceof Kept known ? known : null;
    }

    private void keep(UserModel user, String mapperId, Kept kept) {
        String key = KEPT + mapperId;
        if (user instanceof CachedUserModel cached && !cached.isMarkedForEviction()) {
            with(cached).put(key, kept);
        } else {
            session.setAttribute(key + "." + user.getId(), kept);
        }
    }

    @SuppressWarnings("unchecked") // Keycloak declares the map raw; these keys are ours
    private static ConcurrentMap<String, Object> with(CachedUserModel cached) {
        return cached.getCachedWith();
    }

    @Override
    public void close() {}
}
