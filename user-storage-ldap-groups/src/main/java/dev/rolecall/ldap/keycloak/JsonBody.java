package dev.rolecall.ldap.keycloak;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a call: so long and no longer, and nothing in it that nobody reads. */
final class JsonBody {
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(4)
                            .maxNumberLength(20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private JsonBody() {}

    /**
     * @param members what the body has, for who sent something else
     * @throws UnreadableRequestException if the body is too long, or says something else
     */
    static <T> T read(InputStream body, Class<T> type, String members) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw UnreadableRequestException.of("body", "The body broke off.");
        }
        if (bytes.length > MOST_BYTES) {
            throw UnreadableRequestException.tooLong(MOST_BYTES);
        }
        try {
            T request = JSON.readValue(bytes, type);
            if (request != null) {
                return request;
            }
        } catch (JsonProcessingException e) {
            // said below: the parser's own text repeats what was sent
        } catch (IOException e) {
            throw UnreadableRequestException.of("body", "The body cannot be read.");
        }
        throw UnreadableRequestException.of(
                "body", "The body is a JSON object with at most the members " + members + ".");
    }
}
