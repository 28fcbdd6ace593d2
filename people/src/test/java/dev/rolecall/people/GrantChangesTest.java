package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.CustomRole;
import dev.rolecall.access.GrantError;
import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.Permission;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantChangesTest {
    private static final PermissionCatalog CATALOG = new PermissionCatalog(
            List.of(new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT)),
            List.of(new CustomRole("console.auditor", RoleType.VIEW, RoleScope.CUSTOMER, Set.of())));

    private record Plan(List<String> added, List<String> removed) implements GrantPlan {
        @Override
        public List<GrantError> errors() {
            return List.of();
        }

        @Override
        public boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "acme, customers",
        "ADMIN@acme, roles",
        "VIEW@acme/prod-eu, roles",
        "console.auditor@acme, roles",
        "console.logs.read@acme/prod-eu, permissions"
    })
    void tellWhichFieldIsMeant(String change, String field) {
        assertThat(GrantChanges.fields(new Plan(List.of(change), List.of()), CATALOG))
                .containsExactly(field);
        assertThat(GrantChanges.fields(new Plan(List.of(), List.of(change)), CATALOG))
                .containsExactly(field);
    }

    @Test
    void tellWhatIsGainedAndLostFieldByField() {
        Plan plan = new Plan(
                List.of("acme", "ADMIN@acme", "console.logs.read@acme/prod-eu"), List.of("VIEW@acme", "globex"));

        assertThat(GrantChanges.of(plan, CATALOG))
                .containsExactly(
                        Change.members("customers", List.of("acme"), List.of("globex")),
                        Change.members("permissions", List.of("console.logs.read@acme/prod-eu"), List.of()),
                        Change.members("roles", List.of("ADMIN@acme"), List.of("VIEW@acme")));
    }
}
