package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.GroupState.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleGroupChangeTest {
    private static final GroupState ADMIN = top("ADMIN", "ADMIN");
    private static final GroupState PROD = top("prod", null);
    private static final GroupState ADMIN_OF_PROD = below("prod", null, "ADMIN", "ADMIN");
    private static final GroupState PERMISSION = top("+console.logs.read", null);
    private static final GroupState CUSTOM = top("operators", "console.operator");

    @Nested
    class TheGroupOfADefaultRole {
        @ParameterizedTest
        @CsvSource({"admin, ADMIN", "prod, ADMIN", "VIEW, ADMIN", "VIEW, VIEW", "+console.logs.read, ADMIN"})
        void isNotRenamed(String name, String mark) {
            assertThat(refusal(ADMIN, top(name, mark)))
                    .hasValueSatisfying(text -> assertThat(text).contains("ADMIN"));
        }

        @Test
        void isNotMovedToADeploymentNorDeeper() {
            assertThat(refusal(ADMIN, ADMIN_OF_PROD)).isPresent();
            assertThat(refusal(ADMIN, deeper("ADMIN", "ADMIN"))).isPresent();
            assertThat(refusal(ADMIN_OF_PROD, ADMIN)).isPresent();
        }

        @Test
        void keepsItsMark() {
            assertThat(refusal(ADMIN, top("ADMIN", null))).isPresent();
            assertThat(refusal(ADMIN, top("ADMIN", "VIEW"))).isPresent();
            assertThat(refusal(ADMIN, top("ADMIN", "console.operator"))).isPresent();
        }

        @Test
        void mayGetTheMarkItNeverHad() {
            assertThat(refusal(top("ADMIN", null), ADMIN)).isEmpty();
        }

        @Test
        void mayStayWithoutOne() {
            assertThat(refusal(top("ADMIN", null), top("ADMIN", null))).isEmpty();
        }

        @Test
        void goesOnlyWithItsObject() {
            assertThat(RoleGroupChange.refusalOfRemoval(ADMIN)).isPresent();
            assertThat(RoleGroupChange.refusalOfRemoval(ADMIN_OF_PROD)).isPresent();
        }

        @Test
        void isTheOneOfTheSystemToo() {
            GroupState superGroup = new GroupState("system", Level.TOP, "SUPER", "SUPER", "root", null, null);

            assertThat(RoleGroupChange.refusalOfRemoval(superGroup)).isPresent();
        }

        @Test
        void keepsItsPlaceThroughARenameOfItsDeployment() {
            assertThat(refusal(ADMIN_OF_PROD, below("production", null, "ADMIN", "ADMIN")))
                    .isEmpty();
        }
    }

    @Nested
    class AGroupThatHappensToHaveTheNameOfARole {
        @Test
        void mayGoWhereItIsNoRoleGroup() {
            assertThat(RoleGroupChange.refusalOfRemoval(deeper("ADMIN", null))).isEmpty();
            assertThat(RoleGroupChange.refusalOfRemoval(below("ADMIN", "ADMIN", "VIEW", "VIEW")))
                    .isEmpty();
        }

        @Test
        void mayBeTidiedAwayWhereSuperNeverBelonged() {
            GroupState stray = top("SUPER", null);

            assertThat(RoleGroupChange.refusalOfRemoval(stray)).isEmpty();
            assertThat(refusal(stray, top("former", null))).isEmpty();
        }
    }

    @Nested
    class AnOrdinaryGroup {
        @Test
        void mayBeRenamed() {
            assertThat(refusal(PROD, top("production", null))).isEmpty();
        }

        @Test
        void isNotRenamedToARole() {
            assertThat(refusal(PROD, top("ADMIN", null))).isPresent();
        }

        @Test
        void isNotRenamedToAPermission() {
            assertThat(refusal(PROD, PERMISSION)).isPresent();
        }

        @Test
        void isNotRenamedToSuperAnywhereButOnTheSystem() {
            assertThat(refusal(PROD, top("SUPER", null))).contains(RoleGroupChange.SUPER_ELSEWHERE);
            assertThat(refusal(deeper("x", null), deeper("SUPER", null))).contains(RoleGroupChange.SUPER_ELSEWHERE);
        }

        @Test
        void isNotMovedToWhereItsNameIsARole() {
            assertThat(refusal(deeper("ADMIN", null), below("prod", null, "ADMIN", null)))
                    .isPresent();
        }

        @Test
        void isMarkedAsACustomRoleWhileItHasNoMembers() {
            assertThat(refusal(PROD, top("prod", "console.operator"))).isEmpty();
            assertThat(RoleGroupChange.refusal(PROD, top("prod", "console.operator"), () -> true))
                    .isPresent();
        }

        @Test
        void mayChangeWhatDecidesNothing() {
            assertThat(RoleGroupChange.refusal(PROD, PROD, () -> true)).isEmpty();
        }
    }

    @Nested
    class TheGroupOfAPermissionOrCustomRole {
        @Test
        void isNotRenamedToAnotherPermission() {
            assertThat(refusal(PERMISSION, top("+console.billing.view", null))).isPresent();
        }

        @Test
        void isNotMovedToAnotherObject() {
            assertThat(refusal(CUSTOM, below("prod", null, "operators", "console.operator")))
                    .isPresent();
        }

        @Test
        void mayBeRenamedWhereTheMarkDecides() {
            assertThat(RoleGroupChange.refusal(CUSTOM, top("operations", "console.operator"), () -> true))
                    .isEmpty();
        }

        @Test
        void isMarkedOtherwiseWhileItHasNoMembers() {
            assertThat(refusal(CUSTOM, top("operators", "console.auditor"))).isEmpty();
            assertThat(RoleGroupChange.refusal(CUSTOM, top("operators", "console.auditor"), () -> true))
                    .isPresent();
        }

        @Test
        void mayGo() {
            assertThat(RoleGroupChange.refusalOfRemoval(CUSTOM)).isEmpty();
            assertThat(RoleGroupChange.refusalOfRemoval(PERMISSION)).isEmpty();
        }
    }

    @Nested
    class AGroupBelowOneThatBecomesADeployment {
        private final GroupState before = below("operators", "console.operator", "ADMIN", "ADMIN");
        private final GroupState after = below("operators", null, "ADMIN", "ADMIN");

        @Test
        void mayCarryARoleFromThenOn() {
            assertThat(refusal(before, after)).isEmpty();
        }

        @Test
        void mayNotWhileItHasMembers() {
            assertThat(RoleGroupChange.refusal(before, after, () -> true)).isPresent();
        }
    }

    private static Optional<String> refusal(GroupState before, GroupState after) {
        return RoleGroupChange.refusal(before, after, () -> false);
    }

    private static GroupState top(String name, @Nullable String mark) {
        return new GroupState("acme", Level.TOP, name, mark, "root", "the id of the organization", null);
    }

    private static GroupState below(String parent, @Nullable String parentMark, String name, @Nullable String mark) {
        return new GroupState("acme", Level.SECOND, name, mark, "parent", parent, parentMark);
    }

    private static GroupState deeper(String name, @Nullable String mark) {
        return new GroupState("acme", Level.DEEPER, name, mark, "deep", "somewhere", null);
    }
}
