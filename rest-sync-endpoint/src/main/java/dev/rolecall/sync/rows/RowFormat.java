package dev.rolecall.sync.rows;

import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In what form rows come. */
public enum RowFormat {
    CSV {
        @Override
        public RowReader open(InputStream bytes, Columns columns) {
            return new CsvRows(bytes, columns);
        }
    },
    NDJSON {
        @Override
        public RowReader open(InputStream bytes, Columns columns) {
            return new NdjsonRows(bytes, columns.mapping());
        }
    },
    JSON {
        @Override
        public RowReader open(InputStream bytes, Columns columns) {
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
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(MEDIA_TYPES.get(parts[0].strip()));
    }

    /** Whether the bytes are the rows themselves. */
    public static boolean isPlain(@Nullable String contentEncoding) {
        return contentEncoding == null
                || contentEncoding.isBlank()
                || contentEncoding.strip().equalsIgnoreCase("identity");
    }

    /** Closing the reader closes the stream. */
    public abstract RowReader open(InputStream bytes, Columns columns);
}
