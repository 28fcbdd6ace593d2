package dev.rolecall.people;

import java.util.Locale;

/** Why somebody whom a snapshot misses stays. Part of the API. */
public enum StayReason {
    /** The account is one that no row may change, or holds more than the source may give. */
    PROTECTED_ACCOUNT,
    /** The user was removed, or is no longer a person of the source. */
    NO_LONGER_THERE,
    /** The file names the person by another key, or a later file of the source does. */
    NAMED,
    /** Another source brought the person in too. */
    OF_ANOTHER_SOURCE,
    /** The realm or its database refuses the change. */
    REFUSED;

    /** As in JSON, for example {@code protected-account}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
