package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** LDAP providers and mappers of a realm, and people who log in through them. */
final class LdapMappers {
    private final TestRealm realm;
    private final LdapDirectory directory;

    LdapMappers(TestRealm realm, LdapDirectory directory) {
        this.realm = realm;
        this.directory = directory;
    }

    String provider(String usersDn, boolean isImporting) {
        Map<String, List<String>> config = new HashMap<>();
        config.put("enabled", List.of("true"));
        config.put("vendor", List.of("other"));
        config.put("connectionUrl", List.of(directory.url()));
        config.put("bindDn", List.of(Slapd.BIND_DN));
        config.put("bindCredential", List.of(Slapd.PASSWORD));
        config.put("authType", List.of("simple"));
        config.put("usersDn", List.of(usersDn));
        config.put("usernameLDAPAttribute", List.of("uid"));
        config.put("rdnLDAPAttribute", List.of("uid"));
        config.put("uuidLDAPAttribute", List.of("entryUUID"));
        config.put("userObjectClasses", List.of("inetOrgPerson"));
        config.put("editMode", List.of("READ_ONLY"));
        config.put("importEnabled", List.of(Boolean.toString(isImporting)));
        config.put("searchScope", List.of("2"));
        config.put("pagination", List.of("true"));
        config.put("connectionPooling", List.of("false"));
        return component(realm.id(), "ldap", "org.keycloak.storage.UserStorageProvider", config);
    }

    String mapper(String provider, Map<String, List<String>> settings) {
        Map<String, List<String>> config = new HashMap<>(settings);
        config.putIfAbsent("groupBases", List.of(LdapDirectory.GROUPS));
        return component(
                provider, "rolecall-ldap-group-mapper", "org.keycloak.storage.ldap.mappers.LDAPStorageMapper", config);
    }

    private String component(String parent, String id, String type, Map<String, List<String>> config) {
        return TestRealm.idAt(realm.asAdministrator()
                .post(
                        realm.path("/components"),
                        Json.of(Map.of(
                                "name",
                                id + "-" + UUID.randomUUID(),
                                "parentId",
                                parent,
                                "providerId",
                                id,
                                "providerType",
                                type,
                                "config",
                                config)))
                .expecting(201)
                .location());
    }

    void remove(String component) {
        realm.asAdministrator().delete(realm.path("/components/" + component)).expecting(204);
    }

    void set(String component, String key, String value) {
        String path = realm.path("/components/" + component);
        ObjectNode saved =
                (ObjectNode) realm.asAdministrator().get(path).expecting(200).json();
        ((ObjectNode) saved.path("config")).set(key, Json.of(List.of(value)));
        realm.asAdministrator().put(path, saved).expecting(204);
    }

    String personIn(String... groups) {
        return inAll(directory.addPerson("m-" + UUID.randomUUID()), groups);
    }

    String guestIn(String... groups) {
        return inAll(directory.addPerson("guest-" + UUID.randomUUID()), groups);
    }

    private String inAll(String person, String... groups) {
        for (String group : groups) {
            directory.addTo(group, person);
        }
        return person;
    }

    Tokens login(String person) {
        return realm.asApplication().password(TestRealm.TEST_APP, null, person, person, Map.of("scope", "openid"));
    }

    JsonNode access(String person) {
        return login(person).accessClaims().path("access");
    }

    Tokens refresh(Tokens tokens) {
        return realm.asApplication().refresh(TestRealm.TEST_APP, null, tokens.refresh(), Map.of());
    }

    /** An administrator's call about a mapper. */
    Answer get(String mapper, String call) {
        return realm.asAdministrator().get("/" + realm.name() + "/rolecall-ldap/" + mapper + "/" + call);
    }

    JsonNode sync(String mapper) {
        return realm.asAdministrator()
                .post("/" + realm.name() + "/rolecall-ldap/" + mapper + "/reconcile", Json.object())
                .expecting(200)
                .json();
    }
}
