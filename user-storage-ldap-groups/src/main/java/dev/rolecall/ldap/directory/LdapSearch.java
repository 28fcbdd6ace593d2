package dev.rolecall.ldap.directory;

import java.util.List;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/** The one question put to a directory. */
public interface LdapSearch {
    enum Scope {
        BASE,
        ONE_LEVEL,
        SUBTREE
    }

    /**
     * @param filter     with every value escaped, see {@link Filter}
     * @param attributes what to return; values of {@code tokenGroups} and {@code objectSid} come as bytes
     * @param pageSize   0 asks for everything at once
     * @param cookie     of the page before; null asks for the first
     * @throws NamingException wherever the answer is not whole, also after some entries
     */
    Page search(
            LdapName base, Scope scope, String filter, List<String> attributes, int pageSize, byte @Nullable [] cookie)
            throws NamingException;

    /** @param cookie asks for the next page; null after the last one */
    @SuppressWarnings("ArrayRecordComponent") // handed back as it came, never compared
    record Page(List<LdapEntry> entries, byte @Nullable [] cookie) {
        public Page {
            entries = List.copyOf(entries);
        }
    }
}
