package dev.rolecall.directory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;

/**
 * What the realm's user profile shows an administrator. Uses {@code UserProfileProvider} of server-spi-private, as the
 * administration REST API does: {@code Attributes.getReadable} leaves out what the profile hides from administrators.
 */
final class ProfileAttributes {
    private static final Set<String> ROOT =
            Set.of(UserModel.USERNAME, UserModel.EMAIL, UserModel.FIRST_NAME, UserModel.LAST_NAME);

    private ProfileAttributes() {}

    /** Without the account's own fields, and without attributes that have no value. */
    static Map<String, List<String>> shownOf(KeycloakSession session, UserModel user) {
        Map<String, List<String>> shown = new HashMap<>();
        session.getProvider(UserProfileProvider.class)
                .create(UserProfileContext.USER_API, user)
                .getAttributes()
                .getReadable()
                .forEach((name, values) -> {
                    List<String> there = values == null
                            ? List.of()
                            : values.stream()
                                    .filter(value -> value != null && !value.isEmpty())
                                    .toList();
                    if (!ROOT.contains(name) && !there.isEmpty()) {
                        shown.put(name, there);
                    }
                });
        return shown;
    }
}
