package dev.rolecall.access;

/**
 * Why something a source wants cannot be given.
 *
 * @param field   {@code customers}, {@code roles} or {@code permissions} of a row; {@code grant} or {@code customer} of
 *                a single change
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
        ABOVE_CEILING,
        /** Of a single change: there is nothing to take. */
        NOT_HELD,
        /** Of a single change: others gave it too, and the caller did not say that theirs ends as well. */
        OTHER_ORIGINS,
        /** Of a single change: Keycloak ties the account to that customer. */
        MANAGED_MEMBER
    }
}
