package dev.rolecall.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.ContainerNetwork;
import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.MountableFile;

/** Containers start slowly on a busy machine, hence the patience. */
final class ContainerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @Test
    void theDockerfileNamesTheServerTheJarsAreBuiltFor() {
        assertThat(Checkout.root().resolve("docker/Dockerfile"))
                .content()
                .containsOnlyOnce("ARG KEYCLOAK_VERSION=" + Checkout.keycloakVersion() + "\n");
    }

    @Test
    void theJarsWorkInTheStockImage() throws IOException {
        List<File> jars = Checkout.providers().stream().map(Path::toFile).toList();
        try (KeycloakContainer keycloak =
                new KeycloakContainer("quay.io/keycloak/keycloak:" + Checkout.keycloakVersion())) {
            keycloak.withProviderLibsFrom(jars)
                    .withRealmImportFile("cloud-realm.json")
                    .withAdminUsername(Checkout.ADMIN)
                    .withAdminPassword(Checkout.ADMIN_PASSWORD)
                    .withEnv(Checkout.SECRETS)
                    .withStartupTimeout(PATIENCE);
            keycloak.start();

            MainJob job = new MainJob(keycloak.getAuthServerUrl());
            job.showsItsOwnLoginPage();
            job.isDone();
        }
    }

    @Test
    void theImageWorksOnPostgresAndOpenLdap() throws IOException {
        try (PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:17").withStartupTimeout(PATIENCE);
                GenericContainer<?> openLdap = openLdap();
                GenericContainer<?> keycloak = new GenericContainer<>(image())) {
            postgres.start();
            openLdap.start();
            keycloak.withCommand("start", "--optimized", "--import-realm")
                    .withCopyFileToContainer(
                            file("realm-exports/cloud-realm.json"), "/opt/keycloak/data/import/cloud-realm.json")
                    .withCopyFileToContainer(
                            file("realm-exports/shard-ldap-realm.json"),
                            "/opt/keycloak/data/import/shard-ldap-realm.json")
                    .withEnv(Checkout.SECRETS)
                    .withEnv(Checkout.DIRECTORY)
                    .withEnv("LDAP_URL", "ldap://" + address(openLdap))
                    .withEnv(
                            "KC_DB_URL",
                            "jdbc:postgresql://" + address(postgres) + ":5432/" + postgres.getDatabaseName())
                    .withEnv("KC_DB_USERNAME", postgres.getUsername())
                    .withEnv("KC_DB_PASSWORD", postgres.getPassword())
                    .withEnv("KC_BOOTSTRAP_ADMIN_USERNAME", Checkout.ADMIN)
                    .withEnv("KC_BOOTSTRAP_ADMIN_PASSWORD", Checkout.ADMIN_PASSWORD)
                    .withEnv("KC_HTTP_ENABLED", "true")
                    .withEnv("KC_HOSTNAME_STRICT", "false")
                    .withExposedPorts(8080, 9000)
                    .waitingFor(Wait.forHttp("/health/ready").forPort(9000).withStartupTimeout(PATIENCE));
            keycloak.start();

            String server = "http://" + keycloak.getHost() + ":" + keycloak.getMappedPort(8080);
            MainJob job = new MainJob(server);
            job.showsItsOwnLoginPage();
            job.isDone();
            new DirectoryJob(server).isDone();
        }
    }

    /** As {@code docker/compose.ldap.yaml} has it. */
    private static GenericContainer<?> openLdap() throws IOException {
        return new GenericContainer<>(Checkout.openLdapImage())
                .withCommand("--copy-service")
                .withEnv("LDAP_ORGANISATION", "Rolecall")
                .withEnv("LDAP_DOMAIN", "rolecall.test")
                .withEnv("LDAP_BASE_DN", "dc=rolecall,dc=test")
                .withEnv("LDAP_ADMIN_PASSWORD", Checkout.DIRECTORY.getOrDefault("LDAP_BIND_PASSWORD", ""))
                .withEnv("LDAP_TLS", "false")
                .withCopyFileToContainer(
                        file("demonstration/directory.ldif"),
                        "/container/service/slapd/assets/config/bootstrap/ldif/custom/directory.ldif")
                .withExposedPorts(389)
                .waitingFor(
                        Wait.forSuccessfulCommand("ldapsearch -x -H ldap://127.0.0.1 -D cn=admin,dc=rolecall,dc=test"
                                        + " -w " + Checkout.DIRECTORY.get("LDAP_BIND_PASSWORD")
                                        + " -b cn=choir,ou=groups,dc=rolecall,dc=test -s base dn | grep -q choir")
                                .withStartupTimeout(PATIENCE));
    }

    private static MountableFile file(String path) {
        return MountableFile.forHostPath(Checkout.root().resolve(path), 0644);
    }

    /**
     * Both containers stay in the engine's default network. Testcontainers reaches containers through that network's
     * gateway, which podman has only while a container is in it: in a network of their own they start and are never
     * found.
     */
    private static String address(GenericContainer<?> container) {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .findFirst()
                .orElseThrow();
    }

    /** Built as {@code docker build -f docker/Dockerfile .} would, from just the files the Dockerfile copies. */
    private static ImageFromDockerfile image() throws IOException {
        ImageFromDockerfile image = new ImageFromDockerfile("rolecall-container-test", false)
                .withFileFromPath("Dockerfile", Checkout.root().resolve("docker/Dockerfile"))
                .withBuildArg("KEYCLOAK_VERSION", Checkout.keycloakVersion());
        for (Path jar : Checkout.providers()) {
            image.withFileFromPath("distribution/target/providers/" + jar.getFileName(), jar);
        }
        return image;
    }
}
