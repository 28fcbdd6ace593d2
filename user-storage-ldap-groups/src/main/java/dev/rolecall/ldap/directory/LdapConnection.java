package dev.rolecall.ldap.directory;

import javax.naming.NamingException;
import javax.naming.ldap.LdapContext;

/** One bound connection to a directory, opened when it is first asked for. Belongs to one thread. */
public interface LdapConnection extends AutoCloseable {
    /** The same context each time: a directory knows the cookie of a page only on the connection it gave it on. */
    LdapContext context() throws NamingException;

    @Override
    void close();
}
