package dev.rolecall.access.keycloak;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;
import org.keycloak.userprofile.UserProfileProvider;

/** The key of a person, as the user profile of the session's realm has it. */
final class UsercodeAttribute {
    static final String NAME = "usercode";

    private static final String ADMINISTRATOR = "admin";
    private static final String PERSON = "user";

    private final UserProfileProvider profiles;

    UsercodeAttribute(KeycloakSession session) {
        this.profiles = session.getProvider(UserProfileProvider.class);
    }

    boolean isDeclared() {
        return declared(profiles.getConfiguration()) != null;
    }

    boolean isEditedByPeople() {
        UPConfig profile = profiles.getConfiguration();
        UPAttribute attribute = declared(profile);
        if (attribute == null) {
            return profile.getUnmanagedAttributePolicy() == UnmanagedAttributePolicy.ENABLED;
        }
        UPAttributePermissions permissions = attribute.getPermissions();
        return permissions != null
                && permissions.getEdit() != null
                && permissions.getEdit().contains(PERSON);
    }

    void declare() {
        UPConfig profile = profiles.getConfiguration();
        UPAttribute attribute =
                new UPAttribute(NAME, new UPAttributePermissions(Set.of(ADMINISTRATOR, PERSON), Set.of(ADMINISTRATOR)));
        attribute.setDisplayName("Usercode");
        attribute.addValidation("length", Map.of("max", 100));
        profile.addOrReplaceAttribute(attribute);
        profiles.setConfiguration(profile);
    }

    private static @Nullable UPAttribute declared(UPConfig profile) {
        return profile.getAttribute(NAME);
    }
}
