package dev.rolecall.directory.upkeep;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Upkeep.StoredOrigin;
import dev.rolecall.sync.gate.RealmJob;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;

/** Every origin of a realm, a line each, read part by part: neither memory nor a transaction grows with the realm. */
final class OriginExport implements StreamingOutput {
    private static final int AT_ONCE = 2_000;
    private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

    private final KeycloakSessionFactory factory;
    private final String realmId;

    OriginExport(KeycloakSessionFactory factory, String realmId) {
        this.factory = factory;
        this.realmId = realmId;
    }

    @Override
    public void write(OutputStream target) throws IOException {
        OutputStream out = new BufferedOutputStream(target, 1 << 16);
        List<StoredOrigin> part = after(null);
        while (!part.isEmpty()) {
            for (StoredOrigin origin : part) {
                out.write(WRITER.writeValueAsBytes(OriginRepresentation.of(origin.note())));
                out.write('\n');
            }
            part = after(part.get(part.size() - 1));
        }
        out.flush();
    }

    private List<StoredOrigin> after(@Nullable StoredOrigin last) {
        return RealmJob.in(
                factory,
                realmId,
                (session, realm) -> AccessProvider.of(session).upkeep(realm).origins(last, AT_ONCE));
    }
}
