package dev.rolecall.people;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row in JSON. Absent keeps, {@code null} clears, present sets; so do the members of {@code attributes}. A member
 * nobody knows is {@code malformed-row}: a misspelt field must not pass for "keep".
 */
public final class JsonRow {
    private static final String ATTRIBUTES = "attributes";
    private static final String CREDENTIAL = "credential";
    private static final String PASSWORD = "password";

    private JsonRow() {}

    public static Row read(long line, JsonNode node) {
        return read(line, node, RowMapping.NONE);
    }

    public static Row read(long line, JsonNode node, RowMapping mapping) {
        RowDraft draft = new RowDraft(line, mapping);
        if (!node.isObject()) {
            draft.error(RowError.WHOLE_ROW, RowErrorCode.MALFORMED_ROW, "a row is a JSON object");
            return draft.toUnreadable();
        }
        JsonNode row = mapping.leavesMembers() ? node : new MappedMembers(mapping, draft).of(node);
        for (Map.Entry<String, JsonNode> member : row.properties()) {
            read(draft, member.getKey(), member.getValue());
        }
        return draft.toRow();
    }

    private static void read(RowDraft draft, String name, JsonNode value) {
        Optional<RowField> field = RowField.named(name);
        if (field.isPresent()) {
            read(draft, field.get(), value);
        } else if (name.equals(ATTRIBUTES)) {
            attributes(draft, value);
        } else if (name.equals(CREDENTIAL)) {
            JsonCredential.read(draft, value);
        } else if (name.equals(PASSWORD)) {
            draft.error(PASSWORD, RowErrorCode.MALFORMED_ROW, JsonCredential.PLAINTEXT + ", in \"credential\"");
        } else {
            draft.error(RowDraft.shown(name), RowErrorCode.MALFORMED_ROW, "no such member in a row");
        }
    }

    private static void read(RowDraft draft, RowField field, JsonNode value) {
        if (field == RowField.USERCODE) {
            if (value.isTextual()) {
                draft.key(value.textValue());
            } else if (!value.isNull()) {
                draft.error(field.wire(), RowErrorCode.INVALID_VALUE, "is a string");
            }
        } else if (field == RowField.ENABLED) {
            if (value.isBoolean() || value.isNull()) {
                draft.enabled(value.isNull() ? Patch.clear() : Patch.set(value.booleanValue()));
            } else {
                draft.error(field.wire(), RowErrorCode.INVALID_VALUE, "is true or false");
            }
        } else if (field.isList()) {
            strings(draft, field.wire(), value).ifPresent(patch -> draft.list(field, patch));
        } else if (value.isTextual() || value.isNull()) {
            draft.text(field, value.isNull() ? Patch.clear() : Patch.set(value.textValue()));
        } else {
            draft.error(field.wire(), RowErrorCode.INVALID_VALUE, "is a string or null");
        }
    }

    private static void attributes(RowDraft draft, JsonNode value) {
        if (!value.isObject()) {
            draft.error(ATTRIBUTES, RowErrorCode.INVALID_VALUE, "is an object of lists of strings");
            return;
        }
        for (Map.Entry<String, JsonNode> attribute : value.properties()) {
            String name = attribute.getKey();
            JsonNode values = attribute.getValue();
            if (values.isTextual()) {
                draft.attribute(name, Patch.set(List.of(values.textValue())));
            } else {
                strings(draft, RowDraft.attributeField(RowDraft.shown(name)), values)
                        .ifPresent(patch -> draft.attribute(name, patch));
            }
        }
    }

    private static Optional<Patch<List<String>>> strings(RowDraft draft, String field, JsonNode value) {
        if (value.isNull()) {
            return Optional.of(Patch.clear());
        }
        if (!value.isArray()) {
            draft.error(field, RowErrorCode.INVALID_VALUE, "is a list of strings or null");
            return Optional.empty();
        }
        List<String> strings = new ArrayList<>(value.size());
        for (JsonNode entry : value) {
            if (!entry.isTextual()) {
                draft.error(field, RowErrorCode.INVALID_VALUE, "is a list of strings or null");
                return Optional.empty();
            }
            strings.add(entry.textValue());
        }
        return Optional.of(Patch.set(strings));
    }
}
