package dev.rolecall.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What an installation was built from: same stamp, same server. Keycloak itself only warns about a changed jar. */
record BuildStamp(String digest) {
    /**
     * The order of the jars does not count, their names, contents and the build options do; so does the Java version,
     * because the build writes byte code.
     */
    static BuildStamp of(Path distribution, List<Path> providers, List<String> options) {
        MessageDigest digest = sha256();
        add(digest, "java " + Runtime.version().feature());
        add(digest, "server " + distribution.toAbsolutePath().normalize().getFileName());
        providers.stream().sorted().forEach(jar -> {
            add(digest, "jar " + jar.getFileName());
            add(digest, HexFormat.of().formatHex(sha256().digest(contents(jar))));
        });
        options.forEach(option -> add(digest, "option " + option));
        return new BuildStamp(HexFormat.of().formatHex(digest.digest()));
    }

    boolean isIn(Path file) {
        try {
            return Files.exists(file) && Files.readString(file).strip().equals(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeTo(Path file) throws IOException {
        Files.writeString(file, digest + "\n");
    }

    private static void add(MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    private static byte[] contents(Path jar) {
        try {
            return Files.readAllBytes(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
