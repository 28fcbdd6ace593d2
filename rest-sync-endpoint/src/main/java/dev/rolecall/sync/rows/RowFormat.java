package dev.rolecall.sync.rows;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In what form rows come. */
public enum RowFormat {
    CSV {
        @Override
        RowReader open(InputStream bytes, Columns columns, @Nullable Delimiter delimiter) {
            return new CsvRows(bytes, columns, delimiter);
        }
    },
    NDJSON {
        @Override
        RowReader open(InputStream bytes, Columns columns, @Nullable Delimiter delimiter) {
            return new NdjsonRows(bytes, columns.mapping());
        }
    },
    JSON {
        @Override
        RowReader open(InputStream bytes, Columns columns, @Nullable Delimiter delimiter) {
            return new JsonRows(bytes, columns.mapping());
        }
    };

    private static final Map<String, RowFormat> MEDIA_TYPES =
            Map.of("text/csv", CSV, "application/x-ndjson", NDJSON, "application/json", JSON);

    /**
     * The format a Content-Type names: the media type in any case, with no charset but UTF-8. Parameters other than
     * the charset say nothing about rows.
     */
    public static Optional<RowFormat> ofContentType(String contentType) {
        return HeaderValue.parse(contentType)
                .filter(type -> type.parameter("charset")
                        .map(charset -> charset.equalsIgnoreCase("utf-8"))
                        .orElse(true))
                .map(type -> MEDIA_TYPES.get(type.value()));
    }

    /** Whether the bytes are the rows themselves. */
    public static boolean isPlain(@Nullable String contentEncoding) {
        return contentEncoding == null
                || contentEncoding.isBlank()
                || contentEncoding.strip().equalsIgnoreCase("identity");
    }

    /** Closing the reader closes the stream. */
    public RowReader open(InputStream bytes, Columns columns) {
        return open(bytes, columns, null);
    }

    /** @param delimiter of CSV; null for the one its header line shows */
    abstract RowReader open(InputStream bytes, Columns columns, @Nullable Delimiter delimiter);
}
