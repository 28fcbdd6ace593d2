package dev.rolecall.ldap.directory;

/** Whether members of a group are members of the groups it is in. */
public enum Nesting {
    /** They are not. */
    NONE,
    /** Upwards, one search a level; any directory can do it. Every group on the way must stand below a base. */
    WALK,
    /** The directory does it by the rule LDAP_MATCHING_RULE_IN_CHAIN. Active Directory only. */
    IN_CHAIN,
    /** The directory gives the SIDs of all groups, the primary group among them. Active Directory only. */
    TOKEN_GROUPS;

    /**
     * Whether the members that groups list tell all of a person's groups. Active Directory lists nobody in the primary group,
     * and follows groups outside the bases.
     */
    public boolean isToldByMembers() {
        return this == NONE || this == WALK;
    }
}
