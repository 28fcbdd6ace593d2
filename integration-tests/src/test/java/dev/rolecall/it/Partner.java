package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Browser;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import dev.rolecall.demo.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Another realm of the same server in which people log in to a realm: it tells of each of them what a test says, in the
 * claims {@code https://partner.test/claims/user-sync} and {@code person}, and the usercode in {@code usercode}.
 */
final class Partner {
    static final String CLAIM = "https://partner.test/claims/user-sync";

    private static final String CLIENT = "broker";
    private static final String SECRET = "broker-secret";
    private static final String PROFILE = """
            {"attributes":[
              {"name":"username","permissions":{"view":["admin","user"],"edit":["admin","user"]}},
              {"name":"email","permissions":{"view":["admin","user"],"edit":["admin","user"]}},
              {"name":"firstName","permissions":{"view":["admin","user"],"edit":["admin","user"]}},
              {"name":"lastName","permissions":{"view":["admin","user"],"edit":["admin","user"]}},
              {"name":"payload","permissions":{"view":["admin"],"edit":["admin"]}},
              {"name":"person","permissions":{"view":["admin"],"edit":["admin"]}},
              {"name":"usercode","permissions":{"view":["admin"],"edit":["admin"]}}]}""";

    private final TestRealm realm;
    private final TestRealm itself;

    private Partner(TestRealm realm, TestRealm itself) {
        this.realm = realm;
        this.itself = itself;
    }

    static Partner of(TestRealm realm) {
        TestRealm itself = realm.sibling(realm.name() + "-partner");
        ObjectNode file = Json.object();
        file.put("realm", itself.name()).put("enabled", true).put("sslRequired", "none");
        file.withArray("clients").add(client(realm));
        ObjectNode profile = file.withObject("components")
                .withArray("org.keycloak.userprofile.UserProfileProvider")
                .addObject();
        profile.put("providerId", "declarative-user-profile");
        profile.withObject("config").withArray("kc.user.profile.config").add(PROFILE);
        realm.asAdministrator().post("", file).expecting(201);
        return new Partner(realm, itself);
    }

    private static JsonNode client(TestRealm realm) {
        return Json.of(Map.of(
                "clientId",
                CLIENT,
                "secret",
                SECRET,
                "redirectUris",
                List.of(realm.asApplication().uri("/broker/").toString() + "*"),
                "protocolMappers",
                List.of(
                        attribute("payload", CLAIM.replace(".", "\\."), "JSON"),
                        attribute("person", "person", "JSON"),
                        attribute("usercode", "usercode", "String"))));
    }

    private static Map<String, Object> attribute(String name, String claim, String type) {
        return Map.of(
                "name",
                name,
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-usermodel-attribute-mapper",
                "config",
                Map.of("user.attribute", name, "claim.name", claim, "jsonType.label", type, "id.token.claim", "true"));
    }

    // the realm's side

    /** Makes it one more identity provider of the realm, with the mapper; the answer is the alias. */
    String provider(Map<String, String> settings) {
        return provider(realm, settings);
    }

    String provider(TestRealm of, Map<String, String> settings) {
        // Keycloak itself writes names and addresses in this mode
        String alias = plainProvider(of, settings.getOrDefault("syncMode", "FORCE"));
        Map<String, String> config =
                new LinkedHashMap<>(Map.of("syncMode", "FORCE", "payloadClaim", CLAIM, "usercodeClaim", "usercode"));
        config.putAll(settings);
        addMapper(of, alias, "rolecall-user-sync-idp-mapper", config);
        return alias;
    }

    /** One without a mapper of ours. */
    String plainProvider() {
        return plainProvider("FORCE");
    }

    String plainProvider(String syncMode) {
        return plainProvider(realm, syncMode);
    }

    private String plainProvider(TestRealm of, String syncMode) {
        String alias = "partner-" + UUID.randomUUID();
        ObjectNode provider =
                identityProvider(alias, itself.asApplication().uri("").toString());
        provider.withObject("config").put("syncMode", syncMode);
        of.asAdministrator()
                .post(of.path("/identity-provider/instances"), provider)
                .expecting(201);
        return alias;
    }

    /** One of any kind. */
    void addMapper(String alias, String type, Map<String, String> config) {
        addMapper(realm, alias, type, config);
    }

    private static void addMapper(TestRealm of, String alias, String type, Map<String, String> config) {
        of.asAdministrator()
                .post(
                        of.path("/identity-provider/instances/" + alias + "/mappers"),
                        Json.of(Map.of(
                                "name",
                                type,
                                "identityProviderAlias",
                                alias,
                                "identityProviderMapper",
                                type,
                                "config",
                                config)))
                .expecting(201);
    }

    /** Switches Keycloak's Trust Email on. */
    void trustEmail(String alias) {
        String path = realm.path("/identity-provider/instances/" + alias);
        ObjectNode provider =
                (ObjectNode) realm.asAdministrator().get(path).expecting(200).json();
        realm.asAdministrator().put(path, provider.put("trustEmail", true)).expecting(204);
    }

    static ObjectNode identityProvider(String alias, String issuer) {
        String endpoints = issuer + "/protocol/openid-connect";
        Map<String, String> config = new LinkedHashMap<>();
        config.put("clientId", CLIENT);
        config.put("clientSecret", SECRET);
        config.put("clientAuthMethod", "client_secret_post");
        config.put("issuer", issuer);
        config.put("authorizationUrl", endpoints + "/auth");
        config.put("tokenUrl", endpoints + "/token");
        config.put("jwksUrl", endpoints + "/certs");
        config.put("useJwksUrl", "true");
        config.put("validateSignature", "true");
        config.put("disableUserInfo", "true");
        config.put("defaultScope", "openid");
        return (ObjectNode) Json.of(Map.of("alias", alias, "providerId", "oidc", "enabled", true, "config", config));
    }

    // its own side

    /** A new person there of whom it says nothing but the name; the answer is the id there. */
    String person() {
        return itself.person();
    }

    /** A new person there, about whom it says this; the answer is the id there. */
    String person(String usercode, JsonNode payload) {
        String id = itself.person();
        says(id, usercode, "payload", payload);
        return id;
    }

    void says(String id, String usercode, JsonNode payload) {
        says(id, usercode, "payload", payload);
    }

    void says(String id, String usercode, String attribute, JsonNode value) {
        ObjectNode user = (ObjectNode) itself.user(id);
        ObjectNode attributes = user.putObject("attributes");
        attributes.putArray("usercode").add(usercode);
        attributes.putArray(attribute).add(value.toString());
        realm.asAdministrator().put(itself.path("/users/" + id), user).expecting(204);
    }

    /** The address that its own tokens name, beside what a test says of the person. */
    void hasAddress(String id, String email, boolean verified) {
        ObjectNode user = (ObjectNode) itself.user(id);
        realm.asAdministrator()
                .put(itself.path("/users/" + id), user.put("email", email).put("emailVerified", verified))
                .expecting(204);
    }

    String username(String id) {
        return itself.username(id);
    }

    /** Links an account of the realm with somebody there, as an administrator. */
    void link(String account, String alias, String id) {
        realm.asAdministrator()
                .post(
                        realm.path("/users/" + account + "/federated-identity/" + alias),
                        Json.of(Map.of("userId", id, "userName", "x")))
                .expecting(204);
    }

    // logins

    /** A first visit of somebody to the realm's application, as far as it goes without help. */
    Visit visit(String id, String alias) {
        return visit(new Browser(), realm, id, alias);
    }

    Visit visit(Browser browser, TestRealm of, String id, String alias) {
        Visit page = browser.open(of.request(TestRealm.TEST_APP).parameter("kc_idp_hint", alias));
        return browser.submit(page, Map.of("username", itself.username(id), "password", TestRealm.PASSWORD));
    }

    Tokens login(String id, String alias) {
        Visit visit = visit(id, alias);
        return realm.asApplication().exchange(visit.request(), visit.code());
    }

    /** The accounts of the realm that are linked with somebody of this provider. */
    List<JsonNode> linkedWith(String alias) {
        return list(realm.asAdministrator().get(realm.path("/users?briefRepresentation=false&idpAlias=" + alias)));
    }

    /** Why logins through a provider were refused, oldest first. */
    List<String> refusals(String alias) {
        List<String> reasons = new ArrayList<>();
        for (JsonNode event : events("IDENTITY_PROVIDER_LOGIN_ERROR")) {
            if (event.at("/details/identity_provider").asText().equals(alias)
                    && event.path("error").asText().equals("user_sync_refused")) {
                reasons.add(0, event.at("/details/reason").asText());
            }
        }
        return reasons;
    }

    List<JsonNode> events(String type) {
        return list(realm.asAdministrator().get(realm.path("/events?max=500&type=" + type)));
    }

    static List<JsonNode> list(Answer answer) {
        return StreamSupport.stream(answer.expecting(200).json().spliterator(), false)
                .toList();
    }
}
