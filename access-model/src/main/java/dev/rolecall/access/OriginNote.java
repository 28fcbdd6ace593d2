package dev.rolecall.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a membership came from, in words that outlive an export and import of the realm: ids of groups below an
 * organization are kept by it, that of the organization's root is not, so the group is named by its path.
 *
 * @param userId       as in Keycloak; a realm export keeps it
 * @param organization alias
 * @param path         names of groups below the organization; empty for the association itself
 * @param expiresAt    null for a membership that does not end by itself
 */
public record OriginNote(
        String userId,
        String organization,
        List<String> path,
        Origin origin,
        Instant grantedAt,
        @Nullable Instant expiresAt) {
    /** A deployment and a role below it. */
    public static final int MOST_LEVELS = 2;

    public OriginNote {
        path = List.copyOf(path);
        if (path.size() > MOST_LEVELS) {
            throw new IllegalArgumentException("a path has at most " + MOST_LEVELS + " names");
        }
    }
}
