package dev.rolecall.sync.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts while a row is parsed, so that one past a limit never becomes a tree. */
final class JsonRowParser extends JsonParserDelegate {
    private int depth;
    private boolean measuring;
    private int rowDepth;
    private long rowStart;
    private int tokens;
    private int members;

    JsonRowParser(JsonParser parser) {
        super(parser);
    }

    /** The next token, or where there is one the token at hand, is the first of a row. */
    void beginRow() {
        JsonToken first = currentToken();
        rowDepth = first != null && first.isStructStart() ? depth - 1 : depth;
        rowStart = offset();
        tokens = 0;
        members = 0;
        measuring = true;
    }

    /** Reads past the rest of a row that was given up for its size. */
    void skipRow() throws IOException {
        measuring = false;
        while (depth > rowDepth && nextToken() != null) {
            // only its members are still counted: those of one object are remembered to find one that comes twice
        }
    }

    /** The characters of the row at hand as far as it is read. */
    long size() {
        return offset() - rowStart;
    }

    private long offset() {
        return delegate.currentLocation().getCharOffset();
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        if (token == null) {
            return null;
        }
        if (token.isStructStart()) {
            depth++;
        } else if (token.isStructEnd()) {
            depth--;
        }
        count(token);
        return token;
    }

    private void count(JsonToken token) throws IOException {
        if (token == JsonToken.FIELD_NAME && ++members > RowLimits.MEMBERS) {
            throw new StreamConstraintsException("too many members");
        }
        if (measuring && (++tokens > RowLimits.TOKENS || size() > RowLimits.RECORD)) {
            throw new TooLongException();
        }
    }

    /** The row at hand is longer than {@link RowLimits#RECORD}, or has more than {@link RowLimits#TOKENS}. */
    static final class TooLongException extends StreamConstraintsException {
        private static final long serialVersionUID = 1L;

        private TooLongException() {
            super("the row is too long");
        }
    }
}
