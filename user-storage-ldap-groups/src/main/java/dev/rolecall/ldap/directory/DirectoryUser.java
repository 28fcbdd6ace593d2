package dev.rolecall.ldap.directory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * A person's entry, as far as it was read already.
 *
 * @param attributes values by name, whatever the case. An attribute that is not a key was not asked for, and will be where
 *                   it is needed; an empty list says that the person has none
 * @param cutShort   the attributes of which the directory gave a part only ({@code ;range=})
 */
public record DirectoryUser(LdapName dn, Map<String, List<String>> attributes, Set<String> cutShort) {
    public DirectoryUser {
        Map<String, List<String>> lowered = new HashMap<>();
        attributes.forEach((name, values) -> lowered.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        attributes = Map.copyOf(lowered);
        Set<String> cut = new HashSet<>();
        cutShort.forEach(name -> cut.add(name.toLowerCase(Locale.ROOT)));
        cutShort = Set.copyOf(cut);
    }

    public DirectoryUser(LdapName dn, Map<String, List<String>> attributes) {
        this(dn, attributes, Set.of());
    }

    /** All values, or null if nobody asked for them or they did not all come. */
    @Nullable List<String> whole(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        return cutShort.contains(name) ? null : attributes.get(name);
    }

    /** Says not who it is. */
    @Override
    public String toString() {
        return "DirectoryUser" + attributes.keySet();
    }
}
