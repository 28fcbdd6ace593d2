package dev.rolecall.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The checkout {@code ./demo} stands in, and what its build has made.
 *
 * @param directory where the person who typed {@code ./demo} stood
 */
public record Project(Path root, Path directory) {
    public Project {
        root = root.toAbsolutePath().normalize();
        directory = directory.toAbsolutePath().normalize();
    }

    /** The one the launcher script names. */
    public static Project ofLauncher() {
        return new Project(
                Path.of(System.getProperty("rolecall.root", "")),
                Path.of(System.getProperty("rolecall.directory", "")));
    }

    public String keycloakVersion() {
        Properties versions = new Properties();
        try (InputStream file = Project.class.getResourceAsStream("versions.properties")) {
            if (file == null) {
                throw new IllegalStateException("versions.properties is missing in the jar");
            }
            versions.load(file);
            return versions.getProperty("keycloak");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server as it came from its Maven artifact. */
    public Path distribution() {
        return existing(root.resolve("demonstration/target/server/keycloak-" + keycloakVersion()));
    }

    public List<Path> providers() {
        try {
            return Trees.jarsIn(existing(root.resolve("distribution/target/providers")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path realm() {
        return existing(root.resolve("realm-exports/cloud-realm.json"));
    }

    Path people() {
        return existing(root.resolve("demonstration/people.csv"));
    }

    Path directoryFile() {
        return existing(root.resolve("demonstration/directory.ldif"));
    }

    /** Changes of the directory that take lena's role away. */
    Path lenaLeaves() {
        return existing(root.resolve("demonstration/lena-leaves.ldif"));
    }

    /** Changes of the directory that give it back. */
    Path lenaReturns() {
        return existing(root.resolve("demonstration/lena-returns.ldif"));
    }

    /** The library of the directory is a program too, with the commands of every LDAP client. */
    Path ldapClient() {
        try (Stream<Path> libraries = Files.list(existing(root.resolve("demonstration/target/lib")))) {
            return libraries
                    .filter(file -> file.getFileName().toString().startsWith("unboundid-ldapsdk-"))
                    .findFirst()
                    .orElseThrow(() -> new DemoException("the library of the directory is missing in " + root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where {@code --check} keeps its server between two runs; its data goes elsewhere. */
    Path checkFolder() {
        return root.resolve("demonstration/target/check");
    }

    /** Where a demo keeps its data; a relative folder starts where the person stood who typed it. */
    Path dataFolder(DemoOptions options) {
        Path chosen = options.data();
        return chosen == null ? root.resolve(".demo") : directory.resolve(chosen);
    }

    /** A file as the person who typed {@code ./demo} would name it. */
    String asTyped(Path file) {
        String name = directory.relativize(file).toString();
        return name.matches("[\\w./-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new DemoException(path + " is missing: start the demo with the script ./demo, which builds it");
        }
        return path;
    }
}
