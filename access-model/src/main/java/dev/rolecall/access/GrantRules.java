package dev.rolecall.access;

/**
 * How a source gives and takes.
 *
 * @param origin         what is written down as the origin; only what {@linkplain Origin#owns it owns} is taken away
 * @param ceiling        the most it may give
 * @param rolesAssociate whether a role on a customer associates the person with it; otherwise it is refused
 * @param authoritative  whether it also takes away what others gave, up to its ceiling
 */
public record GrantRules(Origin origin, Ceiling ceiling, boolean rolesAssociate, boolean authoritative) {
    public GrantRules(Origin origin, Ceiling ceiling, boolean rolesAssociate) {
        this(origin, ceiling, rolesAssociate, false);
    }
}
