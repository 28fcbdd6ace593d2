package dev.rolecall.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * The members of a JSON row under the names a row has. A mapped member becomes what a column of its name would: a text
 * where a list or a truth value is wanted is read as a cell is. Other members stay as they are, also those of
 * {@code attributes}.
 */
final class MappedMembers {
    private static final String ATTRIBUTES = "attributes";

    private final RowMapping mapping;
    private final RowDraft draft;
    private final ObjectNode members = JsonNodeFactory.instance.objectNode();
    private final ObjectNode attributes = JsonNodeFactory.instance.objectNode();

    /** @param draft learns of a member that would become what another one is */
    MappedMembers(RowMapping mapping, RowDraft draft) {
        this.mapping = mapping;
        this.draft = draft;
    }

    JsonNode of(JsonNode row) {
        JsonNode sent = row.path(ATTRIBUTES);
        if (sent.isObject()) {
            sent.properties().forEach(attribute -> {
                if (!mapping.isConstant(attribute.getKey())) {
                    attributes.set(attribute.getKey(), attribute.getValue());
                }
            });
        }
        row.properties().stream()
                .filter(member -> !(member.getKey().equals(ATTRIBUTES) && sent.isObject()))
                .forEach(this::add);
        if (!attributes.isEmpty() && !members.has(ATTRIBUTES)) {
            members.set(ATTRIBUTES, attributes);
        }
        return members;
    }

    private void add(Map.Entry<String, JsonNode> member) {
        ColumnTarget target = mapping.target(member.getKey());
        if (target == null || mapping.isConstant(target.name())) {
            return;
        }
        boolean mapped = mapping.isMapped(member.getKey());
        ObjectNode into = mapped && target.field().isEmpty() ? attributes : members;
        JsonNode before = into.get(target.name());
        if (before != null) {
            draft.error(
                    RowDraft.shown(member.getKey()),
                    RowErrorCode.MALFORMED_ROW,
                    "another member is " + RowDraft.shown(target.name()) + " too");
            return;
        }
        into.set(target.name(), mapped ? changed(target, member.getValue()) : member.getValue());
    }

    private static JsonNode changed(ColumnTarget target, JsonNode value) {
        if (value.isArray()) {
            ArrayNode entries = JsonNodeFactory.instance.arrayNode();
            value.forEach(entry -> entries.add(
                    entry.isTextual() ? TextNode.valueOf(target.change().of(entry.textValue())) : entry));
            return entries;
        }
        if (!value.isTextual()) {
            return value;
        }
        if (target.field().filter(RowField::isList).isPresent()) {
            ArrayNode entries = JsonNodeFactory.instance.arrayNode();
            Cell.entries(value.textValue())
                    .forEach(entry -> entries.add(target.change().of(entry)));
            return entries;
        }
        String text = target.change().of(value.textValue().strip());
        boolean truth = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        return truth && target.field().filter(RowField.ENABLED::equals).isPresent()
                ? BooleanNode.valueOf(text.equalsIgnoreCase("true"))
                : TextNode.valueOf(text);
    }
}
