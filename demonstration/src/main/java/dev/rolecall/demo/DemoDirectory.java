package dev.rolecall.demo;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.unboundidds.controls.IgnoreNoUserModificationRequestControl;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.UUID;

/**
 * An LDAP directory in this process's memory, on the loopback address: what an LDIF file says, and what LDAP clients change
 * while it runs. It answers nobody who has not bound, and lets everybody who has do everything.
 */
public final class DemoDirectory implements AutoCloseable {
    public static final String BASE = "dc=rolecall,dc=test";
    public static final String ADMINISTRATOR = "cn=admin," + BASE;
    public static final String PASSWORD = "admin";

    private final InMemoryDirectoryServer server;
    private final int port;

    private DemoDirectory(InMemoryDirectoryServer server) {
        this.server = server;
        this.port = server.getListenPort();
    }

    /** @param port 0 for a free one */
    public static DemoDirectory start(int port, Path ldif) {
        try {
            InMemoryDirectoryServer server = new InMemoryDirectoryServer(configuration(port));
            server.add("dn: " + BASE, "objectClass: domain", "dc: rolecall");
            for (Entry entry : LDIFReader.readEntries(ldif.toString())) {
                server.add(withLastingId(entry));
            }
            server.startListening();
            return new DemoDirectory(server);
        } catch (LDAPException | LDIFException e) {
            throw new DemoException("the directory of " + ldif + " cannot start: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(ldif + " cannot be read", e);
        }
    }

    /** The port it has, or had while it listened. */
    int port() {
        return port;
    }

    /** As Keycloak, which stands on the same machine, reaches it. */
    public String url() {
        return "ldap://127.0.0.1:" + port;
    }

    /** Applies a file of changes over the wire, as {@code ldapmodify} would. */
    void apply(Path changes) {
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port, ADMINISTRATOR, PASSWORD);
                LDIFReader reader = new LDIFReader(changes.toFile())) {
            for (LDIFChangeRecord change = reader.readChangeRecord();
                    change != null;
                    change = reader.readChangeRecord()) {
                change.processChange(connection);
            }
        } catch (LDAPException | LDIFException e) {
            throw new DemoException(changes + " cannot be applied: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(changes + " cannot be read", e);
        }
    }

    /** Refuses connections from now on and ends those there are; what it holds stays. */
    void goDown() {
        server.shutDown(true);
    }

    /** Listens again, on the same port. */
    void comeBack() {
        try {
            server.startListening();
        } catch (LDAPException e) {
            throw new DemoException("the directory cannot listen on port " + port + " again: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        goDown();
    }

    private static InMemoryDirectoryServerConfig configuration(int port) throws LDAPException {
        InMemoryDirectoryServerConfig configuration = new InMemoryDirectoryServerConfig(BASE);
        configuration.addAdditionalBindCredentials(ADMINISTRATOR, PASSWORD);
        configuration.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("demo", InetAddress.getLoopbackAddress(), port, null));
        configuration.setAuthenticationRequiredOperationTypes(EnumSet.of(
                OperationType.ADD,
                OperationType.COMPARE,
                OperationType.DELETE,
                OperationType.MODIFY,
                OperationType.MODIFY_DN,
                OperationType.SEARCH));
        return configuration;
    }

    /**
     * Keycloak knows a person of a directory by {@code entryUUID}. Memory would make up another one at each start, and the
     * person of yesterday would be gone.
     */
    private static AddRequest withLastingId(Entry entry) {
        UUID id = UUID.nameUUIDFromBytes(entry.getDN().getBytes(StandardCharsets.UTF_8));
        entry.addAttribute("entryUUID", id.toString());
        AddRequest request = new AddRequest(entry);
        request.addControl(new IgnoreNoUserModificationRequestControl());
        return request;
    }
}
