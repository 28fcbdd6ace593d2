package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupPlaceTest {
    @Test
    void aChildOfTheRootNamedAfterATypeIsARoleOnTheCustomer() {
        assertThat(GroupPlace.grant("acme", null, null, "ADMIN", "ADMIN"))
                .contains(new Grant(Reference.parse("ADMIN@acme"), false));
    }

    @Test
    void losingItsMarkTakesNothingFromADefaultRoleGroup() {
        assertThat(GroupPlace.grant("acme", null, null, "ADMIN", null)).isPresent();
    }

    @Test
    void aChildOfTheRootOfTheSystemIsARoleOnTheSystem() {
        assertThat(GroupPlace.grant("system", null, null, "SUPER", "SUPER"))
                .contains(new Grant(Reference.parse("SUPER@system"), false));
    }

    @Test
    void aChildOfADeploymentIsARoleOnTheDeployment() {
        assertThat(GroupPlace.grant("acme", "prod", null, "VIEW", "VIEW"))
                .contains(new Grant(Reference.parse("VIEW@acme/prod"), false));
    }

    @Test
    void aDeploymentItselfGrantsNothing() {
        assertThat(GroupPlace.grant("acme", null, null, "prod", null)).isEmpty();
    }

    @Test
    void aChildOfARoleGroupGrantsNothing() {
        assertThat(GroupPlace.grant("acme", "ADMIN", "ADMIN", "VIEW", "VIEW")).isEmpty();
    }

    @Test
    void aChildOfACustomRoleGroupGrantsNothing() {
        assertThat(GroupPlace.grant("acme", "console.operator", "console.operator", "VIEW", "VIEW"))
                .isEmpty();
    }

    @Test
    void theSystemHasNoDeployments() {
        assertThat(GroupPlace.grant("system", "prod", null, "VIEW", "VIEW")).isEmpty();
    }

    @Test
    void aPlusNamesADirectPermission() {
        assertThat(GroupPlace.grant("acme", "prod", null, "+console.logs.read", null))
                .contains(new Grant(Reference.parse("console.logs.read@acme/prod"), true));
    }

    @Test
    void aMarkNamesACustomRole() {
        assertThat(GroupPlace.grant("acme", null, null, "operators", "console.operator"))
                .contains(new Grant(Reference.parse("console.operator@acme"), false));
    }

    @Test
    void aMarkThatNamesATypeMakesNoRoleOfAnotherGroup() {
        assertThat(GroupPlace.grant("acme", "prod", null, "friends", "ADMIN")).isEmpty();
    }
}
