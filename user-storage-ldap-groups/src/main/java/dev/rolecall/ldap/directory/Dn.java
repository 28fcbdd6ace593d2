package dev.rolecall.ldap.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** Distinguished names: where they stand, what they are called, and when two are the same. */
final class Dn {
    /** The optional bits at the end of a uniqueMember (RFC 4517 3.3.21). */
    private static final String OPTIONAL_UID = "#'[01]*'B$";

    private Dn() {}

    /** The name a directory gave as text, or null where it is none. */
    @Nullable static LdapName parse(String text) {
        try {
            return new LdapName(text.replaceFirst(OPTIONAL_UID, ""));
        } catch (InvalidNameException | IllegalArgumentException e) {
            return null;
        }
    }

    /** At or below one of the bases, compared name part by name part and not as text. */
    static boolean isWithin(LdapName dn, Collection<LdapName> bases) {
        return bases.stream().anyMatch(dn::startsWith);
    }

    /** The bases without those that stand below another. */
    static List<LdapName> outermost(Collection<LdapName> bases) {
        List<LdapName> outermost = new ArrayList<>();
        for (LdapName base : bases) {
            boolean covered = bases.stream().anyMatch(other -> !other.equals(base) && base.startsWith(other));
            if (!covered && !outermost.contains(base)) {
                outermost.add(base);
            }
        }
        return outermost;
    }

    /** The value of the attribute in the first part of the name, or null where that has no such attribute. */
    @Nullable static String ownName(LdapName dn, String attribute) {
        if (dn.isEmpty()) {
            return null;
        }
        Attribute values = dn.getRdn(dn.size() - 1).toAttributes().get(attribute);
        try {
            return values != null && values.get() instanceof String name ? name : null;
        } catch (NamingException e) {
            throw new IllegalStateException("a name in memory cannot be read", e);
        }
    }

    /**
     * Equal for two names exactly if {@link LdapName#equals} holds, and a tenth of its size: a snapshot keeps one for each
     * member of each group.
     */
    static String key(LdapName dn) {
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

    private static String folded(String text) {
        return text.trim().replaceAll("\\s+", " ").toUpperCase(Locale.ENGLISH).toLowerCase(Locale.ENGLISH);
    }
}
