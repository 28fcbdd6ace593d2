package dev.rolecall.people;

import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Reference;
import java.util.Set;
import java.util.TreeSet;
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
