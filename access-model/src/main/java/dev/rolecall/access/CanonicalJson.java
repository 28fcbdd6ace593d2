package dev.rolecall.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** One JSON text for one claim, whatever the order its members were put in: sorted by name, without spaces. */
final class CanonicalJson {
    private static final ObjectMapper SORTED =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private CanonicalJson() {}

    static String of(Map<String, Object> claim) {
        try {
            return SORTED.writeValueAsString(claim);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("maps, lists and texts only", e);
        }
    }

    /** {@code sha-256:} and the hash of the text in UTF-8, as base64url without padding. */
    static String digest(Map<String, Object> claim) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(of(claim).getBytes(StandardCharsets.UTF_8));
            return "sha-256:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
