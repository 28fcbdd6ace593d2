package dev.rolecall.imports;

import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.people.Row;
import dev.rolecall.sync.rows.Columns;
import dev.rolecall.sync.rows.RowBlocks;
import dev.rolecall.sync.rows.RowReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;

/** The rows of an import's file from its checkpoint on, block by block. */
final class FileBlocks implements ReadAhead.Source<FileBlocks.Block> {
    private final StoredFile file;
    private final RowReader reader;
    private final RowBlocks blocks;
    private final KnownKeys keys;
    private final long done;
    private boolean begun;

    /** @param keys learn those of the rows before the checkpoint */
    FileBlocks(KeycloakSessionFactory factory, StoredImport stored, Columns columns, KnownKeys keys)
            throws IOException {
        file = new StoredFile(factory, stored);
        reader = stored.form().open(file, columns);
        blocks = new RowBlocks(reader);
        this.keys = keys;
        done = stored.counts().rows();
    }

    /**
     * Only the first may be empty: where there are no rows, there may be something to say of the file.
     *
     * @param bytesRead of the file by the end of this block, or a little more
     * @param warnings  about the file, as far as it was read
     */
    record Block(List<Row> rows, long bytesRead, List<String> warnings) {
        /** Rows are personal. */
        @Override
        public String toString() {
            return "Block[" + rows.size() + " rows]";
        }
    }

    @Override
    public @Nullable Block next() throws IOException {
        boolean first = !begun;
        if (first) {
            begun = true;
            blocks.skip(done, keys::learn);
        }
        List<Row> rows = blocks.next();
        return rows.isEmpty() && !first ? null : new Block(rows, file.bytesRead(), List.copyOf(reader.warnings()));
    }

    @Override
    public void close() throws IOException {
        reader.close();
        file.close();
    }
}
