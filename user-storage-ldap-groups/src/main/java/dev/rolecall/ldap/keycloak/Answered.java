package dev.rolecall.ldap.keycloak;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the directory that is written some time after it was asked for.
 *
 * @param asked            just before the question; null for what is no answer and holds whatever came since
 * @param namesEveryGroup  whether a group that it does not name is one the person is not in
 */
record Answered(@Nullable Instant asked, boolean namesEveryGroup) {
    /** What is decided without the directory. */
    static final Answered NOW = new Answered(null, true);

    static Answered at(Instant asked) {
        return new Answered(asked, true);
    }

    /** The same, with groups that it may have left out. */
    Answered inPart() {
        return new Answered(asked, false);
    }

    /**
     * Whether a later answer is written already, so that this one must not be. A time that has not come yet was told by a
     * clock that is wrong, and stands in nobody's way.
     *
     * @param known of the answer that is written
     * @param now   when the person is held
     */
    boolean isOvertakenBy(Instant known, Instant now) {
        return asked != null && known.isAfter(asked) && !known.isAfter(now);
    }

    /** The time to be written. An answer in part spares nobody the next question. */
    Instant toWrite(@Nullable Instant known, Instant now) {
        if (asked == null) {
            return now;
        }
        return namesEveryGroup || known == null ? asked : known;
    }
}
