package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.CanonicalDn;
import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.DirectoryPerson;
import dev.rolecall.ldap.directory.ContextSearch;
import dev.rolecall.ldap.directory.DirectoryUser;
import dev.rolecall.ldap.directory.GroupLookup;
import dev.rolecall.ldap.directory.LdapConnection;
import dev.rolecall.ldap.directory.PersonSearch;
import dev.rolecall.ldap.directory.ProviderConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.LDAPConstants;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.StorageUnavailableException;
import org.keycloak.storage.ldap.LDAPConfig;
import org.keycloak.storage.ldap.LDAPStorageProvider;
import org.keycloak.storage.ldap.LDAPUtils;
import org.keycloak.storage.ldap.idm.model.LDAPObject;
import org.keycloak.storage.ldap.idm.query.internal.LDAPQuery;
import org.keycloak.storage.ldap.idm.query.internal.LDAPQueryConditionsBuilder;
import org.keycloak.storage.ldap.idm.store.ldap.LDAPOperationManager;
import org.keycloak.storage.ldap.mappers.AbstractLDAPStorageMapper;
import org.keycloak.storage.user.SynchronizationResult;

/** One mapper in one session: asks the directory about people with the connection of its LDAP provider. */
final class LdapGroupMapper extends AbstractLDAPStorageMapper {
    private final Supplier<LdapGroupMapperFactory.Kept> kept;
    private final SilentDirectories silent;

    LdapGroupMapper(
            ComponentModel model,
            LDAPStorageProvider provider,
            Supplier<LdapGroupMapperFactory.Kept> kept,
            SilentDirectories silent) {
        super(model, provider);
        this.kept = kept;
        this.silent = silent;
    }

    String id() {
        return mapperModel.getId();
    }

    LdapGroupSettings settings() {
        return kept.get().settings();
    }

    /**
     * What the directory says of a person now.
     *
     * @param user whoever it is in Keycloak; the entry is not read again if this session read it already
     * @return nothing if the directory says that it has no entry of the person
     * @throws DirectoryException if there is no whole answer
     */
    Optional<DirectoryPerson> ask(RealmModel realm, UserModel user) {
        return listening(() -> entryOf(realm, user).map(this::ask));
    }

    /**
     * Whether the directory says that it has no entry of the person.
     *
     * @throws DirectoryException if there is no whole answer
     */
    boolean isGone(RealmModel realm, UserModel user) {
        return listening(() -> entryOf(realm, user).isEmpty());
    }

    private <T> T listening(Supplier<T> question) {
        try {
            T answer = question.get();
            silent.answered(mapperModel.getParentId());
            return answer;
        } catch (DirectoryException e) {
            if (e.isSilence()) {
                silent.silent(mapperModel.getParentId());
            }
            throw e;
        }
    }

    /** @throws DirectoryException if there is no whole answer */
    DirectoryPerson ask(LDAPObject entry) {
        LdapGroupSettings how = settings();
        try (LdapConnection connection = connection()) {
            GroupLookup lookup = new GroupLookup(
                    new ContextSearch(connection), how.groups(), kept.get().graph());
            return new DirectoryPerson(lookup.groupsOf(user(entry)), ruleAttributes(entry));
        }
    }

    LdapConnection connection() {
        return new ProviderConnection(
                getSession(), ldapProvider.getLdapIdentityStore().getConfig());
    }

    /** The person's entry in the form the directory package wants. */
    DirectoryUser user(LDAPObject entry) {
        Map<String, List<String>> attributes = new HashMap<>();
        Set<String> cutShort = new HashSet<>();
        for (String name : settings().groups().attributesOfPeople()) {
            attributes.put(name, values(entry, name));
            if (!entry.isRangeComplete(name)) {
                cutShort.add(name);
            }
        }
        return new DirectoryUser(nameOf(entry), attributes, cutShort);
    }

    Map<String, List<String>> ruleAttributes(LDAPObject entry) {
        Map<String, List<String>> attributes = new HashMap<>();
        for (String name : settings().rules().attributes()) {
            attributes.put(name.toLowerCase(Locale.ROOT), values(entry, name));
        }
        return attributes;
    }

