package dev.rolecall.people;

/**
 * What finds the person of a row that is not found by its usercode.
 *
 * @param value         a username in lower case, an attribute's value as it is
 * @param givesUsercode whether the row says a usercode besides
 */
public record RowKey(KeyField field, String value, boolean givesUsercode) {
    @Override
    public String toString() {
        return "RowKey[field=" + field.name() + "]";
    }
}
