package dev.rolecall.ldap.directory;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The timeouts an LDAP provider should have and does not. Keycloak has none for reading: a directory that accepts and stays
 * silent holds a login for ever. Connections in the pool keep the timeout they were opened with, so it is to be set when the
 * provider is made; later a restart makes sure.
 *
 * @param toSet what to write into the provider's settings; empty if nothing is missing
 */
public record DirectoryTimeouts(Map<String, String> toSet) {
    public static final String CONNECTION_TIMEOUT = "connectionTimeout";
    public static final String READ_TIMEOUT = "readTimeout";
    private static final String CONNECTION_MILLIS = "5000";
    private static final String READ_MILLIS = "10000";

    public DirectoryTimeouts {
        toSet = Map.copyOf(toSet);
    }

    /** @param connectionTimeout and readTimeout as they stand in the provider's settings, in milliseconds */
    public static DirectoryTimeouts missingIn(@Nullable String connectionTimeout, @Nullable String readTimeout) {
        Map<String, String> toSet = new TreeMap<>();
        if (isEndless(connectionTimeout)) {
            toSet.put(CONNECTION_TIMEOUT, CONNECTION_MILLIS);
        }
        if (isEndless(readTimeout)) {
            toSet.put(READ_TIMEOUT, READ_MILLIS);
        }
        return new DirectoryTimeouts(toSet);
    }

    /** JNDI waits for ever if there is no number, or none above 0. */
    private static boolean isEndless(@Nullable String millis) {
        return millis == null || !millis.trim().matches("0*[1-9]\\d{0,8}");
    }

    public boolean isComplete() {
        return toSet.isEmpty();
    }
}
