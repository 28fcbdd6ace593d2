package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@DisplayName("A default role of a type on an object of a scope")
class RoleTypeAndScopeTest {
    /** All 4 × 3 roles against all 4 × 3 permissions, as a table that can be read. */
    @ParameterizedTest(name = "{0} on {1} holds {2}/{3}: {4}")
    @CsvFileSource(resources = "/dev/rolecall/access/type-and-scope.csv", numLinesToSkip = 1)
    void holdsEveryPermissionOfNoHigherTypeAndNoWiderScope(
            RoleType roleType, RoleScope roleScope, RoleType permissionType, RoleScope permissionScope, boolean held) {
        Permission permission = new Permission("app.do", permissionType, permissionScope);

        assertThat(permission.isHeldBy(roleType, roleScope)).isEqualTo(held);
    }

    @ParameterizedTest(name = "{0} exists on {1}: {2}")
    @CsvFileSource(resources = "/dev/rolecall/access/default-roles.csv", numLinesToSkip = 1)
    void existsWhereTheTableSays(RoleType type, RoleScope scope, boolean exists) {
        assertThat(type.existsOn(scope)).isEqualTo(exists);
    }
}
