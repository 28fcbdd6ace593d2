package dev.rolecall.sync.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How JSON from outside is read: within bounds, no member twice, nothing after the end. */
public final class StrictJson {
    private StrictJson() {}

    /** A reader of one whole text; the bounds are the depth of nesting and characters. */
    public static ObjectReader reader(int depth, int number, int name, int text) {
        return whole(mapper(depth, number, name, text));
    }

    static ObjectReader whole(ObjectMapper mapper) {
        return mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    static ObjectMapper mapper(int depth, int number, int name, int text) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(depth)
                                .maxNumberLength(number)
                                .maxNameLength(name)
                                .maxStringLength(text)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        // Names come from outside: interning them would let a body fill the JVM's table.
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                        .build())
                .build();
    }
}
