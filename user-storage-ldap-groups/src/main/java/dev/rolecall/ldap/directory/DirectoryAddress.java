package dev.rolecall.ldap.directory;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where a directory is, and how what is said there is kept from others. Several servers stand for each other: the first that
 * answers is asked. No certificate is trusted but what the server's own truststore trusts.
 *
 * @param startTls to encrypt what begins as {@code ldap://}
 */
public record DirectoryAddress(List<URI> servers, boolean startTls) {
    private static final String URL = "connectionUrl";
    private static final int MOST_SERVERS = 10;
    private static final int MOST_CHARACTERS = 1_000;

    public DirectoryAddress {
        servers = List.copyOf(servers);
    }

    /**
     * @param text        as Keycloak writes several: parted by spaces
     * @param unencrypted whether somebody said that passwords may travel readable
     * @throws InvalidProviderException for whatever is no address of a directory, and for {@code ldap://} without encryption
     *     that nobody asked for
     */
    public static DirectoryAddress of(String text, boolean startTls, boolean unencrypted) {
        require(text.length() <= MOST_CHARACTERS, URL, "has at most " + MOST_CHARACTERS + " characters");
        List<URI> servers = Arrays.stream(text.strip().split(" +"))
                .map(DirectoryAddress::server)
                .toList();
        require(servers.size() <= MOST_SERVERS, URL, "names at most " + MOST_SERVERS + " servers");
        boolean isAnyPlain = servers.stream().anyMatch(server -> !isLdaps(server));
        boolean isAnyEncrypted = servers.stream().anyMatch(DirectoryAddress::isLdaps);
        require(!startTls || !isAnyEncrypted, "startTls", "is for ldap:// only: ldaps:// is encrypted from the start");
        require(
                startTls || unencrypted || !isAnyPlain,
                URL,
                "with ldap:// alone lets whoever listens read passwords: take ldaps://, or startTls, or say unencrypted");
        require(
                !unencrypted || (isAnyPlain && !startTls),
                "unencrypted",
                "is for ldap:// without startTls only: this connection is encrypted");
        return new DirectoryAddress(servers, startTls);
    }

    private static URI server(String text) {
        try {
            URI server = new URI(text);
            String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
            boolean isOne = (scheme.equals("ldap") || scheme.equals("ldaps"))
                    && server.getHost() != null
                    && server.getUserInfo() == null
                    && server.getQuery() == null
                    && server.getFragment() == null
                    && (server.getPath().isEmpty() || server.getPath().equals("/"));
            if (isOne) {
                return server;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new InvalidProviderException(
                URL, "is ldap:// or ldaps:// with a host and perhaps a port; several are parted by spaces");
    }

    private static void require(boolean holds, String field, String message) {
        if (!holds) {
            throw new InvalidProviderException(field, message);
        }
    }

    private static boolean isLdaps(URI server) {
        return server.getScheme().equalsIgnoreCase("ldaps");
    }

    String text() {
        return servers.stream().map(URI::toString).collect(Collectors.joining(" "));
    }
}
