package dev.rolecall.ldap;

import javax.naming.ldap.LdapName;

/**
 * A group as the directory has it. Two are the same only if their whole distinguished names are: a name alone says
 * nothing of the branch it stands in (keycloak#52048). Their case does not matter.
 */
public final class DirectoryGroup {
    private final LdapName dn;
    private final String name;
    private final CanonicalDn canonical;

    /** @param name the value of the group's name attribute, usually {@code cn}; empty if nobody said it */
    public DirectoryGroup(LdapName dn, String name) {
        this.dn = dn;
        this.name = name;
        this.canonical = CanonicalDn.of(dn);
    }

    public LdapName dn() {
        return dn;
    }

    public String name() {
        return name;
    }

    /** The distinguished name in the spelling that patterns see. */
    public CanonicalDn canonical() {
        return canonical;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DirectoryGroup group && canonical.equals(group.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return canonical.toString();
    }
}
