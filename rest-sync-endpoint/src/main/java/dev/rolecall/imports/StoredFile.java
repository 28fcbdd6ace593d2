package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.StoredImport;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The file of an import, read piece by piece, each in a short transaction of its own. */
final class StoredFile extends InputStream {
    private final KeycloakSessionFactory factory;
    private final StoredImport stored;
    private byte[] piece = {};
    private int position;
    private int next;
    private long read;

    StoredFile(KeycloakSessionFactory factory, StoredImport stored) {
        this.factory = factory;
        this.stored = stored;
    }

    /** How many bytes were read. */
    long bytesRead() {
        return read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        while (position == piece.length) {
            if (next == stored.pieces()) {
                return -1;
            }
            piece = load(next++);
            position = 0;
        }
        int n = Math.min(count, piece.length - position);
        System.arraycopy(piece, position, target, offset, n);
        position += n;
        read += n;
        return n;
    }

    private byte[] load(int number) throws IOException {
        Optional<byte[]> content;
        try {
            content = KeycloakModelUtils.runJobInTransactionWithResult(
                    factory, session -> new ImportStore(session).piece(stored.id(), number));
        } catch (RuntimeException e) {
            // The database is away, or the server stops: nothing that is wrong with the file.
            throw new IOException("piece " + number + " could not be read", e);
        }
        return content.orElseThrow(() -> new IOException("piece " + number + " is gone"));
    }
}
