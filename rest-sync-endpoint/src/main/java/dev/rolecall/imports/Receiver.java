package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.ImportStore.Arrival;
import dev.rolecall.imports.jpa.ImportStore.Scope;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.people.CauseTrail;
import dev.rolecall.sync.gate.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Stores a file as it comes in, in pieces, so that memory stays the same whatever its size. */
final class Receiver {
    private static final Logger LOG = Logger.getLogger(Receiver.class);

    private static final int PIECE = 256 << 10;

    private final KeycloakSessionFactory factory;
    private final ImportLimits limits;

    Receiver(KeycloakSessionFactory factory, ImportLimits limits) {
        this.factory = factory;
        this.limits = limits;
    }

    /** The import, once its file is durably stored. An upload that breaks off or is too large leaves nothing. */
    StoredImport receive(Arrival arrival, InputStream file) {
        String id = begin(arrival);
        try {
            store(id, file);
            return inTransaction(store -> {
                if (!store.queue(id)) {
                    throw brokenOff();
                }
                return store.find(new Scope(arrival.realmId(), null), id).orElseThrow(Receiver::brokenOff);
            });
        } catch (IOException e) {
            LOG.debugf("Upload %s broke off: %s", id, CauseTrail.of(e));
            giveUp(id);
            throw brokenOff();
        } catch (RuntimeException e) { // whatever it was, an upload that is not answered leaves nothing
            giveUp(id);
            throw e;
        }
    }

    private String begin(Arrival arrival) {
        return inTransaction(store -> {
            if (store.open(arrival.realmId()) >= limits.open()) {
                throw Refusal.tooMany("A realm has at most " + limits.open() + " imports that have not ended.");
            }
            return store.begin(arrival);
        });
    }

    private void store(String id, InputStream file) throws IOException {
        long bytes = 0;
        int number = 0;
        for (byte[] piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE)) {
            bytes += piece.length;
            if (bytes > limits.bytes()) {
                throw limits.tooLarge();
            }
            append(id, number++, piece);
        }
    }

    private void append(String id, int number, byte[] piece) {
        if (!inTransaction(store -> store.append(id, number, piece))) {
            throw brokenOff();
        }
    }

    private void giveUp(String id) {
        try {
            inTransaction(store -> {
                store.giveUp(id);
                return true;
            });
        } catch (RuntimeException e) { // the failure at hand is to be answered, not this one
            LOG.debugf("Upload %s is left to be cleared away: %s", id, CauseTrail.of(e));
        }
    }

    private static Refusal brokenOff() {
        return Refusal.badRequest("The upload broke off or took too long; nothing of it is kept.");
    }

    private <T> T inTransaction(Function<ImportStore, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, (KeycloakSession session) -> work.apply(new ImportStore(session)));
    }
}
