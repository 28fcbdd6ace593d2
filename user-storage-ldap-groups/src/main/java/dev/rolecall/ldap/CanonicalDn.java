package dev.rolecall.ldap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * A distinguished name in one spelling (RFC 4514): no white space between its parts, values quoted with backslashes,
 * parts of one RDN sorted.
 *
 * <p>Two names are the same if all of their parts are, in any case and with runs of spaces for one (RFC 4518 2.6.1).
 * {@link LdapName} compares in upper case, where {@code ı} becomes {@code I}, so that {@code cn=admıns} would be
 * {@code cn=admins} for it though a directory keeps both. Here such a name is another one: who may register a uid would
 * get the groups of its double.
 */
public final class CanonicalDn {
    private static final String BETWEEN_NAMES = ",+=";
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final String text;
    private final String key;

    private CanonicalDn(String text, String key) {
        this.text = text;
        this.key = key;
    }

    /**
     * A name as an admin or a directory wrote it. Of texts that are none, {@link LdapName} answers some with other
     * exceptions, {@code a="""} even with an index out of bounds.
     *
     * @throws InvalidNameException if it is none
     */
    public static LdapName read(String dn) throws InvalidNameException {
        try {
            return new LdapName(dn);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw (InvalidNameException) new InvalidNameException("no distinguished name").initCause(e);
        }
    }

    public static CanonicalDn of(LdapName dn) {
        StringBuilder text = new StringBuilder();
        for (int i = dn.size() - 1; i >= 0; i--) { // an LdapName counts from the root
            text.append(text.isEmpty() ? "" : ",").append(dn.getRdn(i));
        }
        return new CanonicalDn(text.toString(), key(dn));
    }

    /**
     * The same for spellings of one name, and for no names that {@link LdapName#equals} tells apart. A tenth of the name's
     * size: who knows a directory keeps one for each member.
     */
    public static String key(LdapName dn) {
        StringBuilder key = new StringBuilder();
        for (Rdn rdn : dn.getRdns()) {
            List<String> parts = new ArrayList<>();
            if (rdn.size() == 1) {
                parts.add(part(rdn.getType(), rdn.getValue()));
            } else {
                addParts(rdn.toAttributes(), parts);
                parts.sort(null);
            }
            key.append(String.join("+", parts)).append(',');
        }
        return key.toString();
    }

    private static void addParts(Attributes attributes, List<String> parts) {
        try {
            NamingEnumeration<? extends Attribute> all = attributes.getAll();
            while (all.hasMore()) {
                Attribute attribute = all.next();
                for (int i = 0; i < attribute.size(); i++) {
                    parts.add(part(attribute.getID(), attribute.get(i)));
                }
            }
        } catch (NamingException e) {
            throw new IllegalStateException("a name in memory cannot be read", e);
        }
    }

    private static String part(String type, Object value) {
        return folded(type) + "="
                + (value instanceof String text ? Rdn.escapeValue(folded(text)) : Rdn.escapeValue(value));
    }

    /** As names and values are compared: in any case, without surrounding white space, runs of spaces for one. */
    static String folded(String value) {
        return LowerCase.of(SPACES.matcher(value.trim()).replaceAll(" "));
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

    /** As {@link #key(LdapName)}. */
    String key() {
        return key;
    }
}
