package dev.rolecall.people;

import java.util.List;
import java.util.Map;

/**
 * A password hash made elsewhere.
 *
 * @param algorithm  id of a password hash provider of the server, for example {@code pbkdf2-sha512}
 * @param salt       base64
 * @param value      the hash, base64
 * @param parameters further parameters of the algorithm, for example {@code memory} of argon2
 */
public record Credential(
        String algorithm, int hashIterations, String salt, String value, Map<String, List<String>> parameters) {
    public Credential {
        parameters = Map.copyOf(parameters);
    }

    public Credential(String algorithm, int hashIterations, String salt, String value) {
        this(algorithm, hashIterations, salt, value, Map.of());
    }

    @Override
    public String toString() {
        return "Credential[algorithm=" + algorithm + "]";
    }
}
