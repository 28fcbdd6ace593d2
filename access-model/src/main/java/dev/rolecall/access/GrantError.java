package dev.rolecall.access;

/**
 * Why something a source wants cannot be given.
 *
 * @param field   {@code customers}, {@code roles} or {@code permissions}
 * @param message for the person who sent it; names the reference
 */
public record GrantError(String field, Code code, String message) {
    public enum Code {
        INVALID_VALUE,
        UNKNOWN_CUSTOMER,
        UNKNOWN_DEPLOYMENT,
        UNKNOWN_ROLE,
        UNKNOWN_PERMISSION,
        NOT_ASSOCIATED,
        ABOVE_CEILING
    }
}
