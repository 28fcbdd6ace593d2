package dev.rolecall.imports.upload;

import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a body must add up to, by the header Content-Digest (RFC 9530): all digests named there that are known here. */
public final class ContentDigest {
    private static final String HEADER = "Content-Digest";

    /** By their names in the header; the older ones there are not good for anything. */
    private static final Map<String, String> KNOWN = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private static final int LONGEST = 1_000;

    /** A member of the header's dictionary (RFC 8941): a byte sequence, parameters are none of ours. */
    private static final Pattern MEMBER =
            Pattern.compile("[ \\t]*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):(?:;[^,]*)?[ \\t]*");

    private final Map<MessageDigest, byte[]> expected;

    private ContentDigest(Map<MessageDigest, byte[]> expected) {
        this.expected = expected;
    }

    /**
     * @param headers the values of all headers of that name
     * @throws UnusableUploadException when they are malformed, or name no digest that is known
     */
    public static ContentDigest of(List<String> headers) {
        Map<String, byte[]> named = new LinkedHashMap<>();
        String all = String.join(",", headers);
        if (all.length() > LONGEST) {
            throw malformed();
        }
        for (String member : headers.isEmpty() ? new String[0] : all.split(",", -1)) {
            Matcher matcher = MEMBER.matcher(member);
            if (!matcher.matches()) {
                throw malformed();
            }
            String algorithm = KNOWN.get(matcher.group(1));
            if (algorithm != null) {
                named.put(algorithm, decoded(matcher.group(2)));
            }
        }
        if (named.isEmpty() && !headers.isEmpty()) {
            throw UnusableUploadException.malformed(HEADER, "Content-Digest names neither sha-256 nor sha-512.");
        }
        Map<MessageDigest, byte[]> expected = new LinkedHashMap<>();
        named.forEach((algorithm, digest) -> expected.put(digest(algorithm), digest));
        return new ContentDigest(expected);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static UnusableUploadException malformed() {
        return UnusableUploadException.malformed(
                HEADER, "Content-Digest is written like sha-256=:<the digest in base64>: (RFC 9530).");
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has these
        }
    }

    /** The same bytes; they are counted in as they are read. */
    InputStream over(InputStream bytes) {
        return expected.isEmpty() ? bytes : new DigestingStream(bytes, expected.keySet());
    }

    /**
     * To be called once all bytes were read.
     *
     * @throws UnusableUploadException when they are not those the sender meant
     */
    void requireMatch() {
        expected.forEach((digest, wanted) -> {
            if (!Arrays.equals(digest.digest(), wanted)) {
                throw UnusableUploadException.malformed(
                        HEADER, "The body is not the one Content-Digest is of; nothing of it is kept.");
            }
        });
    }
}
