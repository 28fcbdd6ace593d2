package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/** Whom an answer is about. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PersonRepresentation(
        String id, String username, @Nullable String usercode) {
    static PersonRepresentation of(UserModel user) {
        return new PersonRepresentation(user.getId(), user.getUsername(), usercode(user));
    }

    /** Nothing where there are several: which one counts is not ours to guess. */
    static @Nullable String usercode(UserModel user) {
        List<String> usercodes = user.getAttributeStream(Usercodes.ATTRIBUTE).toList();
        return usercodes.size() == 1 ? usercodes.get(0) : null;
    }

    @Override
    public String toString() {
        return "PersonRepresentation[id=" + id + "]";
    }
}
