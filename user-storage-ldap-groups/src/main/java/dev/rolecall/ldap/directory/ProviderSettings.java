package dev.rolecall.ldap.directory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * What Keycloak's LDAP provider needs to know of a directory. All the rest is set as it is safe: nothing is written to the
 * directory, people who register stay in Keycloak, nothing waits for ever, answers come in pages, and the server's truststore
 * says who is trusted.
 *
 * @param bind          null to ask without a name
 * @param objectClasses people have all of them
 * @param filter        what people must match besides, or empty
 * @param importing     whether Keycloak stores who logs in
 */
public record ProviderSettings(
        Vendor vendor,
        DirectoryAddress address,
        @Nullable Bind bind,
        String usersDn,
        String usernameAttribute,
        String rdnAttribute,
        String uuidAttribute,
        List<String> objectClasses,
        String filter,
        boolean importing) {
    private static final int MOST_CLASSES = 10;
    private static final int MOST_CHARACTERS = 4_000;
    /** Seconds. A sync of changed people asks all groups too. */
    private static final int CHANGED_SYNC = 3_600;

    /** @throws InvalidProviderException for the first member that cannot be meant */
    public ProviderSettings {
        objectClasses = List.copyOf(objectClasses);
        requireDn(usersDn);
        requireAttribute("usernameAttribute", usernameAttribute);
        requireAttribute("rdnAttribute", rdnAttribute);
        requireAttribute("uuidAttribute", uuidAttribute);
        require(
                !objectClasses.isEmpty() && objectClasses.size() <= MOST_CLASSES,
                "userObjectClasses",
                "are 1 to " + MOST_CLASSES);
        objectClasses.forEach(name -> requireAttribute("userObjectClasses", name));
        require(
                filter.length() <= MOST_CHARACTERS && (filter.isEmpty() || Filter.isOneFilter(filter)),
                "userFilter",
                "is one filter in parentheses of at most " + MOST_CHARACTERS + " characters");
    }

    /**
     * As whom the directory is asked.
     *
     * @param name a distinguished name, or what else the directory takes, such as {@code user@domain}
     */
    public record Bind(String name, String credential) {
        public Bind {
            require(isLine(name), "bindDn", "is one line of 1 to " + MOST_CHARACTERS + " characters");
            // with an empty one the directory lets everybody in as nobody
            require(isLine(credential), "bindCredential", "is one line of 1 to " + MOST_CHARACTERS + " characters");
        }

        private static boolean isLine(String text) {
            return !text.isBlank()
                    && text.length() <= MOST_CHARACTERS
                    && text.chars().noneMatch(Character::isISOControl);
        }

        /** Says no credential. */
        @Override
        public String toString() {
            return "Bind[" + name + "]";
        }
    }

    private static void requireDn(String dn) {
        try {
            require(dn.length() <= MOST_CHARACTERS && !new LdapName(dn).isEmpty(), "usersDn", "is not the root");
        } catch (InvalidNameException e) {
            throw new InvalidProviderException(
                    "usersDn", "is a distinguished name, such as ou=people,dc=example,dc=com");
        }
    }

    private static void requireAttribute(String field, String name) {
        require(GroupSettings.isAttribute(name), field, "is the name of an attribute or an object class");
    }

    private static void require(boolean holds, String field, String message) {
        if (!holds) {
            throw new InvalidProviderException(field, message);
        }
    }

    /** By the names Keycloak gives its settings; one value each. */
    public Map<String, String> asConfig() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("enabled", "true");
        config.put("priority", "0");
        config.put("vendor", vendor.id());
        config.put("connectionUrl", address.text());
        config.put("startTls", String.valueOf(address.startTls()));
        if (!address.startTls()) { // Keycloak refuses both together, even where the pool is said to be off
            config.put("connectionPooling", "true");
        }
        config.put("useTruststoreSpi", "always");
        config.putAll(DirectoryTimeouts.missingIn(null, null).toSet());
        config.put("authType", bind == null ? "none" : "simple");
        if (bind != null) {
            config.put("bindDn", bind.name());
            config.put("bindCredential", bind.credential());
        }
        config.put("usersDn", usersDn);
        config.put("searchScope", "2"); // below it too
        config.put("usernameLDAPAttribute", usernameAttribute);
        config.put("rdnLDAPAttribute", rdnAttribute);
        config.put("uuidLDAPAttribute", uuidAttribute);
        config.put("userObjectClasses", String.join(", ", objectClasses));
        if (!filter.isEmpty()) {
            config.put("customUserSearchFilter", filter);
        }
        config.put("editMode", "READ_ONLY");
        config.put("importEnabled", String.valueOf(importing));
        config.put("syncRegistrations", "false");
        config.put("trustEmail", "false");
        config.put("validatePasswordPolicy", "false");
        config.put("allowKerberosAuthentication", "false");
        config.put("cachePolicy", "DEFAULT");
        config.put("pagination", "true");
        config.put("batchSizeForSync", "1000");
        config.put("fullSyncPeriod", "-1");
        config.put("changedSyncPeriod", String.valueOf(CHANGED_SYNC));
        return config;
    }
}
