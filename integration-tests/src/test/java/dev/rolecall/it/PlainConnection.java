package dev.rolecall.it;

import dev.rolecall.ldap.directory.LdapConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapContext;
import javax.naming.ldap.StartTlsRequest;
import javax.naming.ldap.StartTlsResponse;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A connection of JNDI without Keycloak. */
@SuppressWarnings("JdkObsolete") // JNDI takes a Hashtable and nothing else
final class PlainConnection implements LdapConnection {
    private final Hashtable<String, String> environment = new Hashtable<>();
    private @Nullable SSLSocketFactory startTls;
    private @Nullable LdapContext context;

    private PlainConnection(String url, String bindDn) {
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, url);
        environment.put(Context.SECURITY_PRINCIPAL, bindDn);
        environment.put(Context.SECURITY_CREDENTIALS, Slapd.PASSWORD);
        environment.put("com.sun.jndi.ldap.connect.timeout", "5000");
        environment.put("com.sun.jndi.ldap.read.timeout", "2000");
    }

    static PlainConnection to(Slapd slapd) {
        return new PlainConnection(slapd.url(), Slapd.BIND_DN);
    }

    static PlainConnection limitedTo(Slapd slapd) {
        return new PlainConnection(slapd.url(), Slapd.LIMITED_DN);
    }

    static PlainConnection overLdaps(Slapd slapd) {
        PlainConnection connection = new PlainConnection(slapd.ldapsUrl(), Slapd.BIND_DN);
        Trusting.only = trusting(slapd.certificate());
        connection.environment.put("java.naming.ldap.factory.socket", Trusting.class.getName());
        return connection;
    }

    /** LDAPS that trusts what the JDK trusts, which is not the certificate of the test. */
    static PlainConnection overUntrustedLdaps(Slapd slapd) {
        return new PlainConnection(slapd.ldapsUrl(), Slapd.BIND_DN);
    }

    static PlainConnection overStartTls(Slapd slapd) {
        PlainConnection connection = to(slapd);
        connection.startTls = trusting(slapd.certificate());
        return connection;
    }

    private static SSLSocketFactory trusting(Path certificate) {
        try (InputStream stream = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null);
            trusted.setCertificateEntry(
                    "slapd", CertificateFactory.getInstance("X.509").generateCertificate(stream));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext ssl = SSLContext.getInstance("TLS");
            ssl.init(null, trust.getTrustManagers(), null);
            return ssl.getSocketFactory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @SuppressWarnings("BanJNDI") // of a directory of the test's own
    public LdapContext context() throws NamingException {
        LdapContext open = context;
        if (open == null) {
            open = startTls == null ? new InitialLdapContext(environment, null) : withStartTls(startTls);
            context = open;
        }
        return open;
    }

    @SuppressWarnings("BanJNDI")
    private LdapContext withStartTls(SSLSocketFactory factory) throws NamingException {
        Hashtable<String, String> anonymous = new Hashtable<>(environment);
        anonymous.remove(Context.SECURITY_PRINCIPAL);
        anonymous.remove(Context.SECURITY_CREDENTIALS);
        LdapContext open = new InitialLdapContext(anonymous, null);
        StartTlsResponse tls = (StartTlsResponse) open.extendedOperation(new StartTlsRequest());
        try {
            tls.negotiate(factory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.addToEnvironment(Context.SECURITY_AUTHENTICATION, "simple");
        open.addToEnvironment(Context.SECURITY_PRINCIPAL, environment.get(Context.SECURITY_PRINCIPAL));
        open.addToEnvironment(Context.SECURITY_CREDENTIALS, environment.get(Context.SECURITY_CREDENTIALS));
        return open;
    }

    @Override
    public void close() {
        try {
            if (context != null) {
                context.close();
            }
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JNDI takes a socket factory by the name of its class only. */
    public static final class Trusting extends SocketFactory {
        private static volatile @Nullable SSLSocketFactory only;

        private final SSLSocketFactory factory;

        private Trusting(SSLSocketFactory factory) {
            this.factory = factory;
        }

        public static SocketFactory getDefault() {
            SSLSocketFactory factory = only;
            if (factory == null) {
                throw new IllegalStateException("nothing is trusted yet");
            }
            return new Trusting(factory);
        }

        @Override
        public Socket createSocket() throws IOException {
            return factory.createSocket();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return factory.createSocket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return factory.createSocket(host, port, localHost, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return factory.createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
                throws IOException {
            return factory.createSocket(address, port, localAddress, localPort);
        }
    }
}
