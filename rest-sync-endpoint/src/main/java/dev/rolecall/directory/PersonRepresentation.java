package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/** Whom an answer is about. */
record PersonRepresentation(
        String id,
        String username,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String usercode) {
    static PersonRepresentation of(UserModel user) {
        return new PersonRepresentation(user.getId(), user.getUsername(), user.getFirstAttribute("usercode"));
    }

    /** Leaves out what is personal. */
    @Override
    public String toString() {
        return "PersonRepresentation[id=" + id + "]";
    }
}
