package dev.rolecall.people;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Argon2 hashes as libraries write them: {@code $argon2id$v=19$m=7168,t=5,p=1$salt$hash}, base64 without padding. */
final class Argon2 {
    static final String ALGORITHM = "argon2";

    private static final Map<String, String> VERSIONS = Map.of("19", "1.3", "16", "1.0");
    private static final Pattern FORM =
            Pattern.compile("\\$argon2(id|i|d)\\$v=(19|16)\\$m=([0-9]{1,7}),t=([0-9]{1,5}),p=([0-9]{1,3})"
                    + "\\$([A-Za-z0-9+/]{4,512})\\$([A-Za-z0-9+/]{4,1024})");

    private Argon2() {}

    /** The hash as Keycloak keeps it, if it is one; its bounds are not looked at. */
    static Optional<Credential> parse(String hash) {
        Matcher matcher = FORM.matcher(hash);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            byte[] salt = Base64.getDecoder().decode(matcher.group(6));
            byte[] value = Base64.getDecoder().decode(matcher.group(7));
            return Optional.of(new Credential(
                    ALGORITHM,
                    Integer.parseInt(matcher.group(4)),
                    Base64.getEncoder().encodeToString(salt),
                    Base64.getEncoder().encodeToString(value),
                    Map.of(
                            "type", List.of(matcher.group(1)),
                            "version", List.of(VERSIONS.getOrDefault(matcher.group(2), "1.3")),
                            "memory", List.of(number(matcher.group(3))),
                            "parallelism", List.of(number(matcher.group(5))),
                            "hashLength", List.of(String.valueOf(value.length)))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String number(String digits) {
        return String.valueOf(Integer.parseInt(digits));
    }
}
