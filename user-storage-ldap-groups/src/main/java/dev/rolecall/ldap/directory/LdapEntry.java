package dev.rolecall.ldap.directory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the directory gave it.
 *
 * @param attributes by name as it came, options such as {@code ;range=0-1499} included; looked up whatever the case
 */
public record LdapEntry(LdapName dn, Map<String, List<Object>> attributes) {
    public LdapEntry {
        Map<String, List<Object>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(attributes);
        attributes = copy;
    }

    List<String> texts(String attribute) {
        List<String> texts = new ArrayList<>();
        for (Object value : values(attribute)) {
            texts.add(value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString());
        }
        return texts;
    }

    List<byte[]> bytes(String attribute) {
        List<byte[]> bytes = new ArrayList<>();
        for (Object value : values(attribute)) {
            bytes.add(value instanceof byte[] raw ? raw : value.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes;
    }

    private List<Object> values(String attribute) {
        return attributes.getOrDefault(attribute, List.of());
    }

    /** The part of the attribute this entry holds, where the directory gave only a part (Active Directory, MS-ADTS 3.1.1.3.1.3.3). */
    @Nullable Range range(String attribute) {
        String prefix = attribute.toLowerCase(Locale.ROOT) + ";range=";
        for (String name : attributes.keySet()) {
            if (name.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                return Range.parse(name, name.substring(prefix.length()));
            }
        }
        return null;
    }

    /** Says neither who it is nor what is in it. */
    @Override
    public String toString() {
        return "LdapEntry" + attributes.keySet();
    }
}
