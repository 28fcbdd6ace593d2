package dev.rolecall.sync.rows;

import dev.rolecall.people.Row;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one body or file, in order. The same bytes give the same rows each time. For one thread. */
public interface RowReader extends Closeable {
    /**
     * The next row, or null after the last.
     *
     * @throws UnreadableBodyException when what follows cannot be read as rows at all
     * @throws IOException             when the bytes could not be had
     */
    @Nullable Row next() throws IOException;

    /** What the row just read measured in the body: its bytes, in a JSON body its characters. */
    long size();

    /** What the sender should know about the body as a whole, for example a column that is left out. */
    List<String> warnings();
}
