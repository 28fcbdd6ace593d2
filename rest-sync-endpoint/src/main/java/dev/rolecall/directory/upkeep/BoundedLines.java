package dev.rolecall.directory.upkeep;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8, of which never more than a limit is held, from a stream of which never more than a limit is read. */
final class BoundedLines {
    private final InputStream bytes;
    private final int mostOfLine;
    private final long mostOfAll;
    private long read;
    private long number;

    BoundedLines(InputStream bytes, int mostOfLine, long mostOfAll) {
        this.bytes = new BufferedInputStream(bytes, 1 << 16);
        this.mostOfLine = mostOfLine;
        this.mostOfAll = mostOfAll;
    }

    /**
     * @param text null when the line is too long or not UTF-8
     */
    record Line(long number, @Nullable String text) {}

    /** The next line, or null after the last. */
    @Nullable Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean tooLong = false;
        int b = read();
        if (b < 0) {
            return null;
        }
        number++;
        while (b >= 0 && b != '\n') {
            tooLong |= line.size() >= mostOfLine;
            if (!tooLong) {
                line.write(b);
            }
            b = read();
        }
        return new Line(number, tooLong ? null : utf8(line.toByteArray()));
    }

    private int read() throws IOException {
        int b = bytes.read();
        if (b >= 0 && ++read > mostOfAll) {
            throw new TooLargeException();
        }
        return b;
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** There is more than may be. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
