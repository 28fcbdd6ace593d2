package dev.rolecall.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A bare HTTP/1.1 connection that stays open: the bytes of a request out, status and body back. It shares the machine
 * with the server it measures, so it does no more than that. Not for use by two threads.
 */
final class KeepAlive implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 120_000;
    private static final int LONGEST_LINE = 65_536;

    private final InetSocketAddress address;
    private @Nullable Socket socket;
    private @Nullable InputStream input;

    KeepAlive(InetSocketAddress address) {
        this.address = address;
    }

    /** A status and a body. */
    record Reply(int status, String body) {
        int bytes() {
            return body.getBytes(StandardCharsets.UTF_8).length;
        }

        /** Bodies hold tokens. */
        @Override
        public String toString() {
            return "status " + status;
        }
    }

    /** Sends once more when the server closed the connection while nothing was under way. */
    Reply send(PreparedRequest request) throws IOException {
        boolean used = socket != null;
        try {
            return exchange(request);
        } catch (IOException closed) {
            close();
            if (!used) {
                throw closed;
            }
            return exchange(request);
        }
    }

    private Reply exchange(PreparedRequest request) throws IOException {
        Socket open = socket;
        InputStream from = input;
        if (open == null || from == null) {
            open = new Socket();
            open.setTcpNoDelay(true);
            open.setSoTimeout(PATIENCE_MILLIS);
            open.connect(address, PATIENCE_MILLIS);
            from = new BufferedInputStream(open.getInputStream(), 65_536);
            socket = open;
            input = from;
        }
        request.writeTo(open.getOutputStream());
        return read(from);
    }

    private Reply read(InputStream from) throws IOException {
        int status = Integer.parseInt(line(from).split(" ", -1)[1]);
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(from); !header.isEmpty(); header = line(from)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length =
                        Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            last |= lower.startsWith("connection:") && lower.contains("close");
        }
        byte[] body = chunked ? chunks(from) : exactly(from, length);
        if (last) {
            close();
        }
        return new Reply(status, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream from) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = size(line(from)); size > 0; size = size(line(from))) {
            body.write(exactly(from, size));
            line(from);
        }
        line(from);
        return body.toByteArray();
    }

    private static int size(String line) {
        return Integer.parseInt(line.split(";", -1)[0].strip(), 16);
    }

    private static byte[] exactly(InputStream from, int length) throws IOException {
        byte[] body = from.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the server closed the connection in the middle of an answer");
        }
        return body;
    }

    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0 || line.size() > LONGEST_LINE) {
                throw new EOFException("the server closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        input = null;
        if (open != null) {
            open.close();
        }
    }
}
