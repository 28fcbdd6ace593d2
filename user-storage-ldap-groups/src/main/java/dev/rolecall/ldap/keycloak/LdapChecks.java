package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.DirectoryFailure;
import dev.rolecall.ldap.DirectoryPerson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.component.ComponentModel;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.ldap.LDAPStorageProvider;
import org.keycloak.storage.ldap.mappers.LDAPStorageMapper;

/**
 * Checks of one person by every mapper of the provider the person comes from. Where the directory gives no whole answer
 * nothing changes: an event and the log say so, without saying who it is.
 */
final class LdapChecks {
    static final String UNANSWERED = "ldap_directory_unanswered";
    static final String OUTDATED = "ldap_answer_outdated";
    static final String GONE = "ldap_no_such_entry";

    private static final Logger LOG = Logger.getLogger(LdapChecks.class);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EventBuilder event;
    private boolean gone;

    /** What it did when it was last asked who somebody is. */
    private @Nullable DirectoryException silence;

    LdapChecks(KeycloakSession session, RealmModel realm, EventBuilder event) {
        this.session = session;
        this.realm = realm;
        this.event = event;
    }

    /** The provider whose groups may give a person something: nothing in realms that did not opt in. */
    static Optional<ComponentModel> providerOf(RealmModel realm, UserModel user) {
        if (!AccessProvider.isEnabled(realm) || !realm.isOrganizationsEnabled()) {
            return Optional.empty();
        }
        String id = user.getFederationLink() == null ? StorageId.providerId(user.getId()) : user.getFederationLink();
        return Optional.ofNullable(id)
                .map(realm::getComponent)
                .filter(provider -> !mappers(realm, provider).isEmpty());
    }

    static List<ComponentModel> mappers(RealmModel realm, ComponentModel provider) {
        return realm.getComponentsStream(provider.getId(), LDAPStorageMapper.class.getName())
                .filter(mapper -> LdapGroupMapperFactory.PROVIDER_ID.equals(mapper.getProviderId()))
                .toList();
    }

    /**
     * Asks now.
     *
     * @return whether the person holds something else than before
     */
    boolean check(ComponentModel provider, UserModel user) {
        return check(provider, user, true);
    }

    /** Asks the directory where the last answer is older than the mapper's settings let it be. */
    boolean checkOld(ComponentModel provider, UserModel user) {
        return check(provider, user, false);
    }

    /**
     * Whether the directory says that it has no entry of the person. One that says nothing is not asked again by this: the
     * next check tells.
     */
    boolean isGone(ComponentModel provider, UserModel user) {
        Optional<LDAPStorageProvider> ldap = LdapProviders.of(session, provider);
        Optional<ComponentModel> any = mappers(realm, provider).stream().findFirst();
        if (ldap.isEmpty() || any.isEmpty()) {
            return false;
        }
        try {
            return LdapProviders.mappers(session).mapper(any.get(), ldap.get()).isGone(realm, user);
        } catch (DirectoryException e) {
            silence = e.isSilence() ? e : null;
            return false;
        }
    }

    private boolean check(ComponentModel provider, UserModel user, boolean always) {
        LdapGroupMapperFactory factory = LdapProviders.mappers(session);
        List<Asked> due = mappers(realm, provider).stream()
                .map(model -> new Asked(model, factory.settings(model), user))
                .filter(asked ->
                        always || isOlder(asked, asked.settings().refresh()).orElse(true))
                .toList();
        if (due.isEmpty()) {
            return false;
        }
        Optional<LDAPStorageProvider> ldap = LdapProviders.of(session, provider);
        DirectoryException trouble = ldap.isPresent()
                ? silence
                : new DirectoryException("the LDAP provider is disabled", null, DirectoryFailure.DISABLED);
        if (trouble == null && !always && !factory.silent().mayAsk(provider.getId())) {
            trouble = new DirectoryException(
                    "the directory was silent a moment ago and is not asked", null, DirectoryFailure.SPARED);
        }
        boolean changed = false;
        for (Asked asked : due) {
            if (trouble != null) {
                unanswered(asked, trouble);
                continue;
            }
            try {
                changed |= check(asked, factory.mapper(asked.model(), ldap.orElseThrow()));
            } catch (DirectoryException e) {
                unanswered(asked, e);
                trouble = e.isSilence() ? e : null; // the next mapper would wait as long for the same directory
            }
        }
        if (gone) { // and Keycloak removes or disables him when it reads him next
            CachedPeople.evict(session, realm, user);
        }
        return changed;
    }

