package dev.rolecall.people;

import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.userprofile.config.UPConfigUtils;

/**
 * Whether a field can tell people apart in a realm. Whoever could write it into an account of his own would get what a
 * row gives to somebody else.
 */
public final class KeyRules {
    private KeyRules() {}

    /** Why rows cannot be found by that field there; empty if they can. */
    public static Optional<String> problem(KeyField field, RealmModel realm, UPConfig profile) {
        if (field.isUsername()) {
            return realm.isEditUsernameAllowed() || mayChangeByEmail(realm)
                    ? Optional.of("is no key in this realm, where people may change their usernames")
                    : Optional.empty();
        }
        if (field.isUsercode()) {
            return Optional.empty();
        }
        UPAttribute attribute = profile.getAttribute(field.name());
        if (attribute == null) {
            return Optional.of("is no key: the user profile has no such attribute");
        }
        return problem(attribute);
    }

    private static Optional<String> problem(UPAttribute attribute) {
        if (attribute.isMultivalued()) {
            return Optional.of("is no key: by the user profile it may have several values");
        }
        boolean editable = attribute.getPermissions() != null
                && attribute.getPermissions().getEdit().contains(UPConfigUtils.ROLE_USER);
        return editable ? Optional.of("is no key: by the user profile people may edit their own") : Optional.empty();
    }

    /**
     * Whether somebody may have got an account with that field without a row or an administrator. Who is invited to an
     * organization registers with a username of choice, also where registration is off.
     *
     * @param federated whether the realm has identity providers
     */
    static boolean isOfOnesOwnMaking(KeyField field, RealmModel realm, boolean federated) {
        return federated || (field.isUsername() && (realm.isRegistrationAllowed() || realm.isOrganizationsEnabled()));
    }

    /** Where the e-mail is the username, the action to change it changes both. */
    private static boolean mayChangeByEmail(RealmModel realm) {
        RequiredActionProviderModel action =
                realm.getRequiredActionProviderByAlias(UserModel.RequiredAction.UPDATE_EMAIL.name());
        return realm.isRegistrationEmailAsUsername() && action != null && action.isEnabled();
    }
}
