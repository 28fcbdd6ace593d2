package dev.rolecall.sync.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.people.EmptyCells;
import dev.rolecall.people.KeyField;
import dev.rolecall.people.RowMapping;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What the columns and members of one source mean, whatever the realm's user profile says. */
public record RowTerms(RowMapping mapping, EmptyCells emptyCells) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "key";
    private static final String MAPPINGS = "mappings";
    private static final String DEFAULT_CUSTOMER = "defaultCustomer";
    private static final String EMPTY_CELLS = "emptyCells";

    /** Columns that mean what their names say. */
    public static final RowTerms DEFAULT = new RowTerms(RowMapping.NONE, EmptyCells.KEEP);

    /** As {@link #ofJson} reads it. */
    public String toJson() {
        ObjectNode node = JSON.createObjectNode().put(KEY, mapping.key().name());
        mapping.entries().forEach(node.putArray(MAPPINGS)::add);
        if (mapping.defaultCustomer() != null) {
            node.put(DEFAULT_CUSTOMER, mapping.defaultCustomer());
        }
        return node.put(EMPTY_CELLS, emptyCells.name()).toString();
    }

    public static RowTerms ofJson(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            List<String> entries = new ArrayList<>();
            node.path(MAPPINGS).forEach(entry -> entries.add(entry.textValue()));
            return new RowTerms(
                    RowMapping.of(
                            new KeyField(node.path(KEY).textValue()),
                            entries,
                            node.path(DEFAULT_CUSTOMER).textValue()),
                    EmptyCells.valueOf(node.path(EMPTY_CELLS).textValue()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
