package dev.rolecall.sync.rows;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What is in a gzip stream (RFC 1952) of one member or several, within bounds. Unlike {@link java.util.zip.GZIPInputStream} it
 * does not take whatever follows a member, or a failure to read it, for the end: rows would be lost without a word.
 */
public final class Gunzip extends InputStream {
    /** Bytes that may come out before the ratio counts. */
    private static final long UNMEASURED = 10 << 20;

    /** How often more bytes may come out than went in. Text of people is packed 5 to 20 fold, a bomb 1,000 fold. */
    private static final long RATIO = 200;

    /** Bytes of one header; a file name is in it. */
    private static final int HEADER = 1 << 16;

    private static final int DEFLATE = 8;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream packed;
    private final long most;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] block = new byte[1 << 14];
    private int position;
    private int filled;
    private long in;
    private long out;
    private int headerLeft;
    private boolean inMember;
    private boolean ended;

    /** @param most bytes that may come out */
    public Gunzip(InputStream packed, long most) {
        this.packed = packed;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * @throws TooLargeBodyException   when too much comes out
     * @throws UnreadableBodyException when it is not gzip, damaged, or ends too early
     */
    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        while (inMember || beginMember()) {
            int n = inflate(target, offset, count);
            if (n > 0) {
                return n;
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int count) throws IOException {
        int n = 0;
        while (n == 0 && inMember) {
            try {
                n = inflater.inflate(target, offset, count);
            } catch (DataFormatException e) {
                throw new UnreadableBodyException("the gzip file is damaged", e);
            }
            if (n == 0) {
                goOn();
            }
        }
        checksum.update(target, offset, n);
        out += n;
        requireWithinBounds();
        return n;
    }

    private void goOn() throws IOException {
        if (inflater.finished()) {
            endMember();
        } else if (inflater.needsDictionary()) {
            throw damaged();
        } else if (inflater.needsInput()) {
            if (position == filled) {
                fill();
            }
            inflater.setInput(block, position, filled - position);
            position = filled;
        }
    }

    private void requireWithinBounds() {
        if (out > most) {
            throw new TooLargeBodyException("decompressed, a file has at most " + most + " bytes");
        }
        long read = in - (filled - position) - inflater.getRemaining();
        if (out > UNMEASURED && out > RATIO * Math.max(1, read)) {
            throw new TooLargeBodyException("the gzip file grows more than " + RATIO + " fold when it is decompressed");
        }
    }

    private boolean beginMember() throws IOException {
        if (ended || (position == filled && !hasMore())) {
            if (in == 0) {
                throw new UnreadableBodyException("there is nothing in it");
            }
            ended = true;
            return false;
        }
        headerLeft = HEADER;
        if (headerByte() != 0x1F || headerByte() != 0x8B || headerByte() != DEFLATE) {
            throw new UnreadableBodyException(
                    out == 0 ? "it is not gzip" : "something follows the end of the gzip file");
        }
        int flags = headerByte();
        skipHeader(6);
        if ((flags & RESERVED) != 0) {
            throw damaged();
        }
        if ((flags & HAS_EXTRA) != 0) {
            skipHeader(headerByte() | headerByte() << 8);
        }
        skipTexts(((flags & HAS_NAME) == 0 ? 0 : 1) + ((flags & HAS_COMMENT) == 0 ? 0 : 1));
        skipHeader((flags & HAS_CHECKSUM) == 0 ? 0 : 2);
        checksum.reset();
        inflater.reset();
        inMember = true;
        return true;
    }

    private void skipTexts(int texts) throws IOException {
        for (int i = 0; i < texts; i++) {
            while (headerByte() != 0) {
                // a name or a comment ends with a zero
            }
        }
    }

    private void skipHeader(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            headerByte();
        }
    }

    private int headerByte() throws IOException {
        if (headerLeft-- == 0) {
            throw damaged();
        }
        return nextByte();
    }

    private void endMember() throws IOException {
        position = filled - inflater.getRemaining();
        long expected = inflater.getBytesWritten() & 0xFFFFFFFFL;
        if (trailer() != checksum.getValue() || trailer() != expected) {
            throw damaged();
        }
        inMember = false;
    }

    private long trailer() throws IOException {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value |= (long) nextByte() << (8 * i);
        }
        return value;
    }

    private int nextByte() throws IOException {
        if (position == filled) {
            fill();
        }
        return block[position++] & 0xFF;
    }

    private void fill() throws IOException {
        if (!hasMore()) {
            throw new UnreadableBodyException("the gzip file ends too early");
        }
    }

    private boolean hasMore() throws IOException {
        position = 0;
        filled = Math.max(0, packed.read(block, 0, block.length));
        in += filled;
        return filled > 0;
    }

    private static UnreadableBodyException damaged() {
        return new UnreadableBodyException("the gzip file is damaged");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }
}
