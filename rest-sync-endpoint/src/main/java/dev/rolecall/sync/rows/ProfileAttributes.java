package dev.rolecall.sync.rows;

import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.userprofile.UserProfileProvider;

/** The attributes the user profile of the session's realm declares. */
public final class ProfileAttributes {
    private ProfileAttributes() {}

    public static Set<String> of(KeycloakSession session) {
        return session.getProvider(UserProfileProvider.class).getConfiguration().getAttributes().stream()
                .map(UPAttribute::getName)
                .collect(Collectors.toSet());
    }
}
