package dev.rolecall.imports;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.ImportStore.Arrival;
import dev.rolecall.imports.jpa.ImportStore.Known;
import dev.rolecall.imports.jpa.ImportStore.Scope;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.imports.upload.Fingerprint;
import dev.rolecall.imports.upload.UnusableUploadException;
import dev.rolecall.imports.upload.Upload;
import dev.rolecall.sync.gate.Refusal;
import dev.rolecall.sync.rows.Gunzip;
import dev.rolecall.sync.rows.TooLargeBodyException;
import dev.rolecall.sync.rows.UnreadableBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Stores a file as it comes in, in pieces, so that memory stays the same whatever its size. */
final class Receiver {
    private static final Logger LOG = Logger.getLogger(Receiver.class);

    private final KeycloakSessionFactory factory;
    private final ImportLimits limits;

    Receiver(KeycloakSessionFactory factory, ImportLimits limits) {
        this.factory = factory;
        this.limits = limits;
    }

    /**
     * @param again whether an earlier request made it
     */
    record Received(StoredImport stored, boolean again) {}

    /**
     * The import, once its file is durably stored. An upload that breaks off or is too large leaves nothing.
     *
     * @throws UnusableUploadException when the body is not what it says
     */
    Received receive(Arrival arrival, Upload upload) {
        Optional<String> begun = begin(arrival);
        if (begun.isEmpty()) {
            return again(arrival, upload);
        }
        String id = begun.get();
        try {
            String fingerprint = store(id, upload);
            return inTransaction(store -> {
                if (!store.queue(id, fingerprint)) {
                    throw brokenOff();
                }
                return new Received(
                        store.find(new Scope(arrival.realmId(), null), id).orElseThrow(Receiver::brokenOff), false);
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

    /** Nothing where an import with that key is there. */
    private Optional<String> begin(Arrival arrival) {
        try {
            return inTransaction(store -> {
                if (arrival.onceKey() != null && store.known(arrival.onceKey()).isPresent()) {
                    return Optional.empty();
                }
                if (store.open(arrival.realmId()) >= limits.open()) {
                    throw Refusal.tooMany("A realm has at most " + limits.open() + " imports that have not ended.");
                }
                return Optional.of(store.begin(arrival));
            });
        } catch (ModelDuplicateException e) {
            if (arrival.onceKey() == null) {
                throw e;
            }
            return Optional.empty(); // another request with the key began at the same time
        }
    }

    private String store(String id, Upload upload) throws IOException {
        Fingerprint fingerprint = new Fingerprint(upload);
        readAll(
                upload,
                new StoringStream(
                        fingerprint.over(upload.file()), limits, (number, piece) -> append(id, number, piece)));
        return fingerprint.text();
    }

    /** A compressed file is decompressed on its way in: what cannot be read later is refused now. */
    private void readAll(Upload upload, InputStream file) throws IOException {
        if (upload.form().packed()) {
            try (Gunzip content = new Gunzip(file, limits.unpacked())) {
                drain(content);
            } catch (TooLargeBodyException e) {
                throw Refusal.tooLarge("The file is refused: " + e.reason() + ".");
            } catch (UnreadableBodyException e) {
                throw Refusal.badRequest("The file is refused: " + e.reason() + ".");
            }
        } else {
            drain(file);
        }
        upload.finish();
    }

    private static void drain(InputStream stream) throws IOException {
        byte[] bytes = new byte[64 << 10];
        while (stream.read(bytes, 0, bytes.length) >= 0) {
            // reading is what stores it
        }
    }

    /** A request that was sent before: its file is only compared. */
    private Received again(Arrival arrival, Upload upload) {
        String fingerprint = fingerprint(upload);
        Known known = inTransaction(store -> store.known(String.valueOf(arrival.onceKey())))
                .orElseThrow(Receiver::stillOnItsWay);
        if (known.fingerprint() == null) {
            throw stillOnItsWay();
        }
        if (!known.fingerprint().equals(fingerprint)) {
            throw Refusal.conflict(
                    "The Idempotency-Key was used for another file, or for another request with it.", List.of());
        }
        return new Received(known.stored(), true);
    }

    private String fingerprint(Upload upload) {
        Fingerprint fingerprint = new Fingerprint(upload);
        try {
            readAll(upload, new StoringStream(fingerprint.over(upload.file()), limits, (number, piece) -> {}));
        } catch (IOException e) {
            LOG.debugf("An upload that was sent before broke off: %s", CauseTrail.of(e));
            throw brokenOff();
        }
        return fingerprint.text();
    }

    private static Refusal stillOnItsWay() {
        return Refusal.conflict(
                "A request with that Idempotency-Key is still coming in, or broke off: send this one again later.",
                List.of());
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

    static Refusal brokenOff() {
        return Refusal.badRequest("The upload broke off or took too long; nothing of it is kept.");
    }

    private <T> T inTransaction(Function<ImportStore, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, (KeycloakSession session) -> work.apply(new ImportStore(session)));
    }
}
