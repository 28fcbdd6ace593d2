package dev.rolecall.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Realm;
import java.net.URI;

/** People of a directory log in, and their groups say what they may do. */
final class DirectoryJob {
    private final Realm shard;

    DirectoryJob(String server) {
        this.shard = new Realm(server, "shard-ldap");
    }

    void isDone() {
        assertThat(accessOf("lena")
                        .at("/customers/acme/deployments/prod-eu/roles/0")
                        .asText())
                .isEqualTo("ADMIN");
        assertThat(accessOf("otto").at("/customers/globex/roles/0").asText()).isEqualTo("VIEW");
        assertThat(accessOf("anton").path("customers")).isEmpty();
    }

    private JsonNode accessOf(String person) {
        return shard.login(shard.authorization("demo-app", URI.create("http://localhost:8081/")), person, person)
                .accessClaims()
                .path("access");
    }
}
