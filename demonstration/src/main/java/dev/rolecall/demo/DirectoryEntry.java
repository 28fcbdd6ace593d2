package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The user federation entry {@code directory} of the realm: Keycloak's own LDAP provider, with the mapper that makes roles
 * of groups. It is made when the realm has none; later starts only tell it where the directory is, so what a visitor
 * changed in the admin console stays.
 */
final class DirectoryEntry {
    static final String NAME = "directory";
    static final String MAPPER = "groups to roles";

    /** How old an answer of the directory may be when a token is refreshed; short, so that a visitor sees it. */
    static final int REFRESH_SECONDS = 10;

    static final List<String> RULES = List.of(
            "cn=globex-viewers,ou=groups," + DemoDirectory.BASE + " -> VIEW@globex",
            "pattern(cn=(?<customer>\\w+)-(?<deployment>[\\w-]+)-admins,ou=groups," + DemoDirectory.BASE
                    + ") -> ADMIN@${customer}/${deployment}");

    private static final String PROVIDERS = "org.keycloak.storage.UserStorageProvider";
    private static final String MAPPERS = "org.keycloak.storage.ldap.mappers.LDAPStorageMapper";
    private static final String URL = "connectionUrl";

    private final Administration administration;
    private final String components;

    DirectoryEntry(Administration administration, String realm) {
        this.administration = administration;
        this.components = "/" + realm + "/components";
    }

    void pointAt(String directory) {
        JsonNode entry = named(NAME, PROVIDERS, "");
        String id = entry.isMissingNode() ? created(provider(directory)) : movedTo(directory, entry);
        if (named(MAPPER, MAPPERS, "&parent=" + id).isMissingNode()) {
            created(mapper(id));
        }
    }

    private JsonNode named(String name, String type, String more) {
        JsonNode found = administration
                .get(components + "?type=" + type + more)
                .expecting(200)
                .json();
        for (JsonNode component : found) {
            if (component.path("name").asText().equals(name)) {
                return component;
            }
        }
        return found.path(-1);
    }

    private String created(Map<String, Object> component) {
        URI location = administration
                .post(components, Json.of(component))
                .expecting(201)
                .location();
        return location.getPath().substring(location.getPath().lastIndexOf('/') + 1);
    }

    private String movedTo(String directory, JsonNode entry) {
        String id = entry.path("id").asText();
        if (!entry.path("config").path(URL).path(0).asText().equals(directory)) {
            ObjectNode changed = entry.deepCopy();
            changed.withObject("/config").set(URL, Json.of(List.of(directory)));
            administration.put(components + "/" + id, changed).expecting(204);
        }
        return id;
    }

    private static Map<String, Object> provider(String directory) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("enabled", "true");
        config.put("priority", "0");
        config.put("vendor", "other");
        config.put(URL, directory);
        config.put("bindDn", DemoDirectory.ADMINISTRATOR);
        config.put("bindCredential", DemoDirectory.PASSWORD);
        config.put("authType", "simple");
        config.put("usersDn", "ou=people," + DemoDirectory.BASE);
        config.put("usernameLDAPAttribute", "uid");
        config.put("rdnLDAPAttribute", "uid");
        config.put("uuidLDAPAttribute", "entryUUID");
        config.put("userObjectClasses", "inetOrgPerson");
        config.put("searchScope", "2");
        config.put("pagination", "true");
        config.put("editMode", "READ_ONLY");
        config.put("importEnabled", "true");
        config.put("syncRegistrations", "false");
        config.put("cachePolicy", "DEFAULT");
        config.put("batchSizeForSync", "1000");
        config.put("connectionPooling", "true");
        config.put("connectionTimeout", "5000"); // milliseconds, as the next one
        config.put("readTimeout", "10000"); // there is no default: a directory that hangs would hang every login
        return component(NAME, "ldap", PROVIDERS, "", config, Map.of());
    }

    private static Map<String, Object> mapper(String provider) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("groupBases", "ou=groups," + DemoDirectory.BASE);
        config.put("groupObjectClasses", "groupOfNames");
        config.put("strategy", "MEMBER"); // a directory in memory keeps no memberOf
        config.put("refreshSeconds", Integer.toString(REFRESH_SECONDS));
        return component(MAPPER, "rolecall-ldap-group-mapper", MAPPERS, provider, config, Map.of("rules", RULES));
    }

    private static Map<String, Object> component(
            String name,
            String provider,
            String type,
            String parent,
            Map<String, String> single,
            Map<String, List<String>> several) {
        Map<String, List<String>> config = new LinkedHashMap<>();
        single.forEach((key, value) -> config.put(key, List.of(value)));
        config.putAll(several);
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("name", name);
        component.put("providerId", provider);
        component.put("providerType", type);
        if (!parent.isEmpty()) {
            component.put("parentId", parent);
        }
        component.put("config", config);
        return component;
    }
}
