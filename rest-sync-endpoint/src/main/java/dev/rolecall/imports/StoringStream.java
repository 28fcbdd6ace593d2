package dev.rolecall.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** The bytes of a file as they come in; what was read is handed on in pieces. Closing it closes nothing. */
final class StoringStream extends InputStream {
    private static final int PIECE = 256 << 10;

    private final InputStream file;
    private final ImportLimits limits;
    private final Pieces pieces;
    private final byte[] piece = new byte[PIECE];
    private int filled;
    private int number;
    private long read;

    StoringStream(InputStream file, ImportLimits limits, Pieces pieces) {
        this.file = file;
        this.limits = limits;
        this.pieces = pieces;
    }

    /** Where pieces go. */
    @FunctionalInterface
    interface Pieces {
        /** @param number from 0 without a gap */
        void store(int number, byte[] piece);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws dev.rolecall.sync.gate.Refusal when the file is larger than it may be */
    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        int n = file.read(target, offset, count);
        if (n < 0) {
            store();
            return -1;
        }
        read += n;
        if (read > limits.bytes()) {
            throw limits.tooLarge();
        }
        keep(target, offset, n);
        return n;
    }

    private void keep(byte[] bytes, int offset, int count) {
        int from = offset;
        int left = count;
        while (left > 0) {
            int n = Math.min(left, PIECE - filled);
            System.arraycopy(bytes, from, piece, filled, n);
            filled += n;
            from += n;
            left -= n;
            if (filled == PIECE) {
                store();
            }
        }
    }

    private void store() {
        if (filled > 0) {
            pieces.store(number++, Arrays.copyOf(piece, filled));
            filled = 0;
        }
    }
}
