package dev.rolecall.imports.upload;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** The same bytes, which go into digests as they are read. */
final class DigestingStream extends InputStream {
    private final InputStream bytes;
    private final List<MessageDigest> digests;

    DigestingStream(InputStream bytes, Collection<MessageDigest> digests) {
        this.bytes = bytes;
        this.digests = List.copyOf(digests);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        int n = bytes.read(target, offset, count);
        for (MessageDigest digest : digests) {
            digest.update(target, offset, Math.max(0, n));
        }
        return n;
    }
}
