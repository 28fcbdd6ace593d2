package dev.rolecall.access;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A role or a permission on an object, as one word: {@code <role>@system}, {@code <role>@<customer>} or
 * {@code <role>@<customer>/<deployment>}. The role is a type ({@code VIEW}…) or {@code <client>.<role>}; for a direct
 * permission {@code <client>.<permission>} stands in its place. Import rows, REST, LDAP rules and logs of changes all
 * use this notation.
 *
 * <p>Types are read in any case, everything else exactly. {@code % @ / ; ,} and white space inside a name are
 * percent-encoded as UTF-8. Control characters are not read in either form: not every database stores them.
 *
 * @param name   a role type in upper case, or {@code <client>.<role>}, decoded
 * @param object what the role is held on
 */
public record Reference(String name, AccessObject object) {
    /**
     * The longest text that is read as a reference, in characters: three names as long as Keycloak lets them be, each
     * character of which may need nine.
     */
    public static final int MAX_LENGTH = 8192;

    private static final String RESERVED = "%@/;,";

    /** @throws InvalidReferenceException if the text is not of that form; its message says why */
    public static Reference parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidReferenceException("a reference has at most " + MAX_LENGTH + " characters");
        }
        int at = text.indexOf('@');
        if (at < 0 || at != text.lastIndexOf('@')) {
            throw new InvalidReferenceException(
                    "expected <role>@<customer>, <role>@<customer>/<deployment> or" + " <role>@system");
        }
        return new Reference(roleName(text.substring(0, at)), object(text.substring(at + 1)));
    }

    /** The role type, if this names a default role. */
    public Optional<RoleType> type() {
        return RoleType.named(name);
    }

    public RoleScope scope() {
        return object.scope();
    }

    /** The canonical form: {@code parse(toString())} is this reference again. */
    @Override
    public String toString() {
        return encode(name) + "@" + object.path();
    }

    /** Whether its text can be parsed; one of very long names or with control characters in them cannot. */
    public boolean isReadable() {
        try {
            return parse(toString()).equals(this);
        } catch (InvalidReferenceException e) {
            return false;
        }
    }

    private static String roleName(String text) {
        String name = decode("role", text);
        return RoleType.named(name).map(Enum::name).orElseGet(() -> {
            int dot = name.indexOf('.');
            if (dot < 1 || dot == name.length() - 1) {
                throw new InvalidReferenceException("a role is VIEW, MANAGE, ADMIN, SUPER or <client>.<role>");
            }
            return name;
        });
    }

    /**
     * What stands behind the {@code @}: {@code system}, {@code acme} or {@code acme/prod-eu}.
     *
     * @throws InvalidReferenceException if the text is not of that form; its message says why
     */
    static AccessObject object(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return AccessObject.ofOrganization(decode("customer", text));
        }
        String customer = decode("customer", text.substring(0, slash));
        if (customer.equals(AccessObject.SYSTEM_ALIAS)) {
            throw new InvalidReferenceException("the system has no deployments");
        }
        return new AccessObject.Deployment(customer, decode("deployment", text.substring(slash + 1)));
    }

    /** One name as it stands inside a reference: {@code % @ / ; ,}, white space and control characters percent-encoded. */
    public static String encode(String name) {
        StringBuilder encoded = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            if (isReserved(c)) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(String.format("%02X", b));
                }
            } else {
                encoded.appendCodePoint(c);
            }
        });
        return encoded.toString();
    }

    private static boolean isReserved(int codePoint) {
        return RESERVED.indexOf(codePoint) >= 0
                || Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint);
    }

    /**
     * One name out of a reference.
     *
     * @param what what it is the name of, for the message
     * @throws InvalidReferenceException if it is empty or not encoded as {@link #encode} does it; its message says why
     */
    public static String decode(String what, String encoded) {
        if (encoded.isEmpty()) {
            throw new InvalidReferenceException("the " + what + " is missing");
        }
        if (encoded.codePoints().anyMatch(c -> c != '%' && isReserved(c))) {
            throw new InvalidReferenceException("% @ / ; , and spaces inside the " + what + " are percent-encoded");
        }
        String decoded = encoded.indexOf('%') < 0 ? encoded : decodePercents(what, encoded);
        if (decoded.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidReferenceException("the " + what + " has no control characters");
        }
        return decoded;
    }

    private static String decodePercents(String what, String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                int high = i + 2 <= bytes.length - 1 ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 <= bytes.length - 1 ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new InvalidReferenceException("a % in the " + what + " is not followed by two hex digits");
                }
                decoded[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                decoded[length++] = bytes[i];
            }
        }
        return Utf8.strict(what, decoded, length);
    }
}
