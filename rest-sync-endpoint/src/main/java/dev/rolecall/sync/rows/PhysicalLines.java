package dev.rolecall.sync.rows;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a stream line by line, each with its line break, never holding more than {@link RowLimits#RECORD}. */
final class PhysicalLines implements Closeable {
    private static final int BLOCK = 1 << 14;

    private final InputStream bytes;
    private final boolean returnEndsLine;
    private @Nullable InputStream source;
    private final byte[] block = new byte[BLOCK];
    private int position;
    private int filled;

    private byte[] line = new byte[512];
    private int length;
    private boolean tooLong;
    private long number;

    /** @param returnEndsLine whether a carriage return without a line feed ends a line too */
    PhysicalLines(InputStream bytes, boolean returnEndsLine) {
        this.bytes = bytes;
        this.returnEndsLine = returnEndsLine;
    }

    /** Goes to the next line; false after the last. */
    boolean advance() throws IOException {
        length = 0;
        tooLong = false;
        if (!hasByte()) {
            return false;
        }
        number++;
        boolean ended = false;
        while (!ended && hasByte()) {
            int from = position;
            while (!ended && position < filled) {
                ended = endsLine(block[position++]);
            }
            keep(from, position - from);
            if (!ended && returnEndsLine && block[position - 1] == '\r' && hasByte()) {
                ended = block[position] != '\n';
            }
        }
        return true;
    }

    private boolean endsLine(byte b) {
        return b == '\n' || (returnEndsLine && b == '\r' && position < filled && block[position] != '\n');
    }

    private boolean hasByte() throws IOException {
        if (position < filled) {
            return true;
        }
        if (source == null) {
            source = ByteOrderMark.skip(bytes);
        }
        position = 0;
        filled = Math.max(0, source.read(block, 0, BLOCK));
        return filled > 0;
    }

    private void keep(int from, int count) {
        if (tooLong || length + count > RowLimits.RECORD) {
            tooLong = true;
            length = 0;
            return;
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.min(RowLimits.RECORD, Math.max(length + count, line.length * 2)));
        }
        System.arraycopy(block, from, line, length, count);
        length += count;
    }

    /** The 1-based number of this line; 0 before the first. */
    long number() {
        return number;
    }

    /** The line was longer than a record may be; its bytes are gone. */
    boolean isTooLong() {
        return tooLong;
    }

    /** The bytes of this line are the first {@link #length()} of this array, until the next {@link #advance()}. */
    byte[] buffer() {
        return line;
    }

    int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
