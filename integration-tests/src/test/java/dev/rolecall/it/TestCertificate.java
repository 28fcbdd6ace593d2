package dev.rolecall.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A key and a certificate that vouches for itself, made by the JDK for one run. */
final class TestCertificate {
    private static final String STORE_PASSWORD = "only-for-this-run";

    private final String address;

    private TestCertificate(String address) {
        this.address = address;
    }

    static TestCertificate of(String address) {
        return new TestCertificate(address);
    }

    /** As {@code certificate.pem} and {@code key.pem}. */
    void writeTo(Path folder) throws IOException {
        Path store = folder.resolve("key.p12");
        make(store);
        try (InputStream stream = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(stream, STORE_PASSWORD.toCharArray());
            write(
                    folder.resolve("certificate.pem"),
                    "CERTIFICATE",
                    keys.getCertificate("server").getEncoded());
            write(
                    folder.resolve("key.pem"),
                    "PRIVATE KEY",
                    keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("the key cannot be read", e);
        }
    }

    private void make(Path store) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA", // GnuTLS does not take an EC key as the JDK writes it
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=" + address,
                        "-ext",
                        "SAN=IP:" + address + ",DNS:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new IOException("keytool made no key");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
