package dev.rolecall.sync.rows;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.userprofile.UserProfileProvider;

/** The attributes the user profile of the session's realm declares. */
public final class ProfileAttributes {
    private ProfileAttributes() {}

    public static Columns columns(KeycloakSession session, RowTerms terms) {
        List<UPAttribute> declared = session.getProvider(UserProfileProvider.class)
                .getConfiguration()
                .getAttributes();
        return new Columns(
                names(declared, a -> true),
                names(declared, UPAttribute::isMultivalued),
                terms.emptyCells(),
                terms.mapping());
    }

    private static Set<String> names(List<UPAttribute> declared, Predicate<UPAttribute> wanted) {
        return declared.stream().filter(wanted).map(UPAttribute::getName).collect(Collectors.toSet());
    }
}
