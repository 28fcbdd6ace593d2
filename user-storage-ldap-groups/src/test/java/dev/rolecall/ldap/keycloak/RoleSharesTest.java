package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleSharesTest {
    private static final Set<String> NONE = Set.of();
    private static final Set<String> ROLE = Set.of("role");

    private static RoleShares.Change change(Set<String> own, Set<String> others, Set<String> wanted, Set<String> held) {
        return new RoleShares(own, others).change(wanted, held::contains);
    }

    @Test
    void whatThePersonLacksIsGivenAndTheMappersFromThenOn() {
        RoleShares.Change change = change(NONE, NONE, ROLE, NONE);

        assertThat(change.given()).containsExactly("role");
        assertThat(change.ours()).containsExactly("role");
    }

    @Test
    void whatThePersonHeldBeforeAnyMapperGaveItIsNobodysToTake() {
        RoleShares.Change change = change(NONE, NONE, ROLE, ROLE);

        assertThat(change.isEmpty()).isTrue();
        assertThat(change.ours()).isEmpty();
    }

    @Test
    void whatAnotherMapperGaveBelongsToBoth() {
        RoleShares.Change change = change(NONE, ROLE, ROLE, ROLE);

        assertThat(change.isEmpty()).isTrue();
        assertThat(change.ours()).containsExactly("role");
    }

    @Test
    void whatItsRuleGivesNoMoreIsTaken() {
        RoleShares.Change change = change(ROLE, NONE, NONE, ROLE);

        assertThat(change.taken()).containsExactly("role");
        assertThat(change.ours()).isEmpty();
    }

    @Test
    void whatAnotherMapperGivesStillStaysAndIsThatOnesAlone() {
        RoleShares.Change change = change(ROLE, ROLE, NONE, ROLE);

        assertThat(change.isEmpty()).isTrue();
        assertThat(change.ours()).isEmpty();
        assertThat(new RoleShares(ROLE, ROLE).ended(NONE)).isEmpty();
    }

    @Test
    void theLastOfSeveralMappersTakesIt() {
        Set<String> first = Set.copyOf(change(NONE, NONE, ROLE, NONE).ours());
        Set<String> second = Set.copyOf(change(NONE, first, ROLE, ROLE).ours());

        Set<String> ended = Set.copyOf(change(first, second, NONE, ROLE).ours());

        assertThat(change(second, ended, NONE, ROLE).taken()).containsExactly("role");
    }

    @Test
    void whatSomebodyElseTookIsNotTakenAgain() {
        RoleShares.Change change = change(ROLE, NONE, NONE, NONE);

        assertThat(change.isEmpty()).isTrue();
        assertThat(change.ours()).isEmpty();
    }
}
