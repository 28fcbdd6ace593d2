package dev.rolecall.container;

import dev.rolecall.demo.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the containers are made of: the jars, the Dockerfile, and the secrets the realm asks for. */
final class Checkout {
    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "container-test-admin";
    static final Map<String, String> SECRETS = Map.of(
            "HR_IMPORT_SECRET", "container-test-hr",
            "PEOPLE_PUSH_SECRET", "container-test-push",
            "ACCESS_ADMIN_SECRET", "container-test-access");

    /** What the realm {@code shard-ldap} asks for besides the address. */
    static final Map<String, String> DIRECTORY = Map.of(
            "LDAP_BIND_DN", "cn=admin,dc=rolecall,dc=test",
            "LDAP_BIND_PASSWORD", "container-test-ldap",
            "LDAP_USERS_DN", "ou=people,dc=rolecall,dc=test",
            "LDAP_GROUPS_DN", "ou=groups,dc=rolecall,dc=test");

    private static final Pattern OPEN_LDAP = Pattern.compile("image: (osixia/openldap:\\S+)");

    private Checkout() {}

    static String openLdapImage() throws IOException {
        Matcher image = OPEN_LDAP.matcher(Files.readString(root().resolve("docker/compose.ldap.yaml")));
        if (!image.find()) {
            throw new IllegalStateException("compose.ldap.yaml names no OpenLDAP");
        }
        return image.group(1);
    }

    static Path root() {
        return Path.of(System.getProperty("rolecall.root")).toAbsolutePath().normalize();
    }

    static String keycloakVersion() {
        return System.getProperty("rolecall.keycloak.version");
    }

    static List<Path> providers() throws IOException {
        return Trees.jarsIn(root().resolve("distribution/target/providers"));
    }
}
