package dev.rolecall.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source wants a person to hold, within what its kind gave. Null keeps what is there, an empty list takes
 * everything away.
 *
 * @param customers   aliases of customers the person is to be associated with
 * @param roles       references of roles
 * @param permissions references of direct permissions
 */
public record Wanted(
        @Nullable List<String> customers,
        @Nullable List<String> roles,
        @Nullable List<String> permissions) {
    /** Changes nothing. */
    public static final Wanted KEEP = new Wanted(null, null, null);

    public Wanted {
        customers = customers == null ? null : List.copyOf(customers);
        roles = roles == null ? null : List.copyOf(roles);
        permissions = permissions == null ? null : List.copyOf(permissions);
    }
}
