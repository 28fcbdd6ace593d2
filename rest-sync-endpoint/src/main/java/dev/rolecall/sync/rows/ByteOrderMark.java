package dev.rolecall.sync.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/** The three bytes with which some programs begin UTF-8. */
final class ByteOrderMark {
    private static final byte[] UTF_8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ByteOrderMark() {}

    /** The stream without the mark, where it begins with one. */
    static InputStream skip(InputStream bytes) throws IOException {
        PushbackInputStream start = new PushbackInputStream(bytes, UTF_8.length);
        byte[] head = start.readNBytes(UTF_8.length);
        if (!Arrays.equals(head, UTF_8)) {
            start.unread(head);
        }
        return start;
    }
}
