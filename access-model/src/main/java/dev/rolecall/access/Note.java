package dev.rolecall.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a grant or an association came from, and for how long.
 *
 * @param grantedAt null where nobody wrote it down
 * @param expiresAt null for ever
 */
public record Note(
        Origin origin,
        @Nullable Instant grantedAt,
        @Nullable Instant expiresAt) {
    /** What a membership without a note says of itself: given by hand in the console, for ever. */
    public static final Note BY_HAND = new Note(new Origin(Origin.Kind.CONSOLE, null), null, null);

    public boolean isInForce(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