    private static List<String> values(LDAPObject entry, String name) {
        Set<String> values = entry.getAttributeAsSet(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    private static LdapName nameOf(LDAPObject entry) {
        try {
            return CanonicalDn.read(entry.getDn().toString());
        } catch (InvalidNameException e) {
            throw new DirectoryException("the directory gave a person's entry without a readable name", e);
        }
    }

    private Optional<LDAPObject> entryOf(RealmModel realm, UserModel user) {
        LDAPObject read = ldapProvider.getUserManager().getManagedLDAPObject(user.getId());
        if (read != null) {
            return Optional.of(read);
        }
        String uuid = user.getFirstAttribute(LDAPConstants.LDAP_ID);
        if (uuid == null) {
            throw new DirectoryException("nothing says which entry is the person's", null);
        }
        LDAPObject entry;
        try {
            entry = ldapProvider.loadLDAPUserByUuid(realm, uuid);
        } catch (ModelException
                | StorageUnavailableException e) { // Keycloak's ways to say that the directory did not answer
            throw new DirectoryException("the directory did not say who the person is", e);
        }
        if (entry == null) {
            if (isThere(uuid)) {
                throw new DirectoryException("the directory told of the person's entry only when asked again", null);
            }
            return Optional.empty();
        }
        ldapProvider.getUserManager().setManagedLDAPObject(user.getId(), entry);
        return Optional.of(entry);
    }

    /** By the filter of Keycloak's own look-up. */
    boolean isThere(String uuid) {
        LDAPConfig config = ldapProvider.getLdapIdentityStore().getConfig();
        String filter = new LDAPOperationManager(getSession(), config)
                .getFilterById(uuid)
                .toFilter();
        try (LdapConnection connection = connection()) {
            return new PersonSearch(new ContextSearch(connection).passingReferences())
                    .finds(config.getUsersDn(), config.getSearchScope(), filter);
        }
    }

    /** Whoever logs in by that name, also if nobody did yet. */
    Optional<LDAPObject> entryNamed(RealmModel realm, String username) {
        try (LDAPQuery query = LDAPUtils.createQueryForUserSearch(ldapProvider, realm)) {
            beforeLDAPQuery(query);
            query.addWhereCondition(new LDAPQueryConditionsBuilder().equal(UserModel.USERNAME, username));
            return Optional.ofNullable(query.getFirstResult());
        }
    }

    /** As Keycloak would store it. */
    String usernameOf(LDAPObject entry) {
        return KeycloakModelUtils.toLowerCaseSafe(
                LDAPUtils.getUsername(entry, ldapProvider.getLdapIdentityStore().getConfig()));
    }

    /** Asks for what rules and the strategy look at, with every query for people that Keycloak makes. */
    @Override
    public void beforeLDAPQuery(LDAPQuery query) {
        LdapGroupSettings how = settings();
        how.groups().attributesOfPeople().forEach(query::addReturningLdapAttribute);
        how.rules().attributes().forEach(query::addReturningLdapAttribute);
        query.addReturningReadOnlyLdapAttribute(how.groups().memberOfAttribute()); // never written back
    }

    /**
     * Every person's entry, page by page. One that Keycloak leaves out, as it takes an error within a page for its end, is
     * as if there were none.
     */
    void eachPerson(RealmModel realm, Consumer<LDAPObject> work) {
        LDAPConfig config = ldapProvider.getLdapIdentityStore().getConfig();
        try (LDAPQuery query = LDAPUtils.createQueryForUserSearch(ldapProvider, realm)) {
            beforeLDAPQuery(query); // Keycloak asks the mappers it has stored, and this one may be on trial
            if (!config.isPagination()) {
                query.getResultList().forEach(work);
                return;
            }
            query.setLimit(config.getBatchSizeForSync());
            do {
                query.getResultList().forEach(work);
            } while (query.getPaginationContext().hasNextPage());
        }
    }

    @Override
    public SynchronizationResult syncDataFromFederationProviderToKeycloak(RealmModel realm) {
        return new LdapGroupSync(getSession(), realm, this, mapperModel, SyncOrder.WITHIN_LIMIT)
                .run()
                .result();
    }

    /** The console's second action: what a sync held back is taken away now. */
    @Override
    public SynchronizationResult syncDataFromKeycloakToFederationProvider(RealmModel realm) {
        return new LdapGroupSync(getSession(), realm, this, mapperModel, SyncOrder.ALL)
                .run()
                .result();
    }

    Arrivals arrivals() {
        return kept.get().arrivals();
    }

    /**
     * Who comes by Keycloak's sync gets what its beginning found out. Nobody else: a request has a client, a sync none, and
     * who logs in is asked about right after this.
     */
    @Override
    public void onImportUserFromLDAP(LDAPObject entry, UserModel user, RealmModel realm, boolean isCreate) {
        if (isCreate && getSession().getContext().getClient() == null) {
            arrivals().arrived(entry.getUuid()).ifPresent(arrived -> giveOnceStored(arrived, user.getId(), realm));
        }
    }

    private void giveOnceStored(Arrivals.Arrived arrived, String userId, RealmModel realm) {
        LdapGroupSync sync =
                new LdapGroupSync(getSession(), realm, this, mapperModel, SyncOrder.WITHIN_LIMIT, arrived.answered());
        getSession().getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                sync.giveNew(
                        arrivals().stored(userId, arrived.person(), settings().batchSize()));
            }

            @Override
            protected void rollbackImpl() {} // not imported
        });
    }

    @Override
    public void onRegisterUserToLDAP(LDAPObject entry, UserModel user, RealmModel realm) {}

    @Override
    public UserModel proxy(LDAPObject entry, UserModel delegate, RealmModel realm) {
        return delegate;
    }
}
