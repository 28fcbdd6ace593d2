package dev.rolecall.sync.source;

import dev.rolecall.access.RoleType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.storage.UserStorageProviderFactory;

/** The user federation entry "Rolecall people source". */
public final class PeopleSourceProviderFactory implements UserStorageProviderFactory<PeopleSource> {
    public static final String PROVIDER_ID = "rolecall-people-source";

    @Override
    public PeopleSource create(KeycloakSession session, ComponentModel model) {
        return new PeopleSource();
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "A source of people for Rolecall: the clients that may import, and what their rows may give.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return Stream.concat(SourceSettings.PROPERTIES.stream(), SnapshotSettings.PROPERTIES.stream())
                .toList();
    }

    /** Clients are not looked up: a source may be there before its client, and stay when the client goes. */
    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        MultivaluedHashMap<String, String> config = model.getConfig();
        List<String> clients = SourceSettings.clients(config);
        require(
                clients.size() <= SourceSettings.MOST_CLIENTS,
                "A source has at most " + SourceSettings.MOST_CLIENTS + " clients.");
        require(clients.stream().allMatch(id -> id.length() <= 255), "A client id has at most 255 characters.");
        List<String> customers = SourceSettings.customers(config);
        require(
                customers.size() <= SourceSettings.MOST_CUSTOMERS,
                "A source is limited to at most " + SourceSettings.MOST_CUSTOMERS + " customers.");
        require(
                customers.stream().allMatch(alias -> alias.length() <= 255),
                "The alias of a customer has at most 255 characters.");
        String ceiling = config.getFirst(SourceSettings.CEILING);
        require(
                isAbsent(ceiling) || RoleType.named(ceiling).isPresent(),
                "The highest role type is VIEW, MANAGE, ADMIN or SUPER.");
        SnapshotSettings.validate(config);
        requireOneOf(config, SnapshotSettings.REQUEST_MAY_CHOOSE, "true", "false");
        requireOneOf(config, SourceSettings.EMPTY_CELLS, "keep", "clear");
        requireOneOf(config, SourceSettings.GRANTS_ON_SYSTEM, "true", "false");
        requireOneOf(config, SourceSettings.ROLES_ASSOCIATE, "true", "false");
        requireOneOf(config, SourceSettings.TAKES_OVER_PROVIDER_ACCOUNTS, "true", "false");
    }

    @Override
    public void preRemove(KeycloakSession session, RealmModel realm, ComponentModel model) {
        session.getKeycloakSessionFactory().publish(new SourceRemovedEvent(session, model.getId()));
    }

    private static void requireOneOf(MultivaluedHashMap<String, String> config, String key, String one, String other) {
        String value = config.getFirst(key);
        require(isAbsent(value) || value.equals(one) || value.equals(other), key + " is " + one + " or " + other + ".");
    }

    private static boolean isAbsent(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new ComponentValidationException(message);
        }
    }
}
