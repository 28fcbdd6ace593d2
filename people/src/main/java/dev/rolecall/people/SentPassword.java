package dev.rolecall.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the password hash in a row makes of the password a person has. */
enum SentPassword {
    /** The person's password stays, and so does what is known of earlier rows. */
    KEPT,
    /** It is the person's password already, which was not known to come from rows. */
    KNOWN,
    SET;

    /**
     * A password is the person's own from the moment the person changes it; only another hash than the last is news.
     * Keycloak hashes a password anew after a login, so what is stored does not tell who chose it.
     *
     * @param stored whether the person has a password
     * @param same   whether it is this very hash
     * @param last   the digest of the hash a row set last; null if none did
     * @param sent   the digest of the hash in the row
     */
    static SentPassword judge(boolean stored, boolean same, @Nullable String last, String sent) {
        if (sent.equals(last)) {
            return KEPT;
        }
        if (same) {
            return KNOWN;
        }
        return stored && last == null ? KEPT : SET;
    }

    /** Of all that makes a hash; 64 hexadecimal digits. */
    static String digest(Credential credential) {
        String all = String.join(
                "\n",
                credential.algorithm(),
                String.valueOf(credential.hashIterations()),
                credential.salt(),
                credential.value(),
                new TreeMap<>(credential.parameters()).toString());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
