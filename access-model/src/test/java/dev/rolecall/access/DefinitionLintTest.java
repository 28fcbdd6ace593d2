package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.Finding.Code;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DefinitionLintTest {
    private final Map<String, MarkedRole> marked = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, Set<String>> children = new HashMap<>();

    private String role(@Nullable String client, String role, List<String> types, List<String> scopes, boolean custom) {
        String id = "id-" + client + "-" + role;
        marked.put(id, new MarkedRole(id, client, role, types, scopes, custom));
        places.put(id, "clients/" + client + "/roles/" + role);
        return id;
    }

    private String permission(String client, String role, String type, String scope) {
        return role(client, role, List.of(type), List.of(scope), false);
    }

    private String custom(String role, String type, String scope) {
        return role("console", role, List.of(type), List.of(scope), true);
    }

    private void contains(String parent, String... below) {
        children.computeIfAbsent(parent, p -> new HashSet<>()).addAll(List.of(below));
    }

    private List<Finding> findings() {
        return new DefinitionLint(marked.values(), new RoleGraph(places, children)).findings();
    }

    private List<Code> codes() {
        return findings().stream().map(Finding::code).toList();
    }

    @Test
    void aWellMadeCatalogHasNoFinding() {
        String logs = permission("console", "logs.read", "VIEW", "DEPLOYMENT");
        contains(custom("support", "MANAGE", "CUSTOMER"), logs);

        assertThat(findings()).isEmpty();
    }

    @Test
    void twoDefinitionsOfOneNameAreOneFindingThatNamesBoth() {
        permission("a.b", "c", "VIEW", "CUSTOMER");
        permission("a", "b.c", "VIEW", "CUSTOMER");

        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Code.AMBIGUOUS_NAME);
            assertThat(finding.message()).contains("a.b.c", "clients/a/roles/b.c", "clients/a.b/roles/c");
        });
    }

    @Test
    void aMarkOnARoleOfTheRealmIsReported() {
        role(null, "admin", List.of("VIEW"), List.of("SYSTEM"), false);

        assertThat(codes()).containsExactly(Code.REALM_ROLE_MARKED);
    }

    @Nested
    class ADefinitionIsMalformed {
        @Test
        void withAnUnknownType() {
            permission("console", "x", "OWNER", "CUSTOMER");

            assertThat(findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message()).contains("rolecall.type", "VIEW, MANAGE"));
        }

        @Test
        void withoutAScope() {
            role("console", "x", List.of("VIEW"), List.of(), false);

            assertThat(codes()).containsExactly(Code.MALFORMED_DEFINITION);
        }

        @Test
        void withTwoTypes() {
            role("console", "x", List.of("VIEW", "ADMIN"), List.of("CUSTOMER"), false);

            assertThat(codes()).containsExactly(Code.MALFORMED_DEFINITION);
        }

        @Test
        void withoutATypeThoughItSaysToBeACustomRole() {
            role("console", "x", List.of(), List.of("CUSTOMER"), true);

            assertThat(codes()).containsExactly(Code.MALFORMED_DEFINITION);
        }
    }

    @Nested
    class ACustomRoleIsReported {
        private final String role = custom("support", "MANAGE", "CUSTOMER");

        @Test
        void withAPermissionAboveItsType() {
            contains(role, permission("console", "users.manage", "ADMIN", "CUSTOMER"));

            assertThat(codes()).containsExactly(Code.ABOVE_TYPE);
        }

        @Test
        void withAPermissionOutsideItsScope() {
            contains(role, permission("console", "shards.view", "VIEW", "SYSTEM"));

            assertThat(codes()).containsExactly(Code.OUTSIDE_SCOPE);
        }

        @Test
        void withAnOrdinaryRole() {
            contains(role, "unmarked");

            assertThat(codes()).containsExactly(Code.NOT_A_PERMISSION);
        }

        @Test
        void withAnotherCustomRole() {
            contains(role, custom("reader", "VIEW", "DEPLOYMENT"));

            assertThat(codes()).containsExactly(Code.NESTED_CUSTOM_ROLE);
        }

        @Test
        void notForAPermissionThatIsReportedItself() {
            contains(role, permission("console", "x", "OWNER", "CUSTOMER"));

            assertThat(codes()).containsExactly(Code.MALFORMED_DEFINITION);
        }
    }

    @Test
    void aPermissionWithAssociatedRolesIsReported() {
        contains(permission("console", "logs.read", "VIEW", "DEPLOYMENT"), "other");

        assertThat(codes()).containsExactly(Code.PERMISSION_WITH_ROLES);
    }

    @Nested
    class ACycle {
        private final String first = custom("first", "MANAGE", "CUSTOMER");
        private final String second = custom("second", "MANAGE", "CUSTOMER");
        private final String outside = custom("outside", "MANAGE", "CUSTOMER");
        private final String logs = permission("console", "logs.read", "VIEW", "DEPLOYMENT");

        @Test
        void isReportedForEachRoleThatIsInIt() {
            contains(outside, first);
            contains(first, second, logs);
            contains(second, first);

            assertThat(findings().stream()
                            .filter(finding -> finding.code() == Code.CYCLE_OF_ROLES)
                            .map(Finding::where))
                    .containsExactlyInAnyOrder("clients/console/roles/first", "clients/console/roles/second");
        }

        @Test
        void isNotSeenWhereTwoRolesShareAPermission() {
            contains(outside, first, second);
            contains(first, logs);
            contains(second, logs);

            assertThat(codes()).doesNotContain(Code.CYCLE_OF_ROLES);
        }

        @Test
        void isARoleThatContainsItself() {
            contains(first, first);

            assertThat(codes()).contains(Code.CYCLE_OF_ROLES);
        }
    }

    @Test
    void whatIsBelowARoleIsFoundThroughCyclesToo() {
        RoleGraph graph = new RoleGraph(
                Map.of(), Map.of("a", Set.of("b"), "b", Set.of("c", "a"), "c", Set.of("d"), "x", Set.of("y")));

        assertThat(graph.below(Set.of("a"))).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void aReportHasErrorsFirst() {
        Finding warning = new Finding(Code.ABOVE_TYPE, "a", "");
        Finding error = new Finding(Code.AMBIGUOUS_NAME, "b", "");

        assertThat(new LintReport(List.of(warning, error), Set.of()).findings()).containsExactly(error, warning);
    }
}
