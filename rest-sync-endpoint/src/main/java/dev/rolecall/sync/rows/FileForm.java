package dev.rolecall.sync.rows;

import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a file become rows.
 *
 * @param packed    whether they are compressed with gzip
 * @param delimiter of CSV; null for the one its header line shows
 */
public record FileForm(
        RowFormat format, boolean packed, @Nullable Delimiter delimiter) {
    /** As it is, with the delimiter its header line shows. */
    public static FileForm plain(RowFormat format) {
        return new FileForm(format, false, null);
    }

    /** Whether a Content-Encoding is gzip; nothing where it is neither that nor none. */
    public static Optional<Boolean> packed(@Nullable String contentEncoding) {
        if (RowFormat.isPlain(contentEncoding)) {
            return Optional.of(false);
        }
        String encoding = contentEncoding == null ? "" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        return encoding.equals("gzip") || encoding.equals("x-gzip") ? Optional.of(true) : Optional.empty();
    }

    /** The rows of a file that was checked when it came in. Closing the reader closes the stream. */
    public RowReader open(InputStream bytes, Columns columns) {
        return format.open(packed ? new Gunzip(bytes, Long.MAX_VALUE) : bytes, columns, delimiter);
    }
}
