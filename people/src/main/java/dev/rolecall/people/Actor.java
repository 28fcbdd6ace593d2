package dev.rolecall.people;

import org.keycloak.common.ClientConnection;

/**
 * Who the admin events name.
 *
 * @param clientId the internal id of the client
 * @param userId   the user, for a service its service account
 */
public record Actor(String clientId, String userId, String ipAddress) {
    /** What an admin event asks a connection for: the remote host. */
    public ClientConnection connection() {
        return new Address(ipAddress);
    }

    private record Address(String ip) implements ClientConnection {
        @Override
        public String getRemoteAddr() {
            return ip;
        }

        @Override
        public String getRemoteHost() {
            return ip;
        }

        @Override
        public int getRemotePort() {
            return 0;
        }

        @Override
        public String getLocalAddr() {
            return "";
        }

        @Override
        public int getLocalPort() {
            return 0;
        }
    }
}
