package dev.rolecall.people;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * What rows are compared with: a person as columns, for most people stay as they are and need no entity. It is not kept
 * up when the person changes.
 *
 * @param service    the client whose service account this is, or null
 * @param federation the federation provider that manages the account, or null
 */
record StoredPerson(
        String id,
        PersonState state,
        @Nullable String service,
        @Nullable String federation) {
    static StoredPerson of(UserEntity user) {
        return new StoredPerson(
                user.getId(), StoredPeople.state(user), user.getServiceAccountClientLink(), user.getFederationLink());
    }

    Map<String, List<String>> attributes() {
        return state.attributes();
    }

    boolean hasUsercode(String usercode) {
        return state.usercodes().equals(List.of(usercode));
    }

    @Override
    public String toString() {
        return "StoredPerson[id=" + id + "]";
    }
}
