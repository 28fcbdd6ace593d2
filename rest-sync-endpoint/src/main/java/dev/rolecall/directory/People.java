package dev.rolecall.directory;

import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Finds the person a caller names by username, {@code usercode:…} or {@code id:…}; people and services alike. */
final class People {
    private final KeycloakSession session;
    private final RealmModel realm;

    People(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Nobody also where several people carry the usercode: whom it means is not ours to guess. */
    Optional<UserModel> find(String name) {
        return PersonName.of(name).flatMap(this::find);
    }

    private Optional<UserModel> find(PersonName name) {
        return switch (name.kind()) {
            case ID -> Optional.ofNullable(session.users().getUserById(realm, name.value()));
            case USERNAME -> Optional.ofNullable(session.users().getUserByUsername(realm, name.value()));
            case USERCODE -> withUsercode(name.value());
        };
    }

    private Optional<UserModel> withUsercode(String usercode) {
        List<UserModel> carriers = session.users()
                .searchForUserByUserAttributeStream(realm, Usercodes.ATTRIBUTE, usercode)
                .filter(user ->
                        user.getAttributeStream(Usercodes.ATTRIBUTE).toList().equals(List.of(usercode)))
                .limit(2)
                .toList();
        return carriers.size() == 1 ? Optional.of(carriers.get(0)) : Optional.empty();
    }
}
