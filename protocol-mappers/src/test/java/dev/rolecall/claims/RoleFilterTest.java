package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleFilterTest {
    private final RoleFilter filter = new RoleFilter(Set.of("console.logs.read", "console.operator")::contains);

    @Test
    void aPermissionOfAClientGoes() {
        assertThat(filter.ofClient("console", List.of("logs.read", "operator", "open")))
                .containsExactly("open");
    }

    @Test
    void aPermissionSplitAtAnotherDotGoes() {
        assertThat(filter.ofClient("console.logs", List.of("read", "write"))).containsExactly("write");
    }

    @Test
    void aRoleOfAnotherClientStays() {
        assertThat(filter.ofClient("account", List.of("logs.read"))).containsExactly("logs.read");
    }

    @Test
    void aRealmRoleSpelledLikeAPermissionGoes() {
        assertThat(filter.ofRealm(List.of("console.logs.read", "offline_access")))
                .containsExactly("offline_access");
    }

    @Test
    void theClaimOfAnIdTokenIsFilteredToo() {
        Object claim = Map.of(
                "console", Map.of("roles", List.of("logs.read", "open")),
                "console.logs", Map.of("roles", List.of("read")));

        assertThat(filter.resourceAccess(claim)).isEqualTo(Map.of("console", Map.of("roles", List.of("open"))));
    }

    @Test
    void aSingleRoleWrittenAsATextIsFilteredToo() {
        assertThat(filter.resourceAccess(Map.of("console", Map.of("roles", "logs.read"))))
                .isNull();
        assertThat(filter.realmAccess(Map.of("roles", "offline_access"))).isEqualTo(Map.of("roles", "offline_access"));
    }

    @Test
    void nothingIsLeftOfAnEmptiedClaim() {
        assertThat(filter.realmAccess(Map.of("roles", List.of("console.logs.read"))))
                .isNull();
    }

    @Test
    void whatIsNoRoleClaimStays() {
        assertThat(filter.resourceAccess("text")).isEqualTo("text");
        assertThat(filter.realmAccess(Map.of("other", 1))).isEqualTo(Map.of("other", 1));
    }
}
