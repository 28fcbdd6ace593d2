package dev.rolecall.benchmarks;

import dev.rolecall.demo.Administration;
import dev.rolecall.demo.KeycloakServer;
import dev.rolecall.demo.Realm;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A Keycloak under measurement. */
record RunningServer(KeycloakServer keycloak, Administration administration, CpuClock clock) implements AutoCloseable {
    Realm realm(String name) {
        return keycloak.realm(name);
    }

    Load load(int connections, Duration limit) {
        return new Load(new InetSocketAddress(InetAddress.getLoopbackAddress(), keycloak.port()), connections, limit);
    }

    @Override
    public void close() {
        keycloak.stop();
    }
}
