package dev.rolecall.ldap.directory;

import dev.rolecall.ldap.CanonicalDn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.PartialResultException;
import javax.naming.directory.Attribute;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.Control;
import javax.naming.ldap.LdapContext;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.PagedResultsControl;
import javax.naming.ldap.PagedResultsResponseControl;
import org.jspecify.annotations.Nullable;

/**
 * Searches on a connection of JNDI, which is what Keycloak uses. Belongs to one thread, as the connection does. Of a
 * directory that refuses to answer in pages (RFC 2696) the whole answer is asked for at once.
 */
public final class ContextSearch implements LdapSearch {
    private static final String BINARY_ATTRIBUTES = "java.naming.ldap.attributes.binary";
    private static final String SIDS = "tokenGroups objectSid";

    private final LdapConnection connection;
    private @Nullable LdapContext prepared;
    private boolean pageless;
    private boolean passingReferences;

    public ContextSearch(LdapConnection connection) {
        this.connection = connection;
    }

    /**
     * Takes references to other servers at the end of an answer (RFC 4511 4.5.3) for nothing: below the root of a domain
     * Active Directory always gives some, and Keycloak does not follow them either.
     */
    public ContextSearch passingReferences() {
        passingReferences = true;
        return this;
    }

    @Override
    public Page search(
            LdapName base, Scope scope, String filter, List<String> attributes, int pageSize, byte @Nullable [] cookie)
            throws NamingException {
        if (pageSize > 0 && !pageless) {
            try {
                return page(base, scope, filter, attributes, pageSize, cookie);
            } catch (OperationNotSupportedException e) { // LDAP error code 12 or 53
                if (cookie != null) {
                    throw e;
                }
                pageless = true;
            }
        }
        return page(base, scope, filter, attributes, 0, null);
    }

    @SuppressWarnings("BanJNDI") // no object is made of an answer: setReturningObjFlag(false)
    private Page page(
            LdapName base, Scope scope, String filter, List<String> attributes, int pageSize, byte @Nullable [] cookie)
            throws NamingException {
        LdapContext context = context();
        context.setRequestControls(controls(pageSize, cookie));
        NamingEnumeration<SearchResult> answer = context.search(base, filter, how(scope, attributes));
        List<LdapEntry> entries = new ArrayList<>();
        try {
            // never hasMoreElements(): it takes an error for the end
            while (answer.hasMore()) {
                entries.add(entry(answer.next()));
            }
        } catch (PartialResultException e) { // with a code of an error the whole answer is elsewhere
            if (!passingReferences || String.valueOf(e.getMessage()).contains("error code")) {
                throw e;
            }
        } finally {
            answer.close();
        }
        return new Page(entries, pageSize == 0 ? null : nextCookie(context.getResponseControls()));
    }

    private LdapContext context() throws NamingException {
        LdapContext context = prepared;
        if (context == null) {
            context = connection.context();
            Object binary = context.getEnvironment().get(BINARY_ATTRIBUTES);
            context.addToEnvironment(BINARY_ATTRIBUTES, binary == null ? SIDS : binary + " " + SIDS);
            prepared = context;
        }
        return context;
    }

    private static SearchControls how(Scope scope, List<String> attributes) {
        SearchControls controls = new SearchControls();
        controls.setSearchScope(
                switch (scope) {
                    case BASE -> SearchControls.OBJECT_SCOPE;
                    case ONE_LEVEL -> SearchControls.ONELEVEL_SCOPE;
                    case SUBTREE -> SearchControls.SUBTREE_SCOPE;
                });
        controls.setReturningObjFlag(false);
        controls.setReturningAttributes(attributes.toArray(String[]::new));
        return controls;
    }

    private static Control @Nullable [] controls(int pageSize, byte @Nullable [] cookie) throws NamingException {
        if (pageSize == 0) {
            return null;
        }
        try {
            return new Control[] {new PagedResultsControl(pageSize, cookie, Control.CRITICAL)};
        } catch (IOException e) {
            throw because("the page could not be asked for", e);
        }
    }

    private static byte @Nullable [] nextCookie(Control @Nullable [] controls) throws NamingException {
        if (controls != null) {
            for (Control control : controls) {
                if (control instanceof PagedResultsResponseControl page) {
                    byte[] cookie = page.getCookie();
                    return cookie == null || cookie.length == 0 ? null : cookie;
                }
            }
        }
        // a server that stops at a limit may leave the control out
        throw new PartialResultException("the answer does not say whether a page follows");
    }

    private static LdapEntry entry(SearchResult result) throws NamingException {
        Map<String, List<Object>> attributes = new HashMap<>();
        NamingEnumeration<? extends Attribute> all = result.getAttributes().getAll();
        while (all.hasMore()) {
            Attribute attribute = all.next();
            List<Object> values = new ArrayList<>(attribute.size());
            for (int i = 0; i < attribute.size(); i++) {
                Object value = attribute.get(i);
                if (value != null) {
                    values.add(value);
                }
            }
            attributes.put(attribute.getID(), values);
        }
        return new LdapEntry(CanonicalDn.read(result.getNameInNamespace()), attributes);
    }

    private static NamingException because(String message, Exception cause) {
        NamingException exception = new NamingException(message);
        exception.initCause(cause);
        return exception;
    }
}
