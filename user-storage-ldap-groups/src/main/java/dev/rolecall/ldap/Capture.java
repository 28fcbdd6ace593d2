package dev.rolecall.ldap;

import org.jspecify.annotations.Nullable;

/**
 * What a named group of a pattern caught.
 *
 * @param text  as the directory spells it
 * @param fault why it can stand for nothing, or null
 */
record Capture(String text, @Nullable String fault) {
    static Capture of(String text) {
        return new Capture(text, text.isEmpty() ? "caught nothing" : null);
    }

    /** @param piece of a canonical distinguished name */
    static Capture ofDn(String piece) {
        return CanonicalDn.valueOf(piece)
                .map(Capture::of)
                .orElseGet(() -> new Capture(piece, "caught more than a piece of one name of the group's DN"));
    }

    /** As patterns compare: two that differ in case only are one. */
    String folded() {
        return CanonicalDn.folded(text);
    }
}
