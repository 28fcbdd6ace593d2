package dev.rolecall.people;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a hash made elsewhere may cost the server at each login: whoever sends it chooses the work. */
final class CredentialBounds {
    /** Keycloak's own default is highest for PBKDF2 with SHA-1: 1,300,000. */
    static final int MAX_PBKDF2_ITERATIONS = 2_000_000;

    /** Keycloak derives as many bytes as the stored hash has, a block of iterations each; its own hashes have 64. */
    private static final int MAX_PBKDF2_BYTES = 64;

    private static final int MAX_OTHER_ITERATIONS = 10;
    private static final int MAX_ALGORITHM = 64;
    private static final int MAX_SALT = 1024;
    private static final int MAX_VALUE = 2048;
    private static final Map<String, Integer> NUMBERS = Map.of("memory", 65_536, "parallelism", 16, "hashLength", 512);
    private static final Map<String, List<String>> WORDS =
            Map.of("type", List.of("id", "i", "d"), "version", List.of("1.3", "1.0"));

    private static final Set<String> ARGON2 = Set.of("type", "version", "memory", "parallelism", "hashLength");

    private CredentialBounds() {}

    /** What is wrong, in words for the sender, or nothing. */
    static Optional<String> problem(Credential credential) {
        if (credential.algorithm().equals(Bcrypt.ALGORITHM)) {
            return bcrypt(credential);
        }
        int most = isPbkdf2(credential) ? MAX_PBKDF2_ITERATIONS : MAX_OTHER_ITERATIONS;
        if (credential.algorithm().isBlank() || credential.algorithm().length() > MAX_ALGORITHM) {
            return Optional.of("names no algorithm");
        }
        if (credential.hashIterations() < 1 || credential.hashIterations() > most) {
            return Optional.of("hashIterations is 1 to " + most + " for this algorithm");
        }
        if (!isBase64(credential.salt(), MAX_SALT) || !isBase64(credential.value(), MAX_VALUE)) {
            return Optional.of(
                    "salt and value are base64 of at most " + MAX_SALT + " and " + MAX_VALUE + " characters");
        }
        if (isPbkdf2(credential) && Base64.getDecoder().decode(credential.value()).length > MAX_PBKDF2_BYTES) {
            return Optional.of("value has at most " + MAX_PBKDF2_BYTES + " bytes for this algorithm");
        }
        if (!isWhole(credential)) {
            return Optional.of("additionalParameters of argon2 are type, version, memory, parallelism and hashLength");
        }
        return credential.parameters().entrySet().stream()
                        .allMatch(p -> p.getValue().size() == 1
                                && isParameter(p.getKey(), p.getValue().get(0)))
                ? Optional.empty()
                : Optional.of("additionalParameters are type, version, memory, parallelism and hashLength, in bounds");
    }

    private static Optional<String> bcrypt(Credential credential) {
        Optional<Integer> cost = Bcrypt.cost(credential.value());
        if (cost.isEmpty()) {
            return Optional.of("value is a bcrypt hash like $2b$12$ and 53 characters");
        }
        return cost.filter(Bcrypt::isBounded).isPresent()
                ? Optional.empty()
                : Optional.of("the cost of bcrypt is " + Bcrypt.LEAST_COST + " to " + Bcrypt.MOST_COST);
    }

    /** Keycloak fails at the login otherwise. */
    private static boolean isWhole(Credential credential) {
        return !credential.algorithm().equals(Argon2.ALGORITHM)
                || (credential.parameters().keySet().containsAll(ARGON2)
                        && credential
                                .parameters()
                                .getOrDefault("hashLength", List.of())
                                .equals(List.of(
                                        String.valueOf(Base64.getDecoder().decode(credential.value()).length))));
    }

    private static boolean isPbkdf2(Credential credential) {
        return credential.algorithm().startsWith("pbkdf2");
    }

    private static boolean isBase64(String text, int max) {
        if (text.isEmpty() || text.length() > max) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isParameter(String name, String value) {
        if (WORDS.containsKey(name)) {
            return WORDS.getOrDefault(name, List.of()).contains(value);
        }
        return NUMBERS.containsKey(name)
                && value.matches("[1-9][0-9]{0,5}")
                && Integer.parseInt(value) <= NUMBERS.getOrDefault(name, 0);
    }
}
