package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SyncOrderTest {
    private static final RevokeGuard TWENTY_PERCENT = new RevokeGuard(20);

    @Test
    void withinTheLimitEverybodyLosesWhatTheGroupsDoNotGive() {
        assertThat(SyncOrder.WITHIN_LIMIT.taken(List.of("a", "b"), 10, TWENTY_PERCENT))
                .containsExactly("a", "b");
    }

    @Test
    void aboveTheLimitNobodyDoes() {
        assertThat(SyncOrder.WITHIN_LIMIT.taken(List.of("a", "b", "c"), 10, TWENTY_PERCENT))
                .isEmpty();
    }

    @Test
    void whoeverWasApprovedLosesItWhateverTheLimit() {
        assertThat(SyncOrder.approving(List.of("a", "b", "c")).taken(List.of("a", "b", "c"), 10, TWENTY_PERCENT))
                .containsExactly("a", "b", "c");
    }

    @Test
    void anApprovalIsNoneForPeopleWhoWereNotHeldBack() {
        assertThat(SyncOrder.approving(List.of("a")).taken(List.of("a", "x", "y", "z"), 10, TWENTY_PERCENT))
                .containsExactly("a");
    }

    @Test
    void peopleWhoWereNotHeldBackMayLoseItWithinTheLimit() {
        assertThat(SyncOrder.approving(List.of("a", "b", "c")).taken(List.of("a", "b", "c", "x"), 10, TWENTY_PERCENT))
                .containsExactly("a", "b", "c", "x");
    }

    @Test
    void whereNothingIsEverTakenAnApprovalTakesWhatItNames() {
        assertThat(SyncOrder.approving(List.of("a")).taken(List.of("a", "x"), 10, new RevokeGuard(0)))
                .containsExactly("a");
    }

    @Test
    void takingAllKnowsNoLimit() {
        assertThat(SyncOrder.ALL.taken(List.of("a", "b"), 2, new RevokeGuard(0)))
                .containsExactly("a", "b");
    }
}
