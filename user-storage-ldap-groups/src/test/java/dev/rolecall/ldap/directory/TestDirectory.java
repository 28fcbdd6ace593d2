package dev.rolecall.ldap.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import dev.rolecall.ldap.DirectoryGroup;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapContext;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/** A directory in memory, asked over a real connection of JNDI; what it answers can be bent. */
final class TestDirectory implements AutoCloseable {
    static final String BASE = "dc=acme,dc=test";
    static final String GROUPS = "ou=groups," + BASE;
    static final String PEOPLE = "ou=people," + BASE;
    static final String SID = "objectSid";

    private final InMemoryDirectoryServer server;
    private final Bending bending = new Bending();
    private @Nullable LdapContext context;

    TestDirectory() {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            config.addAdditionalBindCredentials("cn=admin", "admin");
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null));
            config.setSchema(Schema.mergeSchemas(Schema.getDefaultStandardSchema(), ours()));
            config.setEqualityIndexAttributes("member", "cn");
            config.addInMemoryOperationInterceptor(bending);
            server = new InMemoryDirectoryServer(config);
            server.add("dn: " + BASE, "objectClass: domain", "dc: acme");
            server.startListening();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        branch(GROUPS);
        branch(PEOPLE);
    }

    private static Schema ours() throws LDAPException, LDIFException {
        return new Schema(new Entry(
                "dn: cn=schema",
                "objectClass: top",
                "objectClass: ldapSubentry",
                "objectClass: subschema",
                "cn: schema",
                "attributeTypes: ( 1.3.6.1.1.1.1.12 NAME 'memberUid' EQUALITY caseExactIA5Match"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 )",
                "attributeTypes: ( 1.2.840.113556.1.2.102 NAME 'memberOf' EQUALITY distinguishedNameMatch"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 )",
                "attributeTypes: ( 1.2.840.113556.1.4.146 NAME 'objectSid' EQUALITY octetStringMatch"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )",
                "attributeTypes: ( 1.2.840.113556.1.4.1301 NAME 'tokenGroups' EQUALITY octetStringMatch"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 )",
                "objectClasses: ( 1.3.6.1.1.1.2.2 NAME 'posixGroup' SUP top STRUCTURAL MUST cn MAY memberUid )"));
    }

    // what is in it

    static LdapName name(String dn) {
        try {
            return new LdapName(dn);
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException(dn, e);
        }
    }

    static String below(String parent, String attribute, String name) {
        try {
            return new DN(new RDN(attribute, name), new DN(parent)).toString();
        } catch (LDAPException e) {
            throw new IllegalArgumentException(parent, e);
        }
    }

    String branch(String dn) {
        return add(new Entry(dn), "organizationalUnit");
    }

    String person(String uid, String... memberOf) {
        Entry entry = new Entry(below(PEOPLE, "uid", uid));
        entry.addAttribute("cn", uid);
        entry.addAttribute("sn", "Person");
        if (memberOf.length > 0) {
            entry.addAttribute("memberOf", memberOf);
            entry.addAttribute("objectClass", "extensibleObject");
        }
        return add(entry, "inetOrgPerson");
    }

    String group(String name, String... members) {
        return groupIn(GROUPS, name, Arrays.asList(members));
    }

    String groupIn(String parent, String name, Collection<String> members) {
        Entry entry = new Entry(below(parent, "cn", name));
        entry.addAttribute("member", members.isEmpty() ? List.of("cn=nobody") : members);
        return add(entry, "groupOfNames");
    }

    String groupWithSid(String name, byte[] sid) {
        Entry entry = new Entry(below(GROUPS, "cn", name));
        entry.addAttribute("member", "cn=nobody");
        entry.addAttribute(SID, sid);
        entry.addAttribute("objectClass", "extensibleObject");
        return add(entry, "groupOfNames");
    }

    String posixGroup(String name, String... uids) {
        Entry entry = new Entry(below(GROUPS, "cn", name));
        entry.addAttribute("memberUid", uids);
        return add(entry, "posixGroup");
    }

    private String add(Entry entry, String objectClass) {
        entry.addAttribute("objectClass", objectClass);
        try {
            server.add(entry);
        } catch (LDAPException e) {
            throw new IllegalStateException(entry.getDN(), e);
        }
        return entry.getDN();
    }

    void addMember(String group, String member) {
        try {
            server.modify("dn: " + group, "changetype: modify", "add: member", "member: " + member);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> membersOf(String group) {
        try {
            return List.of(server.getEntry(group).getAttributeValues("member"));
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    // asking it

    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // JNDI takes a Hashtable, and the directory is the test's own
    static LdapContext connect(int port, int readTimeout) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, "ldap://127.0.0.1:" + port);
        environment.put(Context.SECURITY_PRINCIPAL, "cn=admin");
        environment.put(Context.SECURITY_CREDENTIALS, "admin");
        environment.put("com.sun.jndi.ldap.connect.timeout", "5000");
        environment.put("com.sun.jndi.ldap.read.timeout", Integer.toString(readTimeout));
        return new InitialLdapContext(environment, null);
    }

    int port() {
        return server.getListenPort();
    }

    LdapSearch search() {
        return new ContextSearch(new LdapConnection() {
            @Override
            public LdapContext context() throws NamingException {
                if (context == null) {
                    context = connect(server.getListenPort(), 10_000);
                }
                return context;
            }

            @Override
            public void close() {}
        });
    }

    static GroupSettings.Builder settings() {
        return GroupSettings.within(List.of(name(GROUPS)));
    }

    static DirectoryUser user(String dn) {
        return new DirectoryUser(name(dn), Map.of("uid", List.of("nobody")));
    }

    Set<DirectoryGroup> groupsOf(GroupSettings settings, DirectoryUser user) {
        return new GroupLookup(search(), settings, new GroupGraph(Duration.ZERO, Clock.systemUTC())).groupsOf(user);
    }

    Set<String> lookUp(GroupSettings settings, DirectoryUser user) {
        return names(groupsOf(settings, user));
    }

    Set<String> lookUp(GroupSettings settings, String person) {
        return lookUp(settings, user(person));
    }

    GroupSnapshot snapshot(GroupSettings settings) {
        return GroupSnapshot.read(search(), settings);
    }

    GroupSnapshot snapshotWithoutMembers(GroupSettings settings) {
        return GroupSnapshot.withoutMembers(search(), settings);
    }

    static Set<String> names(Collection<DirectoryGroup> groups) {
        return groups.stream().map(DirectoryGroup::name).collect(Collectors.toCollection(TreeSet::new));
    }

    // bending it

    int searches() {
        return bending.requests.size();
    }

    /** Does that with each search before it is answered; an LDAPException it throws is the answer. */
    void onSearch(Step<InMemoryInterceptedSearchRequest> step) {
        bending.onSearch = step;
    }

    void onEntry(Consumer<InMemoryInterceptedSearchEntry> step) {
        bending.onEntry = step;
    }

    void onResult(Consumer<InMemoryInterceptedSearchResult> step) {
        bending.onResult = step;
    }

    void hangUp() {
        server.closeAllConnections(false);
    }

    @Override
    public void close() {
        try {
            if (context != null) {
                context.close();
            }
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        } finally {
            server.shutDown(true);
        }
    }

    interface Step<T> {
        void with(T operation) throws LDAPException;
    }

    private static final class Bending extends InMemoryOperationInterceptor {
        private final List<String> requests = new ArrayList<>();
        private Step<InMemoryInterceptedSearchRequest> onSearch = request -> {};
        private Consumer<InMemoryInterceptedSearchEntry> onEntry = entry -> {};
        private Consumer<InMemoryInterceptedSearchResult> onResult = result -> {};

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            requests.add(request.getRequest().getFilter().toString());
            onSearch.with(request);
        }

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry entry) {
            onEntry.accept(entry);
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult result) {
            onResult.accept(result);
        }
    }
}
