package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A realm whose people come from an {@link LdapDirectory}: its LDAP providers, their mappers of groups, and logins. */
final class LdapRealm {
    private final TestRealm realm;
    private final LdapDirectory directory;

    LdapRealm(TestRealm realm, LdapDirectory directory) {
        this.realm = realm;
        this.directory = directory;
    }

    // providers and mappers

    Map<String, List<String>> providerSettings(String usersDn, boolean isImporting) {
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
        return config;
    }

    String addProvider(String name, String usersDn, boolean isImporting) {
        return addProvider(name, providerSettings(usersDn, isImporting));
    }

    String addProvider(String usersDn, boolean isImporting) {
        return addProvider("directory-" + UUID.randomUUID(), usersDn, isImporting);
    }

    String addProvider(String name, Map<String, List<String>> settings) {
        return TestRealm.idAt(component(name, realm.id(), "ldap", "org.keycloak.storage.UserStorageProvider", settings)
                .expecting(201)
                .location());
    }

    String addMapper(String provider, Map<String, List<String>> settings) {
        return TestRealm.idAt(tryMapper(provider, settings).expecting(201).location());
    }

    /** One that may be refused; it looks at {@link LdapDirectory#GROUPS} unless the settings say otherwise. */
    Answer tryMapper(String provider, Map<String, List<String>> settings) {
        Map<String, List<String>> config = new HashMap<>(settings);
        config.putIfAbsent("groupBases", List.of(LdapDirectory.GROUPS));
        return component(
                "groups-" + UUID.randomUUID(),
                provider,
                "rolecall-ldap-group-mapper",
                "org.keycloak.storage.ldap.mappers.LDAPStorageMapper",
                config);
    }

    private Answer component(
            String name, String parent, String provider, String type, Map<String, List<String>> settings) {
        return realm.asAdministrator()
                .post(
                        realm.path("/components"),
                        Json.of(Map.of(
                                "name",
                                name,
                                "parentId",
                                parent,
                                "providerId",
                                provider,
                                "providerType",
                                type,
                                "config",
                                settings)));
    }

    /** Of a provider or a mapper. */
    Answer change(String component, String key, String... values) {
        String path = realm.path("/components/" + component);
        ObjectNode saved =
                (ObjectNode) realm.asAdministrator().get(path).expecting(200).json();
        ((ObjectNode) saved.path("config")).set(key, Json.of(List.of(values)));
        return realm.asAdministrator().put(path, saved);
    }

    void set(String component, String key, String value) {
        change(component, key, value).expecting(204);
    }

    String setting(String component, String key) {
        return realm.asAdministrator()
                .get(realm.path("/components/" + component))
                .expecting(200)
                .json()
                .at("/config/" + key + "/0")
                .asText();
    }

    void remove(String component) {
        realm.asAdministrator().delete(realm.path("/components/" + component)).expecting(204);
    }

    // the module's own calls

    /** What follows {@code rolecall-ldap/}, sent by whoever has the token. */
    Answer call(@Nullable String token, String method, String below, @Nullable JsonNode body) {
        URI uri = realm.onServer("/admin/realms/" + realm.name() + "/rolecall-ldap/" + below);
        if (method.equals("GET")) {
            return Http.get(uri, token);
        }
        return Http.send(method, uri, token, body == null ? Json.object() : body);
    }

    /** As an administrator who may do everything. */
    Answer call(String method, String below) {
        return call(realm.asAdministrator().token(), method, below, null);
    }

    /** Brings everybody up to date; the answer is the report. */
    JsonNode sync(String mapper) {
        return call("POST", mapper + "/reconcile").expecting(200).json();
    }

    // people

    /** Somebody new who is in these groups. */
    String personIn(String... groups) {
        return inAll(directory.addPerson("l-" + UUID.randomUUID()), groups);
    }

    /** The same below {@link LdapDirectory#GUESTS}. */
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

    /** The claim {@code access} of a new access token. */
    JsonNode access(String person) {
        return login(person).accessClaims().path("access");
    }

    Tokens refresh(Tokens tokens) {
        return realm.asApplication().refresh(TestRealm.TEST_APP, null, tokens.refresh(), Map.of());
    }

    /** Whatever comes of it. */
    Answer tryRefresh(Tokens tokens) {
        return realm.asApplication()
                .token(Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        TestRealm.TEST_APP,
                        "refresh_token",
                        tokens.refresh()));
    }

    boolean isMember(String person, String alias) {
        return realm.isMember(realm.idOf(person), alias);
    }
}
