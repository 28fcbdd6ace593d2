package dev.rolecall.access;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A role that somebody marked as a permission or a custom role, as it is stored: nothing of it need make sense.
 *
 * @param client client id, or null for a role of the realm
 * @param role   its own name
 * @param types  every value of {@code rolecall.type}
 * @param scopes every value of {@code rolecall.scope}
 * @param custom whether it says to be a custom role
 */
public record MarkedRole(
        String id, @Nullable String client, String role, List<String> types, List<String> scopes, boolean custom) {
    public MarkedRole {
        types = List.copyOf(types);
        scopes = List.copyOf(scopes);
    }

    /** {@code <client>.<role>}, as in claims. */
    public String name() {
        return client == null ? role : client + "." + role;
    }

    String where() {
        return client == null ? "roles/" + role : "clients/" + client + "/roles/" + role;
    }

    Optional<RoleType> type() {
        return types.size() == 1 ? RoleType.named(types.get(0)) : Optional.empty();
    }

    Optional<RoleScope> scope() {
        return scopes.size() == 1 ? RoleScope.named(scopes.get(0)) : Optional.empty();
    }

    boolean isOfClient() {
        return client != null;
    }

    boolean isUnderstood() {
        return isOfClient() && type().isPresent() && scope().isPresent();
    }
}
