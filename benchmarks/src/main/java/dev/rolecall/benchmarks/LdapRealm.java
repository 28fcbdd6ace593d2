package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Project;
import dev.rolecall.demo.Realm;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A realm with the people of the directory and one way to make something of their groups. For Rolecall's ways it is the
 * shipped one with the customers that the groups name, otherwise one as Keycloak makes it.
 */
final class LdapRealm {
    private static final String CLIENT = "bench";
    private static final Duration LONGEST_SYNC = Duration.ofHours(3);

    private final RunningServer server;
    private final LdapWay way;
    private final Realm realm;
    private final LdapData data;
    private String provider = "";
    private String mapper = "";

    private LdapRealm(RunningServer server, LdapWay way, LdapData data, String name) {
        this.server = server;
        this.way = way;
        this.realm = server.realm(name);
        this.data = data;
    }

    static LdapRealm create(
            Project project, RunningServer server, OpenLdap directory, LdapData data, LdapWay way, LdapStep step) {
        return create(project, server, directory, data, way, way.realm(step), Map.of());
    }

    /** With a small part of the people. */
    static LdapRealm createForWarmUp(
            Project project, RunningServer server, OpenLdap directory, LdapData data, LdapWay way, LdapStep step) {
        Map<String, String> some = Map.of("customUserSearchFilter", data.filterOfSome());
        return create(project, server, directory, data, way, way.realm(step) + "-warm-up", some);
    }

    private static LdapRealm create(
            Project project,
            RunningServer server,
            OpenLdap directory,
            LdapData data,
            LdapWay way,
            String name,
            Map<String, String> settings) {
        LdapRealm made = new LdapRealm(server, way, data, name);
        made.addRealm(project);
        made.addClient();
        made.addProvider(directory, settings);
        return made;
    }

    LdapWay way() {
        return way;
    }

    String name() {
        return realm.name();
    }

    private void addRealm(Project project) {
        ObjectNode settings = way.isOurs() ? RealmCopy.named(name(), project) : Json.object();
        settings.put("realm", name());
        settings.put("enabled", true);
        settings.put("bruteForceProtected", false);
        settings.put("eventsEnabled", false);
        settings.put("adminEventsEnabled", false);
        settings.put("revokeRefreshToken", false);
        settings.put("accessTokenLifespan", 3_600);
        server.administration().post("", settings).expecting(201);
        if (way.isOurs()) {
            addCustomers();
        }
    }

    private void addCustomers() {
        String token = realm.clientCredentials(RolecallCalls.CLIENT, Stack.secretOf(RolecallCalls.CLIENT))
                .access();
        JsonNode customer = Json.of(Map.of("deployments", LdapData.deployments()));
        for (String alias : data.customers()) {
            Http.send("PUT", realm.uri("/rolecall/customers/" + alias), token, customer)
                    .expecting(201);
        }
    }

    /** Shows in tokens what the way makes of groups. */
    private void addClient() {
        ObjectNode client = (ObjectNode)
                Json.of(Map.of("clientId", CLIENT, "publicClient", true, "directAccessGrantsEnabled", true));
        if (way == LdapWay.GROUP || way == LdapWay.GROUP_IMPORT) {
            client.putArray("protocolMappers")
                    .add(Json.of(Map.of(
                            "name",
                            "groups",
                            "protocol",
                            "openid-connect",
                            "protocolMapper",
                            "oidc-group-membership-mapper",
                            "config",
                            Map.of("claim.name", "groups", "full.path", "false", "access.token.claim", "true"))));
        }
        server.administration().post(path("/clients"), client).expecting(201);
    }

    private void addProvider(OpenLdap directory, Map<String, String> further) {
        Map<String, String> settings = new HashMap<>(further);
        settings.put("enabled", "true");
        settings.put("vendor", "other");
        settings.put("connectionUrl", directory.url());
        settings.put("bindDn", LdapData.BIND_DN);
        settings.put("bindCredential", OpenLdap.PASSWORD);
        settings.put("authType", "simple");
        settings.put("usersDn", LdapData.PEOPLE);
        settings.put("usernameLDAPAttribute", "uid");
        settings.put("rdnLDAPAttribute", "uid");
        settings.put("uuidLDAPAttribute", "entryUUID");
        settings.put("userObjectClasses", "inetOrgPerson");
        settings.put("editMode", "READ_ONLY");
        settings.put("importEnabled", "true");
        settings.put("searchScope", "1");
        settings.put("pagination", "true");
        settings.put("batchSizeForSync", "1000");
        settings.put("connectionPooling", "true");
        settings.put("connectionTimeout", "5000");
        settings.put("readTimeout", "60000");
        String id = server.administration()
                .get(path(""))
                .expecting(200)
                .json()
                .path("id")
                .asText();
        Map<String, List<String>> config = new HashMap<>();
        settings.forEach((key, value) -> config.put(key, List.of(value)));
        provider = add(id, "ldap", "org.keycloak.storage.UserStorageProvider", config);
        way.mapper()
                .ifPresent(stands -> mapper = add(
                        provider, stands.id(), "org.keycloak.storage.ldap.mappers.LDAPStorageMapper", stands.config()));
    }

    private String add(String parent, String kind, String type, Map<String, List<String>> config) {
        String address = server.administration()
                .post(
                        path("/components"),
                        Json.of(Map.of(
                                "name",
                                kind,
                                "parentId",
                                parent,
                                "providerId",
                                kind,
                                "providerType",
                                type,
                                "config",
                                config)))
                .expecting(201)
                .location()
                .toString();
        return address.substring(address.lastIndexOf('/') + 1);
    }

    /** Whether there is a mapper whose own sync can be asked for. */
    boolean hasMapper() {
        return !mapper.isEmpty();
    }

    /** Of the provider with all its mappers; the answer says how many people came. */
    JsonNode syncPeople() {
        return sync("/user-storage/" + provider + "/sync?action=triggerFullSync");
    }

    JsonNode syncGroups() {
        return sync("/user-storage/" + provider + "/mappers/" + mapper + "/sync?direction=fedToKeycloak");
    }

    private JsonNode sync(String path) {
        URI uri = realm.adminUri(path);
        Answer answer = Http.send(Http.request(uri, server.administration().token())
                .timeout(LONGEST_SYNC)
                .POST(BodyPublishers.noBody()));
        JsonNode result = answer.expecting(200).json();
        if (result.path("failed").asInt() > 0) {
            throw new BenchmarkFailedException("a sync of " + name() + " failed for some: "
                    + result.path("status").asText());
        }
        return result;
    }

    void clearUserCache() {
        server.administration().post(path("/clear-user-cache"), Json.object()).expecting(204);
    }

    PreparedRequest login(int person) {
        return token(Map.of(
                "grant_type",
                "password",
                "client_id",
                CLIENT,
                "scope",
                "openid",
                "username",
                data.uid(person),
                "password",
                data.uid(person)));
    }

    PreparedRequest refresh(String token) {
        return token(Map.of("grant_type", "refresh_token", "client_id", CLIENT, "refresh_token", token));
    }

    private PreparedRequest token(Map<String, String> fields) {
        return PreparedRequest.form(realm.uri("/protocol/openid-connect/token"), fields);
    }

    private String path(String below) {
        return "/" + name() + below;
    }
}
