package dev.rolecall.claims;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/** Membership of an organization. {@code OrganizationProvider} is in {@code server-spi} and cached. */
final class Association {
    private Association() {}

    /** Whether Keycloak would grant the user the scope {@code organization:<alias>} now. */
    static boolean of(KeycloakSession session, UserModel user, String alias) {
        OrganizationModel organization =
                session.getProvider(OrganizationProvider.class).getByAlias(alias);
        return organization != null && organization.isEnabled() && organization.isMember(user);
    }
}
