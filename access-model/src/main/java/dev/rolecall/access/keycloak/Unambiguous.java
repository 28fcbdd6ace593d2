package dev.rolecall.access.keycloak;

import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rows of groups with their marks. A group that is marked several times, or is in one that is, comes in several rows:
 * which of the marks counts is not ours to guess, so it carries nothing.
 */
final class Unambiguous {
    private Unambiguous() {}

    /** Those of groups that come once. */
    static List<Tuple> rows(Collection<Tuple> rows, Function<Tuple, String> group) {
        return rows(rows, group, row -> false);
    }

    /** @param isRoot of which one row stays in any case: no mark says what an organization's root is */
    static <R> List<R> rows(Collection<R> rows, Function<R, String> group, Predicate<R> isRoot) {
        Map<String, List<R>> byGroup = new LinkedHashMap<>();
        rows.forEach(row -> byGroup.computeIfAbsent(group.apply(row), id -> new ArrayList<>(1))
                .add(row));
        return byGroup.values().stream()
                .filter(same -> same.size() == 1 || isRoot.test(same.get(0)))
                .map(same -> same.get(0))
                .toList();
    }
}
