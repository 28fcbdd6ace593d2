package dev.rolecall.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rolecall.sync.gate.ContentLength;
import dev.rolecall.sync.gate.Refusal;
import dev.rolecall.sync.rows.RowFormat;
import dev.rolecall.sync.rows.StrictJson;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The body of a request: small, UTF-8, and JSON with bounds on everything. */
final class RequestBody {
    /** Bytes of the body of one change. */
    static final int SMALL = 64 << 10;

    private static final int DEPTH = 4;
    private static final int TEXT = 4096;
    private static final int NAME = 255;
    private static final int NUMBER = 32;

    private static final ObjectReader JSON = StrictJson.reader(DEPTH, NUMBER, NAME, TEXT);

    private RequestBody() {}

    /** The members of the one object in the body. */
    static Members object(InputStream body, HttpHeaders headers) {
        requireFormat(headers, Set.of(RowFormat.JSON));
        return members(text(body, headers, SMALL));
    }

    /** As {@link #object}; nothing in the body is an object without members. */
    static Members objectOrNothing(InputStream body, HttpHeaders headers) {
        String text = text(body, headers, SMALL);
        if (text.isBlank()) {
            return Members.none();
        }
        requireFormat(headers, Set.of(RowFormat.JSON));
        return members(text);
    }

    static RowFormat requireFormat(HttpHeaders headers, Set<RowFormat> formats) {
        String contentType = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        return Optional.ofNullable(contentType)
                .flatMap(RowFormat::ofContentType)
                .filter(formats::contains)
                .filter(format -> RowFormat.isPlain(headers.getHeaderString(HttpHeaders.CONTENT_ENCODING)))
                .orElseThrow(() -> Refusal.unsupportedMediaType(
                        formats.contains(RowFormat.NDJSON)
                                ? "The body comes as application/json or application/x-ndjson, in UTF-8."
                                : "The body comes as application/json, in UTF-8."));
    }

    static String text(InputStream body, HttpHeaders headers, int limit) {
        if (ContentLength.isAbove(limit, headers.getHeaderString(HttpHeaders.CONTENT_LENGTH))) {
            throw tooLarge(limit);
        }
        try {
            byte[] bytes = body.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw tooLarge(limit);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("The body is not UTF-8.");
        } catch (IOException e) {
            throw Refusal.badRequest("The body broke off.");
        }
    }

    static Optional<JsonNode> json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException e) {
            return Optional.empty(); // its message quotes the content
        }
    }

    private static Members members(String text) {
        return json(text)
                .filter(JsonNode::isObject)
                .map(Members::of)
                .orElseThrow(() -> Refusal.badRequest("The body is no JSON object within the limits."));
    }

    private static Refusal tooLarge(int limit) {
        return Refusal.tooLarge("The body has at most " + limit + " bytes.");
    }
}
