package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.ldap.directory.GroupGraph;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.storage.UserStorageProviderModel;
import org.keycloak.storage.ldap.LDAPStorageProvider;
import org.keycloak.storage.ldap.mappers.AbstractLDAPStorageMapper;
import org.keycloak.storage.ldap.mappers.AbstractLDAPStorageMapperFactory;
import org.keycloak.storage.ldap.mappers.LDAPStorageMapper;

/** The mapper {@code rolecall-ldap-group-mapper} of Keycloak's LDAP provider. */
public final class LdapGroupMapperFactory extends AbstractLDAPStorageMapperFactory {
    public static final String PROVIDER_ID = "rolecall-ldap-group-mapper";

    private static final Duration NESTING_KEPT = Duration.ofMinutes(1);

    /** Rules are read once for each version of a mapper's settings. */
    private final ConcurrentMap<String, Kept> kept = new ConcurrentHashMap<>();

    private final SilentDirectories silent = new SilentDirectories(Clock.systemUTC());

    record Kept(
            MultivaluedHashMap<String, String> config,
            LdapGroupSettings settings,
            GroupGraph graph,
            Arrivals arrivals) {}

    @Override
    protected AbstractLDAPStorageMapper createMapper(ComponentModel model, LDAPStorageProvider provider) {
        return mapper(model, provider);
    }

    LdapGroupMapper mapper(ComponentModel model, LDAPStorageProvider provider) {
        return new LdapGroupMapper(model, provider, () -> kept(model), silent);
    }

    /**
     * One for settings that are not in force.
     *
     * @throws InvalidSettingException if they cannot be understood
     */
    LdapGroupMapper trial(ComponentModel model, LDAPStorageProvider provider) {
        Kept trial = read(new MultivaluedHashMap<>(model.getConfig()));
        return new LdapGroupMapper(model, provider, () -> trial, silent);
    }

    SilentDirectories silent() {
        return silent;
    }

    LdapGroupSettings settings(ComponentModel model) {
        return kept(model).settings();
    }

    private Kept kept(ComponentModel model) {
        Kept known = kept.get(model.getId());
        if (known != null && known.config().equals(model.getConfig())) {
            return known;
        }
        Kept read = read(new MultivaluedHashMap<>(model.getConfig()));
        kept.put(model.getId(), read);
        return read;
    }

    private static Kept read(MultivaluedHashMap<String, String> config) {
        Clock clock = Clock.systemUTC();
        return new Kept(
                config, LdapGroupSettings.from(config), new GroupGraph(NESTING_KEPT, clock), new Arrivals(clock));
    }

    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model)
            throws ComponentValidationException {
        try {
            LdapGroupSettings.keepLines(model.getConfig());
            LdapGroupSettings settings = LdapGroupSettings.from(model.getConfig());
            if (settings.missing() == LdapGroupSettings.Missing.REFUSE && AccessProvider.isEnabled(realm)) {
                new MissingReferences(session, realm).refuse(settings);
            }
            new GoldenUsers(session, realm, this).check(model, settings);
        } catch (InvalidSettingException e) {
            throw new RefusedSettingsException(e);
        }
    }

    @Override
    public void onCreate(KeycloakSession session, RealmModel realm, ComponentModel model) {
        LdapGroupLoginFactory.enableIn(realm);
        LdapProviders.boundWaits(realm, model.getParentId());
    }

    /** What waits for a decision was counted by the settings before. */
    @Override
    public void onUpdate(KeycloakSession session, RealmModel realm, ComponentModel before, ComponentModel after) {
        LdapPeople.of(session)
                .report(after.getId())
                .filter(report -> report.getState() == ReportState.HELD)
                .ifPresent(report -> report.become(ReportState.REJECTED, null));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        super.postInit(factory);
        factory.register(event -> {
            if (event instanceof RealmModel.RealmPostCreateEvent created) { // an import creates no component one by one
                enableAfterImport(created.getCreatedRealm());
            }
        });
    }

    private static void enableAfterImport(RealmModel realm) {
        mappersIn(realm).map(ComponentModel::getParentId).distinct().toList().forEach(provider -> {
            LdapGroupLoginFactory.enableIn(realm);
            LdapProviders.boundWaits(realm, provider);
        });
    }

    static boolean isUsedIn(RealmModel realm) {
        return mappersIn(realm).findAny().isPresent();
    }

    private static Stream<ComponentModel> mappersIn(RealmModel realm) {
        return realm.getComponentsStream()
                .filter(component -> PROVIDER_ID.equals(component.getProviderId())
                        && LDAPStorageMapper.class.getName().equals(component.getProviderType()));
    }

    @Override
    public void onParentUpdate(
            RealmModel realm, UserStorageProviderModel before, UserStorageProviderModel after, ComponentModel model) {}

    @Override
    public void preRemove(KeycloakSession session, RealmModel realm, ComponentModel model) {
        kept.remove(model.getId());
        LdapPeople.of(session).forgetReport(model.getId());
        LdapLeftovers.takeAfterRemoval(session, realm, model.getId());
    }

    /** The texts are literal: the console shows a key it does not know as it is. */
    @Override
    public Map<String, Object> getTypeMetadata() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("fedToKeycloakSyncSupported", true);
        metadata.put("fedToKeycloakSyncMessage", "Sync LDAP groups now");
        metadata.put("keycloakToFedSyncSupported", true);
        metadata.put("keycloakToFedSyncMessage", "Sync LDAP groups now, whatever the revoke limit");
        return metadata;
    }

    @Override
    public String getHelpText() {
        return "Groups of the directory become roles on customers and deployments, by rules. People get them when they log"
                + " in and lose them when they leave the group.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return LdapGroupSettings.PROPERTIES;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
