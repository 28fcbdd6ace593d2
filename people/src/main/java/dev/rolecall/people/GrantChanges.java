package dev.rolecall.people;

import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Reference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which row fields a plan of grants is about. */
final class GrantChanges {
    private GrantChanges() {}

    static Set<String> fields(GrantPlan plan, PermissionCatalog catalog) {
        Set<String> fields = new TreeSet<>();
        Stream.concat(plan.added().stream(), plan.removed().stream())
                .map(change -> field(change, catalog))
                .forEach(fields::add);
        return fields;
    }

    /** What is gained and lost, field by field. */
    static List<Change> of(GrantPlan plan, PermissionCatalog catalog) {
        Map<String, List<String>> added = byField(plan.added(), catalog);
        Map<String, List<String>> removed = byField(plan.removed(), catalog);
        Set<String> fields = new TreeSet<>(added.keySet());
        fields.addAll(removed.keySet());
        return fields.stream()
                .map(field -> Change.members(
                        field, added.getOrDefault(field, List.of()), removed.getOrDefault(field, List.of())))
                .toList();
    }

    private static Map<String, List<String>> byField(List<String> changes, PermissionCatalog catalog) {
        return changes.stream().collect(Collectors.groupingBy(change -> field(change, catalog)));
    }

    private static String field(String change, PermissionCatalog catalog) {
        if (change.indexOf('@') < 0) {
            return RowField.CUSTOMERS.wire();
        }
        Reference reference = Reference.parse(change);
        return reference.type().isEmpty()
                        && catalog.permission(reference.name()).isPresent()
                ? RowField.PERMISSIONS.wire()
                : RowField.ROLES.wire();
    }
}
