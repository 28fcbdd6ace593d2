package dev.rolecall.it;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.LDAPSDKException;
import java.net.InetAddress;

/**
 * A directory in this JVM: people in {@code ou=people} and {@code ou=guests} with their name as password, groups in
 * {@code ou=groups} and in {@code ou=attic}.
 */
final class LdapDirectory implements AutoCloseable {
    static final String BASE = "dc=rolecall,dc=test";
    static final String PEOPLE = "ou=people," + BASE;
    static final String GROUPS = "ou=groups," + BASE;
    static final String GUESTS = "ou=guests," + BASE;
    static final String ATTIC = "ou=attic," + BASE;
    static final String ADMIN = "cn=admin," + BASE;
    static final String ADMIN_PASSWORD = "admin";

    private final InMemoryDirectoryServer server;
    private int port;

    private LdapDirectory(InMemoryDirectoryServer server) {
        this.server = server;
        this.port = 0;
    }

    static LdapDirectory start() {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            config.addAdditionalBindCredentials(ADMIN, ADMIN_PASSWORD);
            config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig(
                    "loopback", InetAddress.getLoopbackAddress(), 0, null));
            config.setSchema(null);
            LdapDirectory directory = new LdapDirectory(new InMemoryDirectoryServer(config));
            directory.server.startListening();
            directory.port = directory.server.getListenPort();
            directory.server.add("dn: " + BASE, "objectClass: domain", "dc: rolecall");
            for (String branch : new String[] {PEOPLE, GUESTS, GROUPS, ATTIC}) {
                directory.server.add("dn: " + branch, "objectClass: organizationalUnit", "ou: x");
            }
            return directory;
        } catch (LDAPSDKException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "ldap://127.0.0.1:" + port;
    }

    /** Who is called like a guest is one. */
    static String person(String uid) {
        return "uid=" + uid + "," + (uid.startsWith("guest") ? GUESTS : PEOPLE);
    }

    /** The answer is the name. */
    String addPerson(String uid) {
        return doing(() -> {
            server.add(
                    "dn: " + person(uid),
                    "objectClass: inetOrgPerson",
                    "uid: " + uid,
                    "cn: " + uid,
                    "sn: Person",
                    "givenName: Pat",
                    "mail: " + uid + "@people.test",
                    "userPassword: " + uid);
            return uid;
        });
    }

    /** A group, and each of these people in it. */
    void addGroup(String dn, String... uids) {
        doing(() -> {
            if (server.getEntry(dn) == null) {
                server.add("dn: " + dn, "objectClass: groupOfNames", "member: " + person("nobody"));
            }
            for (String uid : uids) {
                server.modify(dn, new Modification(ModificationType.ADD, "member", person(uid)));
            }
            return dn;
        });
    }

    void removeFrom(String dn, String uid) {
        doing(() -> server.modify(dn, new Modification(ModificationType.DELETE, "member", person(uid))));
    }

    /** As an overlay of a real directory keeps it. */
    void setMemberOf(String uid, String... groups) {
        doing(() -> server.modify(person(uid), new Modification(ModificationType.REPLACE, "memberOf", groups)));
    }

    /** Nobody can connect any more, and who is connected is cut off. */
    void stop() {
        server.shutDown(true);
    }

    /** At the same address as before. */
    void restart() {
        doing(() -> {
            server.startListening();
            return "";
        });
        if (server.getListenPort() != port) {
            throw new IllegalStateException("another port");
        }
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws LDAPSDKException;
    }

    private static <T> T doing(Work<T> work) {
        try {
            return work.run();
        } catch (LDAPSDKException e) {
            throw new IllegalStateException(e);
        }
    }
}
