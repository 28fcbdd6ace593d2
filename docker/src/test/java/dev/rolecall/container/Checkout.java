package dev.rolecall.container;

import dev.rolecall.demo.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the containers are made of: the jars, the Dockerfile, and the secrets the realm asks for. */
final class Checkout {
    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "container-test-admin";
    static final Map<String, String> SECRETS = Map.of(
            "HR_IMPORT_SECRET", "container-test-hr",
            "PEOPLE_PUSH_SECRET", "container-test-push",
            "ACCESS_ADMIN_SECRET", "container-test-access");

    private Checkout() {}

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
