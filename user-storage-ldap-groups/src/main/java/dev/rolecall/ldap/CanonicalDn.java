package dev.rolecall.ldap;

import java.util.Locale;
import java.util.Optional;
import javax.naming.ldap.LdapName;

/**
 * A distinguished name in one spelling (RFC 4514): no white space between its parts, values quoted with backslashes,
 * parts of one RDN sorted.
 *
 * <p>Two names are the same if all of their parts are, in any case. {@link LdapName} compares in upper case, where
 * {@code ı} becomes {@code I}, so that {@code cn=admıns} would be {@code cn=admins} for it though a directory keeps both.
 * Here such a name is another one.
 */
public final class CanonicalDn {
    private static final String BETWEEN_NAMES = ",+=";

    private final String text;
    private final String key;

    private CanonicalDn(String text) {
        this.text = text;
        this.key = folded(text);
    }

    public static CanonicalDn of(LdapName dn) {
        StringBuilder text = new StringBuilder();
        for (int i = dn.size() - 1; i >= 0; i--) { // an LdapName counts from the root
            text.append(text.isEmpty() ? "" : ",").append(dn.getRdn(i));
        }
        return new CanonicalDn(text.toString());
    }

    /** As rules compare names and values: in any case, without surrounding white space. */
    static String folded(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * What a piece of a canonical text stands for, without the backslashes that quote it there; nothing if it is more
     * than a piece of one value.
     */
    static Optional<String> valueOf(String piece) {
        StringBuilder value = new StringBuilder(piece.length());
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (BETWEEN_NAMES.indexOf(c) >= 0) {
                return Optional.empty();
            }
            if (c == '\\') {
                i++;
                if (i == piece.length()) {
                    return Optional.empty();
                }
            }
            value.append(piece.charAt(i));
        }
        return Optional.of(value.toString());
    }

    /** In the case it was written in. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CanonicalDn dn && key.equals(dn.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** The same for all spellings. */
    String key() {
        return key;
    }
}
