package dev.rolecall.sync.source;

import dev.rolecall.people.KeyField;
import dev.rolecall.people.RowMapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of its columns.
 *
 * @param keyField        by which a row finds its person
 * @param headerMappings  as {@link RowMapping} reads them
 * @param requestMayMap   whether a request may change them for its file
 * @param defaultCustomer alias of the customer of rows that name none, or null
 */
public record SourceColumns(
        String keyField,
        List<String> headerMappings,
        boolean requestMayMap,
        @Nullable String defaultCustomer) {
    static final SourceColumns DEFAULT = new SourceColumns(KeyField.USERCODE.name(), List.of(), false, null);

    public SourceColumns {
        headerMappings = List.copyOf(headerMappings);
    }

    /** @throws dev.rolecall.people.UnusableMappingException if they mean nothing, which saving them would have refused */
    public RowMapping mapping() {
        return RowMapping.of(new KeyField(keyField), headerMappings, defaultCustomer);
    }
}
