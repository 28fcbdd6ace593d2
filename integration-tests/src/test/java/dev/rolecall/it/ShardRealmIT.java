package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.DemoDirectory;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Realm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped realm of a directory promises: it holds no secret, and its people are let in with their roles. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class ShardRealmIT {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)(?:[,:]([^}]*))?}");
    private static final Path FILE = TestBed.path("rolecall.realm").resolveSibling("shard-ldap-realm.json");
    private static final Path DIRECTORY =
            TestBed.path("rolecall.realm").resolveSibling("../demonstration/directory.ldif");
    private static final URI APPLICATION = URI.create("http://localhost:8081/");

    private final TestRealm any;
    private final Database database;
    private final String name = "shard-" + UUID.randomUUID();
    private final DemoDirectory directory = DemoDirectory.start(0, DIRECTORY);

    ShardRealmIT(TestRealm any, TestBed bed) {
        this.any = any;
        this.database = bed.database();
    }

    @AfterEach
    void remove() {
        any.asAdministrator().delete("/" + name);
        directory.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lena  | {"customers":{"acme":{"deployments":{"prod-eu":{"roles":["ADMIN"]}}}}}
            otto  | {"customers":{"globex":{"roles":["VIEW"]}}}
            anton | {}
            """)
    void letsPeopleInWithWhatTheirGroupsMeanAndStoresNobody(String person, String expected) {
        any.asAdministrator().post("", imported(values())).expecting(201);

        assertThat(accessOf(person)).isEqualTo(Json.read(expected));

        JsonNode found = any.asAdministrator()
                .get("/" + name + "/users?exact=true&username=" + person)
                .expecting(200)
                .json();
        assertThat(found.path(0).path("id").asText()).startsWith("f:"); // the directory's, not one of Keycloak's own
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from USER_ENTITY u join REALM r on r.ID = u.REALM_ID where r.NAME = ? and u.SERVICE_ACCOUNT_CLIENT_LINK is null",
                "select count(*) from FED_USER_ATTRIBUTE a join REALM r on r.ID = a.REALM_ID where r.NAME = ?",
                "select count(*) from FED_USER_GROUP_MEMBERSHIP m join REALM r on r.ID = m.REALM_ID where r.NAME = ?",
                "select count(*) from FED_USER_ROLE_MAPPING m join REALM r on r.ID = m.REALM_ID where r.NAME = ?",
                "select count(*) from RC_LDAP_PERSON p join COMPONENT c on c.ID = p.MAPPER_ID join REALM r on r.ID = c.REALM_ID where r.NAME = ?"
            })
    void keepsNothingOfAPersonInATable(String rows) {
        any.asAdministrator().post("", imported(values())).expecting(201);
        accessOf("lena");

        assertThat(database.number(rows, name)).isZero();
    }

    @Test
    void mayStorePeopleToo() {
        Map<String, String> values = values();
        values.put("LDAP_IMPORT", "true");
        any.asAdministrator().post("", imported(values)).expecting(201);

        assertThat(accessOf("lena")
                        .at("/customers/acme/deployments/prod-eu/roles/0")
                        .asText())
                .isEqualTo("ADMIN");
    }

    private JsonNode accessOf(String person) {
        String server = any.onServer("/").toString();
        Realm shard = new Realm(server.substring(0, server.length() - 1), name);
        return rolesAlone(shard.login(shard.authorization("demo-app", APPLICATION), person, person)
                .accessClaims()
                .path("access"));
    }

    @Test
    void isNotImportedBeforeSomebodySaysWhereTheGroupsAre() {
        Map<String, String> values = values();
        values.remove("LDAP_GROUPS_DN");

        assertThat(any.asAdministrator().post("", imported(values)).status()).isBetween(400, 599);

        assertThat(any.asAdministrator().get("/" + name).status()).isEqualTo(404);
    }

    @Test
    void hasNoSecretInTheFile() {
        JsonNode file = Json.read(text());

        assertThat(provider(file).at("/config/bindCredential/0").asText()).isEqualTo("${LDAP_BIND_PASSWORD}");
        for (JsonNode client : file.path("clients")) {
            if (client.has("secret")) {
                assertThat(client.path("secret").asText()).startsWith("${").hasSizeGreaterThan(255);
            }
        }
    }

    @Test
    void doesNotWaitForADirectoryThatHangs() {
        JsonNode config = provider(Json.read(text())).path("config");

        assertThat(config.at("/connectionTimeout/0").asInt()).isEqualTo(5_000);
        assertThat(config.at("/readTimeout/0").asInt()).isEqualTo(10_000);
    }

    private static JsonNode provider(JsonNode realm) {
        return realm.path("components")
                .path("org.keycloak.storage.UserStorageProvider")
                .path(0);
    }

    private Map<String, String> values() {
        return new HashMap<>(Map.of(
                "LDAP_URL",
                directory.url(),
                "LDAP_BIND_DN",
                DemoDirectory.ADMINISTRATOR,
                "LDAP_BIND_PASSWORD",
                DemoDirectory.PASSWORD,
                "LDAP_USERS_DN",
                "ou=people," + DemoDirectory.BASE,
                "LDAP_GROUPS_DN",
                "ou=groups," + DemoDirectory.BASE,
                "ACCESS_ADMIN_SECRET",
                "of-this-test"));
    }

    /** As {@code --import-realm} reads the file with these environment variables; the captures of rules are none. */
    private JsonNode imported(Map<String, String> values) {
        String text = PLACEHOLDER
                .matcher(text())
                .replaceAll(found ->
                        Matcher.quoteReplacement(resolved(found.group(), found.group(1), found.group(2), values)));
        text = text.replace(
                "6f1c2b0a-9d51-4c86-8a5e-3a3f1de0c002", UUID.randomUUID().toString());
        return ((ObjectNode) Json.read(text)).put("realm", name);
    }

    private static String resolved(String whole, String name, String other, Map<String, String> values) {
        String unset = whole.contains(":") ? other : whole;
        return values.getOrDefault(name, unset);
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Permissions depend on what applications define. */
    private static JsonNode rolesAlone(JsonNode access) {
        ObjectNode copy = access.deepCopy();
        copy.remove("v");
        copy.findParents("permissions").forEach(object -> ((ObjectNode) object).remove("permissions"));
        return copy;
    }
}
