package dev.rolecall.people;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source says about one person. The values are well-formed and bounded; whether the realm accepts them (user
 * profile, references, conflicts) is found out when the row is applied.
 *
 * @param usercode        the key, compared exactly; of a row with another key the usercode it says, or else the key's value
 * @param userType        {@code HUMAN} or {@code SYSTEM}
 * @param attributes      by name; an attribute that is not in the map is kept
 * @param terminationDate an ISO-8601 date
 * @param by              what finds the person where the usercode does not; null where it does
 */
public record PersonRow(
        long line,
        String usercode,
        Patch<String> username,
        Patch<String> email,
        Patch<String> firstName,
        Patch<String> lastName,
        Patch<Boolean> enabled,
        Patch<String> userType,
        Map<String, Patch<List<String>>> attributes,
        Patch<List<String>> customers,
        Patch<List<String>> roles,
        Patch<List<String>> permissions,
        Patch<String> terminationDate,
        @Nullable Credential credential,
        @Nullable RowKey by)
        implements Row {
    public PersonRow {
        attributes = Map.copyOf(attributes);
        customers = customers.map(List::copyOf);
        roles = roles.map(List::copyOf);
        permissions = permissions.map(List::copyOf);
    }

    @Override
    public String key() {
        return by == null ? usercode : by.value();
    }

    /** The name of the field the key stands in, as an error names it. */
    @Override
    public String keyField() {
        return by == null ? RowField.USERCODE.wire() : by.field().wire();
    }

    PersonRow withUsercode(String other) {
        return new PersonRow(
                line,
                other,
                username,
                email,
                firstName,
                lastName,
                enabled,
                userType,
                attributes,
                customers,
                roles,
                permissions,
                terminationDate,
                credential,
                by);
    }

    @Override
    public String toString() {
        return "PersonRow[line=" + line + "]";
    }
}
