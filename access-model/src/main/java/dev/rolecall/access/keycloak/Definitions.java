package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import java.util.Objects;
import java.util.UUID;
import org.keycloak.models.RealmModel;

/**
 * The version of a realm's definitions: its permissions, custom roles and the names and places of role groups. It is a
 * realm attribute, so it commits with the change it stands for, and Keycloak's realm cache carries it to every node.
 */
final class Definitions {
    /** The realm attribute that holds the version. */
    private static final String VERSION = "rolecall.definitions";

    private Definitions() {}

    static String version(RealmModel realm) {
        return Objects.requireNonNullElse(realm.getAttribute(VERSION), "");
    }

    /** Makes what is kept stale on every node, from the end of this transaction on. */
    static void changed(RealmModel realm) {
        if (AccessProvider.isEnabled(realm)) {
            realm.setAttribute(VERSION, UUID.randomUUID().toString());
        }
    }
}
