package dev.rolecall.ldap;

import javax.naming.ldap.LdapName;

/**
 * A group as the directory has it. Two are the same only if their whole distinguished names are: a name alone says
 * nothing of the branch it stands in (keycloak#52048).
 *
 * @param dn   compared without regard to case, as {@link LdapName} does
 * @param name the value of the group's name attribute, usually {@code cn}
 */
public record DirectoryGroup(LdapName dn, String name) {
    @Override
    public boolean equals(Object other) {
        return other instanceof DirectoryGroup group && dn.equals(group.dn);
    }

    @Override
    public int hashCode() {
        return dn.hashCode();
    }
}
