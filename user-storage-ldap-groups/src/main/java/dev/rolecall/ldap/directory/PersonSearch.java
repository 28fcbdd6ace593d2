package dev.rolecall.ldap.directory;

import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.directory.LdapSearch.Scope;
import javax.naming.InvalidNameException;
import javax.naming.directory.SearchControls;
import javax.naming.ldap.LdapName;

/** Whether a directory has an entry of somebody. Keycloak's look-up cannot say it: it takes an error for the end. */
public final class PersonSearch {
    private final DirectoryReader reader;

    public PersonSearch(LdapSearch search) {
        this.reader = new DirectoryReader(search, 0, 1);
    }

    /**
     * @param base   of people
     * @param scope  as {@link SearchControls} counts
     * @param filter with every value escaped
     * @throws DirectoryException if there is no whole answer
     */
    public boolean finds(String base, int scope, String filter) {
        return reader.finds(
                read(base), scope == SearchControls.ONELEVEL_SCOPE ? Scope.ONE_LEVEL : Scope.SUBTREE, filter);
    }

    private static LdapName read(String base) {
        try {
            return new LdapName(base);
        } catch (InvalidNameException e) {
            throw new DirectoryException("The base of people is no readable name", e);
        }
    }
}
