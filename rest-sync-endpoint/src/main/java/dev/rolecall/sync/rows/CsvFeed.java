package dev.rolecall.sync.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the CSV parser reads: each byte as one character, and never past the end of a line in one go. So the parser has
 * seen nothing of the lines after the record at hand, and when that record turns out broken (a quote that is never
 * closed, say) the lines after its first can be read again as records of their own.
 */
final class CsvFeed extends Reader {
    /** Bytes that may be read again in one file; past it a broken record takes all of its lines with it. */
    private static final long AGAIN = 64L << 20;

    /** Empty lines before the first one with something in it. */
    private static final int EMPTY_LINES = 1_000;

    private final PhysicalLines lines;
    private final Deque<Line> again = new ArrayDeque<>();
    private final List<Line> record = new ArrayList<>();
    private int recordBytes;
    private long readAgain;
    private @Nullable Line current;
    private int position;

    CsvFeed(InputStream bytes) {
        lines = new PhysicalLines(bytes, true);
    }

    /** The first line that is not empty, before anything was read; it will be read as if nobody had looked. */
    byte[] firstLine() throws IOException {
        Line line = next();
        while (line != null) {
            again.add(line);
            if (!isEmpty(line) || again.size() == EMPTY_LINES) {
                return line.bytes;
            }
            line = next();
        }
        return new byte[0];
    }

    private static boolean isEmpty(Line line) {
        return !line.tooLong && (line.bytes[0] == '\n' || line.bytes[0] == '\r');
    }

    /** The next character is the first of a record. */
    void beginRecord() {
        record.clear();
        recordBytes = 0;
    }

    /** The line on which the record starts, or 0 when nothing of it was read. */
    long line() {
        return record.isEmpty() ? 0 : record.get(0).number;
    }

    /** The bytes of the record, with its line breaks. */
    int recordBytes() {
        return recordBytes;
    }

    /** Gives the record up: what comes next is the line after its first, read again, or the line after its last. */
    void giveUpRecord() {
        current = null;
        recordBytes = record.isEmpty() ? 0 : record.get(0).bytes.length;
        for (int i = record.size() - 1; i > 0; i--) {
            Line line = record.get(i);
            readAgain += line.bytes.length;
            if (readAgain > AGAIN) {
                return;
            }
            again.addFirst(line);
        }
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
        Line line = current;
        if (line == null || position == line.bytes.length) {
            line = nextLine();
            if (line == null) {
                return -1;
            }
            current = line;
            position = 0;
        }
        int n = Math.min(count, line.bytes.length - position);
        for (int i = 0; i < n; i++) {
            target[offset + i] = (char) (line.bytes[position + i] & 0xFF);
        }
        position += n;
        return n;
    }

    private @Nullable Line nextLine() throws IOException {
        Line line = again.poll();
        line = line == null ? next() : line;
        if (line == null) {
            return null;
        }
        record.add(line);
        recordBytes += line.bytes.length;
        if (line.tooLong || recordBytes > RowLimits.RECORD) {
            throw new TooLongException();
        }
        return line;
    }

    private @Nullable Line next() throws IOException {
        return lines.advance()
                ? new Line(lines.number(), Arrays.copyOf(lines.buffer(), lines.length()), lines.isTooLong())
                : null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static final class Line {
        private final long number;
        private final byte[] bytes;
        private final boolean tooLong;

        private Line(long number, byte[] bytes, boolean tooLong) {
            this.number = number;
            this.bytes = bytes;
            this.tooLong = tooLong;
        }
    }

    /** The record at hand is longer than {@link RowLimits#RECORD}. */
    static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
