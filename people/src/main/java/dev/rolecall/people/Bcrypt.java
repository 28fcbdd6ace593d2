package dev.rolecall.people;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/**
 * Hashes as crypt(3) writes them: {@code $2b$12$} (or {@code 2a}, {@code 2y}; then the cost, a power of two), 22
 * characters of salt, 31 of hash.
 */
final class Bcrypt {
    /** Of the provider, and of the stored password. */
    static final String ALGORITHM = "rolecall-bcrypt";

    /** In a row. */
    static final String NAME = "bcrypt";

    static final int LEAST_COST = 4;

    /** About a second of one processor at each attempt to log in. */
    static final int MOST_COST = 14;

    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");

    private Bcrypt() {}

    static boolean isNamed(String algorithm) {
        return algorithm.equals(NAME) || algorithm.equals(ALGORITHM);
    }

    /** The cost of a hash, if it is one. */
    static Optional<Integer> cost(String hash) {
        Matcher matcher = FORM.matcher(hash);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** Looks at the first 72 bytes of a password, as every bcrypt does. A password of nothing is nobody's. */
    static boolean isOf(@Nullable String hash, String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (hash == null
                || bytes.length == 0
                || cost(hash).filter(Bcrypt::isBounded).isEmpty()) {
            return false;
        }
        return OpenBSDBCrypt.checkPassword(hash, bytes);
    }

    static boolean isBounded(int cost) {
        return cost >= LEAST_COST && cost <= MOST_COST;
    }
}
