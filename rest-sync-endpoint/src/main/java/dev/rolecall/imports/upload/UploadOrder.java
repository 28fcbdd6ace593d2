package dev.rolecall.imports.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rolecall.sync.rows.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants done with its file, by its query and headers or by the metadata of a multipart body. Texts as
 * they came: what they may say is decided where they count.
 *
 * @param contentType     of the file, where its part does not say; metadata only
 * @param contentEncoding likewise
 * @param delimiter       of CSV; metadata only, a Content-Type says it otherwise
 * @param headerMappings  a JSON object
 */
public record UploadOrder(
        @Nullable String source,
        @Nullable String mode,
        @Nullable String dryRun,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        @Nullable String delimiter,
        @Nullable JsonNode headerMappings) {
    static final String METADATA = "metadata";

    public static final String HEADER_MAPPINGS = "Rolecall-Header-Mappings";

    /** Bytes of the metadata, and of that header. */
    private static final int MOST_BYTES = 64 << 10;

    private static final Set<String> MEMBERS =
            Set.of("source", "mode", "dryRun", "contentType", "contentEncoding", "delimiter", "headerMappings");

    private static final ObjectReader JSON = StrictJson.reader(4, 32, 255, 4_096);

    /** By the query and the headers alone. */
    public static UploadOrder of(
            @Nullable String source, @Nullable String mode, @Nullable String dryRun, @Nullable String headerMappings) {
        JsonNode mappings = null;
        if (headerMappings != null) {
            mappings = object(HEADER_MAPPINGS, headerMappings);
        }
        return new UploadOrder(source, mode, dryRun, null, null, null, mappings);
    }

    /**
     * Together with the metadata of a multipart body.
     *
     * @throws UnusableUploadException when those cannot be read, hold something nobody knows, or say again what was said
     */
    UploadOrder with(InputStream metadata) throws IOException {
        JsonNode json = object(METADATA, text(metadata));
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw UnusableUploadException.malformed(
                        METADATA, "The metadata hold something else than " + String.join(", ", sorted()) + ".");
            }
        }
        return new UploadOrder(
                once("source", source, text(json, "source")),
                once("mode", mode, text(json, "mode")),
                once("dryRun", dryRun, flag(json)),
                text(json, "contentType"),
                text(json, "contentEncoding"),
                text(json, "delimiter"),
                once("headerMappings", headerMappings, mappings(json)));
    }

    private static Iterable<String> sorted() {
        return MEMBERS.stream().sorted().toList();
    }

    private static <T> @Nullable T once(String name, @Nullable T before, @Nullable T inMetadata) {
        if (before != null && inMetadata != null) {
            throw UnusableUploadException.malformed(
                    name, name + " is given twice, in the request and in the metadata.");
        }
        return before == null ? inMetadata : before;
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = value(json, name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw UnusableUploadException.malformed(name, name + " is a text.");
        }
        return value.textValue();
    }

    private static @Nullable String flag(JsonNode json) {
        JsonNode value = value(json, "dryRun");
        return value.isBoolean() ? value.asText() : text(json, "dryRun");
    }

    private static @Nullable JsonNode mappings(JsonNode json) {
        JsonNode value = value(json, "headerMappings");
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isObject()) {
            throw UnusableUploadException.malformed("headerMappings", "headerMappings is a JSON object.");
        }
        return value;
    }

    /** Null says as little as nothing. */
    private static JsonNode value(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private static String text(InputStream metadata) throws IOException {
        byte[] bytes = metadata.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw UnusableUploadException.malformed(METADATA, "The metadata have at most " + MOST_BYTES + " bytes.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw UnusableUploadException.malformed(METADATA, "The metadata are not UTF-8.");
        }
    }

    private static JsonNode object(String field, String text) {
        JsonNode json = MissingNode.getInstance();
        try {
            json = text.length() > MOST_BYTES ? json : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // said below: where it broke would be the only thing to add
        }
        if (!json.isObject()) {
            throw UnusableUploadException.malformed(
                    field,
                    field + " is a JSON object of at most " + MOST_BYTES + " bytes and 4 levels, no member twice.");
        }
        return json;
    }

    /** Header mappings may hold constants about people. */
    @Override
    public String toString() {
        return "UploadOrder[mode=" + mode + ", dryRun=" + dryRun + "]";
    }
}
