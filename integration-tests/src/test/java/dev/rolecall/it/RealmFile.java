package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** The realm export as it is shipped, under another name, with secrets and with clients that only tests have. */
final class RealmFile {
    private static final Pattern SECRET = Pattern.compile("\\$\\{([A-Z_]+)_SECRET[^}]*}");
    private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:([^}]*)}");
    private static final Pattern FIXED_ID = Pattern.compile("6f1c2b0a-9d51-4c86-8a5e-3a3f1de0c001");

    private RealmFile() {}

    static ObjectNode named(String name) {
        String text = SECRET.matcher(shipped())
                .replaceAll(m -> secret(m.group(1).toLowerCase(Locale.ROOT).replace('_', '-')));
        text = WITH_DEFAULT.matcher(text).replaceAll("$1");
        text = FIXED_ID.matcher(text).replaceAll(UUID.randomUUID().toString());
        ObjectNode realm = (ObjectNode) Json.read(text);
        realm.put("realm", name);
        realm.withArray("clients").add(Json.of(testApp())).add(Json.of(introspector()));
        addSecondImporter(realm);
        return realm;
    }

    /** Like {@code hr-import}, but no source is bound to it. */
    private static void addSecondImporter(ObjectNode realm) {
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").asText().equals("hr-import")) {
                ObjectNode copy = client.deepCopy();
                copy.put("clientId", TestRealm.SECOND_IMPORTER).put("secret", secret(TestRealm.SECOND_IMPORTER));
                realm.withArray("clients").add(copy);
                break;
            }
        }
        List<String> roles = List.of("import-create");
        realm.withArray("users")
                .add(Json.of(Map.of(
                        "username",
                        "service-account-" + TestRealm.SECOND_IMPORTER,
                        "enabled",
                        true,
                        "serviceAccountClientId",
                        TestRealm.SECOND_IMPORTER,
                        "clientRoles",
                        Map.of("rolecall", roles))));
        realm.withArray("/clientScopeMappings/rolecall")
                .add(Json.of(Map.of("client", TestRealm.SECOND_IMPORTER, "roles", roles)));
    }

    static String shipped() {
        try {
            return Files.readString(TestBed.path("rolecall.realm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String secret(String client) {
        return client + "-secret";
    }

    /** An application with the password grant, so that a test about a claim needs no browser. */
    private static Map<String, Object> testApp() {
        return Map.of(
                "clientId",
                TestRealm.TEST_APP,
                "publicClient",
                true,
                "standardFlowEnabled",
                true,
                "directAccessGrantsEnabled",
                true,
                "fullScopeAllowed",
                true,
                "redirectUris",
                List.of("http://127.0.0.1/*"),
                "protocolMappers",
                List.of(Map.of(
                        "name", "audience",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-audience-mapper",
                        "config",
                                Map.of(
                                        "included.client.audience",
                                        TestRealm.INTROSPECTOR,
                                        "access.token.claim",
                                        "true",
                                        "introspection.token.claim",
                                        "true"))));
    }

    private static Map<String, Object> introspector() {
        return Map.of(
                "clientId",
                TestRealm.INTROSPECTOR,
                "publicClient",
                false,
                "secret",
                secret(TestRealm.INTROSPECTOR),
                "standardFlowEnabled",
                false);
    }
}
