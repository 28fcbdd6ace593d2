package dev.rolecall.imports.upload;

import dev.rolecall.sync.rows.HeaderValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A body of type multipart/form-data (RFC 7578, RFC 2046 section 5.1), part after part, in constant memory. The server's own
 * parser reads such a body whole, before anybody knows who sends it.
 */
public final class Multipart {
    /** Bytes of the headers of one part, and of what stands before the first part and after the last. */
    private static final int BESIDE = 8 << 10;

    private static final int MOST_HEADERS = 20;
    private static final int LONGEST_BOUNDARY = 70;

    private final InputStream body;
    private final byte[] delimiter;
    private final byte[] block = new byte[64 << 10];
    private int position;
    private int filled;
    private boolean ended;
    private boolean inPart;

    /** @throws UnusableUploadException when the boundary is none */
    public Multipart(InputStream body, String boundary) {
        if (boundary.isEmpty()
                || boundary.length() > LONGEST_BOUNDARY
                || !boundary.matches("[A-Za-z0-9'()+_,./:=? -]*[A-Za-z0-9'()+_,./:=?-]")) {
            throw UnusableUploadException.malformed(
                    "Content-Type", "The boundary of multipart/form-data is missing or wrong.");
        }
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        // The first boundary may be the first line: as if a line had ended before it.
        block[0] = '\r';
        block[1] = '\n';
        filled = 2;
        inPart = true;
    }

    /**
     * A part of the form.
     *
     * @param headers by their names in lower case
     * @param content to be read before the next part; what is left of it is passed over
     */
    public record Part(String name, Map<String, String> headers, InputStream content) {
        public Part {
            headers = Map.copyOf(headers);
        }

        public Optional<String> header(String header) {
            return Optional.ofNullable(headers.get(header));
        }

        @Override
        public String toString() {
            return "Part";
        }
    }

    /**
     * The next part, or nothing after the last; then the body is read to its end.
     *
     * @throws UnusableUploadException when the body is malformed, or ends too early
     */
    public Optional<Part> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        boolean first = filled == 2 && position == 0;
        passOver(first ? BESIDE : Long.MAX_VALUE);
        if (isLast()) {
            ended = true;
            passEpilogue();
            return Optional.empty();
        }
        Map<String, String> headers = headers();
        inPart = true;
        return Optional.of(new Part(name(headers), headers, new Content()));
    }

    private void passOver(long most) throws IOException {
        byte[] waste = new byte[BESIDE];
        long passed = 0;
        for (int n = content(waste, 0, waste.length); n >= 0; n = content(waste, 0, waste.length)) {
            passed += n;
            if (passed > most) {
                throw malformed("too much stands before the first boundary");
            }
        }
    }

    /** What follows a boundary: two hyphens after the last part, a line end otherwise. */
    private boolean isLast() throws IOException {
        int c = nextByte();
        if (c == '-') {
            if (nextByte() != '-') {
                throw malformed("a boundary is followed by something else");
            }
            return true;
        }
        int padding = 0;
        while ((c == ' ' || c == '\t') && padding++ < BESIDE) {
            c = nextByte();
        }
        if (c != '\r' || nextByte() != '\n') {
            throw malformed("a boundary is followed by something else");
        }
        return false;
    }

    private void passEpilogue() throws IOException {
        int passed = filled - position;
        position = filled;
        while (fill()) {
            passed += filled;
            position = filled;
            if (passed > BESIDE) {
                throw malformed("too much follows the last boundary");
            }
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        int[] left = {BESIDE};
        for (String line = line(left); !line.isEmpty(); line = line(left)) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (!name.matches("[a-z0-9-]+")
                    || headers.put(name, line.substring(colon + 1).strip()) != null
                    || headers.size() > MOST_HEADERS) {
                throw malformed("the headers of a part are malformed");
            }
        }
        return headers;
    }

    private String line(int[] left) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = nextByte(); c != '\r'; c = nextByte()) {
            if (left[0]-- == 0 || c == '\n') {
                throw malformed("the headers of a part are malformed or too long");
            }
            line.append((char) c);
        }
        if (nextByte() != '\n') {
            throw malformed("the headers of a part are malformed");
        }
        return line.toString();
    }

    private static String name(Map<String, String> headers) {
        return HeaderValue.parse(headers.getOrDefault("content-disposition", ""))
                .filter(disposition -> disposition.value().equals("form-data"))
                .flatMap(disposition -> disposition.parameter("name"))
                .orElseThrow(() -> malformed("a part has no name"));
    }

    /** The next bytes of the part at hand, or -1 at the boundary behind it, which is passed then. */
    private int content(byte[] target, int offset, int count) throws IOException {
        if (!inPart) {
            return -1;
        }
        int clean = clean(count);
        while (clean == 0) {
            if (position + delimiter.length <= filled) {
                position += delimiter.length;
                inPart = false;
                return -1;
            }
            if (!fill()) {
                throw malformed("it ends before its last boundary");
            }
            clean = clean(count);
        }
        System.arraycopy(block, position, target, offset, clean);
        position += clean;
        return clean;
    }

    /** How many bytes from here on belong to no boundary, at most so many; 0 at one, or at what may become one. */
    private int clean(int most) {
        int end = Math.min(filled, position + Math.min(most, block.length));
        for (int i = position; i < end; i++) {
            if (block[i] == '\r' && mayBeDelimiter(i)) {
                return i - position;
            }
        }
        return end - position;
    }

    private boolean mayBeDelimiter(int from) {
        int length = Math.min(delimiter.length, filled - from);
        for (int i = 0; i < length; i++) {
            if (block[from + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private int nextByte() throws IOException {
        if (position == filled && !fill()) {
            throw malformed("it ends before its last boundary");
        }
        return block[position++] & 0xFF;
    }

    /** Reads more behind what is there; false at the end of the body. */
    private boolean fill() throws IOException {
        System.arraycopy(block, position, block, 0, filled - position);
        filled -= position;
        position = 0;
        int n = body.read(block, filled, block.length - filled);
        filled += Math.max(0, n);
        return n > 0;
    }

    private static UnusableUploadException malformed(String what) {
        return UnusableUploadException.malformed("body", "The multipart body is malformed: " + what + ".");
    }

    private final class Content extends InputStream {
        private final byte[] one = new byte[1];
        private boolean over;

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            Objects.checkFromIndexSize(offset, count, target.length);
            if (count == 0) {
                return 0;
            }
            int n = over ? -1 : content(target, offset, count);
            over = n < 0;
            return n;
        }
    }
}
