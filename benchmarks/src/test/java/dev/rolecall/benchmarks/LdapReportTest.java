package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LdapReportTest {
    @Test
    void whatWasNotMeasuredHasNoTable() {
        assertThat(new LdapReport(List.of("2 cores"), List.of(), List.of(), List.of()).markdown())
                .isEqualTo("- 2 cores\n");
    }

    @Test
    void searchesOfALoginAreComparedWithThoseOfTheSameLoginWithoutGroups() {
        List<Goal> goals = LdapGoals.of(
                List.of(
                        login(LdapWay.NONE, LdapLogin.FIRST, 10),
                        login(LdapWay.MEMBER, LdapLogin.FIRST, 20),
                        login(LdapWay.MEMBEROF, LdapLogin.FIRST, 10),
                        login(LdapWay.NONE, LdapLogin.CACHED, 10),
                        login(LdapWay.MEMBER, LdapLogin.CACHED, 30),
                        login(LdapWay.MEMBEROF, LdapLogin.CACHED, 10)),
                List.of(),
                List.of());

        assertThat(goals).extracting(Goal::measured).containsExactly(2.0, 0.0);
        assertThat(goals).extracting(Goal::isMet).containsExactly(false, true);
    }

    @Test
    void aRefreshIsNoLogin() {
        List<Goal> goals = LdapGoals.of(
                List.of(login(LdapWay.NONE, LdapLogin.REFRESH, 0), login(LdapWay.MEMBER, LdapLogin.REFRESH, 90)),
                List.of(),
                List.of());

        assertThat(goals).isEmpty();
    }

    @Test
    void aRemovalThatKeycloaksMapperDoesNotSeeIsNoGoalMissed() {
        List<Goal> goals = LdapGoals.of(
                List.of(),
                List.of(new LdapRemoval(LdapWay.ROLE, false), new LdapRemoval(LdapWay.MEMBER, true)),
                List.of());

        assertThat(goals).extracting(Goal::isMet).containsExactly(true);
    }

    @Test
    void aSyncIsComparedWithTheBestOfKeycloaksMappers() {
        List<Goal> goals = LdapGoals.of(
                List.of(),
                List.of(),
                List.of(
                        sync(LdapWay.NONE, LdapSync.SECOND, 10, 6),
                        sync(LdapWay.ROLE, LdapSync.SECOND, 100, 7),
                        sync(LdapWay.GROUP, LdapSync.SECOND, 50, 7),
                        sync(LdapWay.MEMBER, LdapSync.SECOND, 20, 1_006)));

        assertThat(goals).extracting(Goal::measured).containsExactly(1.0, 2.5);
        assertThat(goals).extracting(Goal::isMet).containsExactly(false, false);
    }

    @Test
    void aSearchForEachPersonIsTooMuchForGroupsAlone() {
        List<Goal> goals = LdapGoals.of(
                List.of(),
                List.of(),
                List.of(
                        sync(LdapWay.MEMBER, LdapSync.GROUPS, 10, 1_002),
                        sync(LdapWay.MEMBEROF, LdapSync.GROUPS, 20, 2)));

        assertThat(goals).extracting(Goal::measured).containsExactly(1.002, 0.002);
        assertThat(goals).extracting(Goal::isMet).containsExactly(false, true);
    }

    @Test
    void theTablesHaveSearchesALoginAndPeopleASecond() {
        String markdown = new LdapReport(
                        List.of(),
                        List.of(login(LdapWay.MEMBER, LdapLogin.FIRST, 25)),
                        List.of(new LdapRemoval(LdapWay.ROLE, false)),
                        List.of(sync(LdapWay.MEMBER, LdapSync.FIRST, 20, 7)))
                .markdown();

        assertThat(markdown)
                .containsPattern(
                        "\\| first login +\\| Rolecall, MEMBER +\\| 2\\.50 +\\| 5\\.50 +\\| 10\\.00 +\\| 4\\.00 ")
                .contains("| still has it")
                .containsPattern("\\| Rolecall, MEMBER +\\| 50 +\\| 20\\.0 +\\| 7 ");
    }

    @Test
    void theDirectoryIsNotCountedWithTheOthers() {
        LdapCost cost = new LdapCost(
                Duration.ofSeconds(10),
                new CpuTimes(Duration.ofSeconds(2), Duration.ZERO, Duration.ZERO, Optional.of(Duration.ofSeconds(7))),
                Duration.ofSeconds(4),
                0);

        assertThat(cost.othersShare()).isEqualTo(0.1);
    }

    private static LdapLoginResult login(LdapWay way, LdapLogin login, int searches) {
        LdapLoginRow row = new LdapLoginRow(
                Samples.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                cost(Duration.ofSeconds(1), Duration.ofMillis(40), searches));
        return new LdapLoginResult(way, login, List.of(row));
    }

    /** A thousand people. */
    private static LdapSyncResult sync(LdapWay way, LdapSync sync, int seconds, int searches) {
        return new LdapSyncResult(
                way, sync, 1_000, cost(Duration.ofSeconds(seconds), Duration.ofSeconds(1), searches), 1_000);
    }

    private static LdapCost cost(Duration time, Duration server, int searches) {
        CpuTimes cpu = new CpuTimes(server, Duration.ZERO, Duration.ZERO, Optional.empty());
        return new LdapCost(time, cpu, Duration.ZERO, searches);
    }
}