    private record Asked(ComponentModel model, LdapGroupSettings settings, UserModel user) {
        String mapper() {
            return model.getId();
        }

        boolean isStored() {
            return StorageId.isLocalStorage(user.getId());
        }
    }

    /** Whether the last whole answer is older; nothing if there is none. */
    private Optional<Boolean> isOlder(Asked asked, Duration most) {
        Optional<Instant> last = asked.isStored()
                ? LdapPeople.of(session).checkedAt(asked.user().getId(), asked.mapper())
                : new LdapUnstored(session).checkedAt(asked.user(), asked.mapper());
        return last.map(at -> at.plus(most).isBefore(Instant.ofEpochMilli(Time.currentTimeMillis())));
    }

    /** @throws DirectoryException if there is no whole answer */
    private boolean check(Asked asked, LdapGroupMapper mapper) {
        UserModel user = asked.user();
        if (!asked.isStored()) {
            return new LdapUnstored(session).check(realm, user, mapper, newCustomers(asked));
        }
        Answered answered = Answered.at(Instant.ofEpochMilli(Time.currentTimeMillis()));
        Optional<DirectoryPerson> answer = mapper.ask(realm, user);
        if (!LdapPeople.of(session).hold(user.getId())) {
            return false;
        }
        Reconciliation reconciliation =
                new Reconciliation(session, realm, asked.mapper(), asked.settings(), newCustomers(asked), answered);
        Reconciliation.Planned planned = reconciliation
                .plan(Map.of(user.getId(), answer.orElse(DirectoryPerson.NOBODY)))
                .get(user.getId());
        if (answer.isEmpty()) {
            LOG.infof(
                    "Mapper %s: the directory has no entry of somebody any more. He keeps nothing of it", mapper.id());
            gone = true;
        }
        if (planned == null) { // somebody who asked later was faster: who was read before that is to be read again
            return true;
        }
        Reconciliation.Outcome outcome = reconciliation.apply(user.getId(), planned);
        if (!outcome.problems().isEmpty()) {
            LOG.infof( // not which: they stand next to the login of the person whom they are about
                    "Mapper %s gives less than its rules say, for %d reasons. A preview and a sync name them",
                    mapper.id(), outcome.problems().size());
        }
        return outcome.isChange() || answer.isEmpty();
    }

    private NewCustomers newCustomers(Asked asked) {
        return NewCustomers.by(new CustomerMaker(session, realm, asked.mapper()), NewCustomers.MOST_BY_A_CHECK);
    }

    private void unanswered(Asked asked, DirectoryException why) {
        boolean outdated = isOlder(asked, asked.settings().maxAge()).orElse(false);
        LdapMetrics.OF_SERVER.failed(why.failure());
        if (outdated) {
            LdapMetrics.OF_SERVER.outdated();
        }
        LOG.logf(
                why.failure() == DirectoryFailure.SPARED ? Logger.Level.DEBUG : Logger.Level.WARN,
                "Mapper %s: %s. What its groups gave stays%s",
                asked.mapper(),
                why.getMessage(),
                outdated ? ", though the last answer is older than the settings allow" : "");
        event.clone()
                .event(EventType.CUSTOM_REQUIRED_ACTION_ERROR)
                .user(asked.user())
                .detail("custom_required_action", LdapGroupLoginFactory.PROVIDER_ID)
                .detail("mapper", asked.mapper())
                .error(outdated ? OUTDATED : UNANSWERED);
    }
}
