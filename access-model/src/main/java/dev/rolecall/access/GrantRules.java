package dev.rolecall.access;

/**
 * How a source gives and takes.
 *
 * @param origin         what is written down as the origin; only what this kind gave is taken away
 * @param ceiling        the most it may give
 * @param rolesAssociate whether a role on a customer associates the person with it; otherwise it is refused
 */
public record GrantRules(Origin origin, Ceiling ceiling, boolean rolesAssociate) {}
