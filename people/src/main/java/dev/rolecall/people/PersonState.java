package dev.rolecall.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a person, or is to be stored: everything but credentials and grants. Attributes without a value are
 * not in the map; the order of an attribute's values means nothing, as the database keeps none.
 */
record PersonState(
        String username,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean enabled,
        Map<String, List<String>> attributes) {
    PersonState {
        Map<String, List<String>> copy = new TreeMap<>();
        attributes.forEach((name, values) -> {
            if (!values.isEmpty()) {
                copy.put(name, values.stream().sorted().toList());
            }
        });
        attributes = copy;
    }

    /** The person a row makes where there was none: its username is the usercode unless it says otherwise. */
    static PersonState created(PersonRow row, boolean emailAsUsername) {
        PersonState nobody = new PersonState(
                lower(row.usercode()), null, null, null, true, Map.of(AttributeName.USERCODE, List.of(row.usercode())));
        return nobody.with(row, emailAsUsername);
    }

    /** @param emailAsUsername whether the realm makes the e-mail the username, whatever a row says */
    PersonState with(PersonRow row, boolean emailAsUsername) {
        String newEmail = patched(row.email().map(PersonState::lower), email);
        String newUsername = emailAsUsername
                ? (newEmail == null || newEmail.equals(email) ? username : newEmail)
                : row.username().toSet().map(PersonState::lower).orElse(username);
        Map<String, List<String>> values = new LinkedHashMap<>(attributes);
        row.attributes().forEach((name, patch) -> patch(values, name, patch));
        patch(values, AttributeName.USER_TYPE, row.userType().map(List::of));
        patch(values, AttributeName.TERMINATION_DATE, row.terminationDate().map(List::of));
        return new PersonState(
                newUsername,
                newEmail,
                patched(row.firstName(), firstName),
                patched(row.lastName(), lastName),
                row.enabled().toSet().orElse(enabled),
                values);
    }

    /** The names of the row fields in which two states differ, sorted. */
    Set<String> differencesTo(PersonState other) {
        Set<String> different = new TreeSet<>();
        addUnlessEqual(different, RowField.USERNAME, username, other.username);
        addUnlessEqual(different, RowField.EMAIL, email, other.email);
        addUnlessEqual(different, RowField.FIRST_NAME, firstName, other.firstName);
        addUnlessEqual(different, RowField.LAST_NAME, lastName, other.lastName);
        addUnlessEqual(different, RowField.ENABLED, enabled, other.enabled);
        attributesDifferentFrom(other).stream()
                .map(name -> AttributeName.isRowField(name) ? name : RowDraft.attributeField(name))
                .forEach(different::add);
        return different;
    }

    Set<String> attributesDifferentFrom(PersonState other) {
        Set<String> names = new TreeSet<>(attributes.keySet());
        names.addAll(other.attributes.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(attributes.get(name), other.attributes.get(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    PersonState withAttributes(Map<String, List<String>> others) {
        return new PersonState(username, email, firstName, lastName, enabled, others);
    }

    PersonState disabled() {
        return new PersonState(username, email, firstName, lastName, false, attributes);
    }

    PersonState withUsercode(String usercode) {
        Map<String, List<String>> values = new LinkedHashMap<>(attributes);
        values.put(AttributeName.USERCODE, List.of(usercode));
        return withAttributes(values);
    }

    /** None, or several where somebody wrote them by hand. */
    List<String> usercodes() {
        return attributes.getOrDefault(AttributeName.USERCODE, List.of());
    }

    /** Keycloak keeps usernames and e-mails in lower case. */
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "PersonState";
    }

    private static @Nullable String patched(Patch<String> patch, @Nullable String stored) {
        return patch.isKeep() ? stored : patch.value();
    }

    private static void patch(Map<String, List<String>> values, String name, Patch<List<String>> patch) {
        if (patch.isClear()) {
            values.remove(name);
        } else if (patch.isSet()) {
            values.put(name, patch.get());
        }
    }

    private static void addUnlessEqual(Set<String> names, RowField field, @Nullable Object one, @Nullable Object two) {
        if (!Objects.equals(one, two)) {
            names.add(field.wire());
        }
    }
}
