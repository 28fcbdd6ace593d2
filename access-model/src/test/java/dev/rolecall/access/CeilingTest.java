package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CeilingTest {
    @Test
    void reachesEveryCustomerUnlessItNamesThem() {
        assertThat(Ceiling.DEFAULT.allows(RoleType.ADMIN, "acme")).isTrue();
        assertThat(Ceiling.DEFAULT.within(Set.of("acme")).allows(RoleType.ADMIN, "acme"))
                .isTrue();
        assertThat(Ceiling.DEFAULT.within(Set.of("acme")).allows(RoleType.VIEW, "globex"))
                .isFalse();
    }

    @Test
    void allowsNoTypeAboveIts() {
        assertThat(new Ceiling(RoleType.MANAGE, true).allows(RoleType.ADMIN, "acme"))
                .isFalse();
    }

    @Test
    void reachesTheSystemOnlyWhereItIsTold() {
        assertThat(Ceiling.DEFAULT.reaches("system")).isFalse();
        assertThat(new Ceiling(RoleType.SUPER, true).reaches("system")).isTrue();
        assertThat(new Ceiling(RoleType.SUPER, true).within(Set.of("acme")).reaches("system"))
                .isFalse();
    }

    @Test
    void isNeverWidenedByNamingMoreCustomers() {
        Ceiling acme = Ceiling.DEFAULT.within(Set.of("acme"));

        assertThat(acme.within(Set.of("globex")).reaches("acme")).isFalse();
        assertThat(acme.within(Set.of("globex")).reaches("globex")).isFalse();
        assertThat(acme.within(Set.of("globex", "acme")).customers()).containsExactly("acme");
    }
}
