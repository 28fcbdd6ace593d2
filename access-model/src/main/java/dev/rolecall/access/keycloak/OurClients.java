package dev.rolecall.access.keycloak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of what Rolecall needs beside organizations and groups: a client, a client scope, its mappers. */
final class OurClients {
    /** The audience of our own interface; its roles are in {@link #ROLES}. */
    static final String CLIENT = "rolecall";

    /** Name -> description. */
    static final Map<String, String> ROLES = roles();

    static final String SCOPE = "access";

    static final String ACCESS_MAPPER = "rolecall-access-mapper";

    static final String GUARD_MAPPER = "rolecall-guard-mapper";

    static final String CLAIM_NAME = "claim.name";

    static final String OPENID_CONNECT = "openid-connect";

    private OurClients() {}

    /** As in the realm that is shipped. */
    static Map<String, String> settingsOfAccessMapper() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(CLAIM_NAME, SCOPE);
        for (String token : List.of("access.token", "id.token", "userinfo.token", "introspection.token")) {
            settings.put(token + ".claim", "true");
        }
        settings.put("lightweight.claim", "false");
        return settings;
    }

    private static Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("import-create", "Send a file of people and follow that own import");
        roles.put("import-view", "See every import of the realm");
        roles.put("sync-write", "Create and change people now");
        roles.put("access-view", "See who may do what");
        roles.put("access-manage", "Give and take grants, within the caller's own");
        roles.put("user-view", "See a person's fields and grants");
        return roles;
    }
}
