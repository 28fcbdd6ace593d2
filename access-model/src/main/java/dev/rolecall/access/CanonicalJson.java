package dev.rolecall.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;

/**
 * One JSON text for one document: the claim's, its members sorted by name, without spaces, in UTF-8. Written as it is
 * read, since every token of who has much asks for it.
 */
final class CanonicalJson {
    private static final JsonFactory JSON = new JsonFactory();

    private CanonicalJson() {}

    static byte[] of(AccessDocument document) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            if (!document.customers().isEmpty()) {
                json.writeObjectFieldStart("customers");
                for (Map.Entry<String, CustomerAccess> customer :
                        document.customers().entrySet()) {
                    json.writeObjectFieldStart(customer.getKey());
                    write(json, customer.getValue());
                    json.writeEndObject();
                }
                json.writeEndObject();
            }
            if (!document.system().isEmpty()) {
                json.writeObjectFieldStart("system");
                write(json, document.system());
                json.writeEndObject();
            }
            json.writeNumberField("v", AccessDocument.VERSION);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("to memory", e);
        }
        return text.toByteArray();
    }

    private static void write(JsonGenerator json, CustomerAccess customer) throws IOException {
        if (!customer.deployments().isEmpty()) {
            json.writeObjectFieldStart("deployments");
            for (Map.Entry<String, ObjectAccess> deployment :
                    customer.deployments().entrySet()) {
                json.writeObjectFieldStart(deployment.getKey());
                write(json, deployment.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        write(json, customer.own());
    }

    private static void write(JsonGenerator json, ObjectAccess access) throws IOException {
        write(json, "permissions", access.permissions());
        write(json, "roles", access.roles());
    }

    private static void write(JsonGenerator json, String name, Collection<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }

    /** {@code sha-256:} and the hash of the text, as base64url without padding. */
    static String digest(AccessDocument document) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(of(document));
            return "sha-256:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
