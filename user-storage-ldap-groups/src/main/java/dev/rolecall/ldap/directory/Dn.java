package dev.rolecall.ldap.directory;

import dev.rolecall.ldap.CanonicalDn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/** Distinguished names: where they stand and what they are called. */
final class Dn {
    /** The optional bits at the end of a uniqueMember (RFC 4517 3.3.21). */
    private static final Pattern OPTIONAL_UID = Pattern.compile("#'[01]*'B$");

    private Dn() {}

    /** The name a directory gave as text, or null where it is none. */
    @Nullable static LdapName parse(String text) {
        try {
            return CanonicalDn.read(OPTIONAL_UID.matcher(text).replaceFirst(""));
        } catch (InvalidNameException e) {
            return null;
        }
    }

    /** At or below one of the bases, compared part by part from the root on, as {@link CanonicalDn} compares. */
    static boolean isWithin(LdapName dn, Collection<LdapName> bases) {
        String key = CanonicalDn.key(dn);
        return bases.stream().map(CanonicalDn::key).anyMatch(key::startsWith);
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
}
