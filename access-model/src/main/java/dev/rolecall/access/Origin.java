package dev.rolecall.access;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a grant or an association came from.
 *
 * @param kind what kind of source
 * @param id   which one (a source, a client, an import), or null where the kind says all
 */
public record Origin(Kind kind, @Nullable String id) {
    /**
     * Whether a source of this origin may take away what that one gave: all of its kind, but of identity providers and
     * LDAP mappers only the very same one, as each knows its own people and nothing of the other's.
     */
    public boolean owns(Origin other) {
        return kind.ownsGrantsOf(other.kind) && (!kind.isOneOfMany() || Objects.equals(id, other.id));
    }

    /** A source takes away only what its own kind gave. */
    public enum Kind {
        CONSOLE,
        REST,
        IMPORT,
        SYNC,
        LDAP,
        IDENTITY_PROVIDER;

        /** {@code import} and {@code sync} count as one kind. */
        public boolean ownsGrantsOf(Kind other) {
            return this == other || (bringsPeople() && other.bringsPeople());
        }

        private boolean isOneOfMany() {
            return this == IDENTITY_PROVIDER || this == LDAP;
        }

        private boolean bringsPeople() {
            return this == IMPORT || this == SYNC;
        }

        /** As in JSON and in the table, for example {@code identity-provider}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Kind fromWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
