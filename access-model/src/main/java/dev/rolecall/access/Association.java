package dev.rolecall.access;

import java.time.Instant;

/**
 * How a person stands to one organization: associated with it, or only left with grants there that give nothing.
 *
 * @param organization the alias of the customer, or {@code system}
 * @param member       whether the person is a member now
 * @param enabled      whether the organization is
 * @param managed      whether Keycloak ties the account to the organization
 * @param notes        about the membership; of no meaning without one
 */
public record Association(String organization, boolean member, boolean enabled, boolean managed, Notes notes) {
    /** Whether grants there can give anything. */
    public boolean isInForce(Instant now) {
        return member && enabled && notes.isInForce(now);
    }
}
