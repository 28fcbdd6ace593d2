package dev.rolecall.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Which of the goals a run of {@code ldap} can tell about, and how far it got. */
final class LdapGoals {
    private static final String TIMES = "%.1f×";

    private final List<LdapLoginResult> logins;
    private final List<LdapRemoval> removals;
    private final List<LdapSyncResult> syncs;
    private final List<Goal> goals = new ArrayList<>();

    private LdapGoals(List<LdapLoginResult> logins, List<LdapRemoval> removals, List<LdapSyncResult> syncs) {
        this.logins = logins;
        this.removals = removals;
        this.syncs = syncs;
    }

    static List<Goal> of(List<LdapLoginResult> logins, List<LdapRemoval> removals, List<LdapSyncResult> syncs) {
        LdapGoals goals = new LdapGoals(logins, removals, syncs);
        goals.addSearches(LdapWay.MEMBER, 1);
        goals.addSearches(LdapWay.MEMBEROF, 0);
        goals.removals.stream().filter(removal -> removal.way().isOurs()).forEach(goals::addRemoval);
        for (LdapWay way : List.of(LdapWay.MEMBER, LdapWay.MEMBEROF)) {
            goals.addSync(way, LdapSync.FIRST);
            goals.addSync(way, LdapSync.SECOND);
            goals.addGroupsAlone(way);
        }
        return goals.goals;
    }

    /** The most of all kinds of login. */
    private void addSearches(LdapWay way, int limit) {
        logins.stream()
                .filter(result -> result.way() == way && result.login().isLogin())
                .flatMap(result -> without(result).stream())
                .max(Double::compare)
                .ifPresent(more -> goals.add(
                        new Goal(way.label() + ", searches of a login more than without groups", more, limit, "%.2f")));
    }

    private Optional<Double> without(LdapLoginResult ours) {
        return logins.stream()
                .filter(result -> result.way() == LdapWay.NONE && result.login() == ours.login())
                .map(none -> ours.searches() - none.searches())
                .findFirst();
    }

    private void addRemoval(LdapRemoval removal) {
        goals.add(Goal.atLeast(
                removal.way().label() + ", a group left is not in the next login (1: it is not)",
                removal.seen() ? 1 : 0,
                1,
                "%.0f"));
    }

    private void addSync(LdapWay way, LdapSync sync) {
        Optional<LdapSyncResult> ours = one(way, sync);
        Optional<LdapSyncResult> none = one(LdapWay.NONE, sync);
        if (ours.isPresent() && none.isPresent()) {
            double more = ours.get().cost().searches() - none.get().cost().searches();
            goals.add(new Goal(
                    name(ours.get()) + ", searches a person for groups",
                    more / ours.get().people(),
                    0.01,
                    "%.3f"));
        }
        best(result -> result.way().isStock() && result.sync() == sync)
                .ifPresent(stock -> ours.ifPresent(result -> goals.add(Goal.atLeast(
                        name(result) + ", people a second against the best of Keycloak's mappers",
                        result.perSecond() / stock,
                        3,
                        TIMES))));
    }

    /** What our mapper alone does for everybody, where Keycloak's need the sync of people for it. */
    private void addGroupsAlone(LdapWay way) {
        Optional<LdapSyncResult> groups = one(way, LdapSync.GROUPS);
        groups.ifPresent(ours -> goals.add(new Goal(
                name(ours) + ", searches a person", ours.cost().searches() / (double) ours.people(), 0.01, "%.3f")));
    }

    private static String name(LdapSyncResult result) {
        return result.way().label() + ", " + result.sync().label();
    }

    private Optional<LdapSyncResult> one(LdapWay way, LdapSync sync) {
        return syncs.stream()
                .filter(result -> result.way() == way && result.sync() == sync)
                .findFirst();
    }

    /** People a second. */
    private OptionalDouble best(Predicate<LdapSyncResult> which) {
        return syncs.stream()
                .filter(which)
                .mapToDouble(LdapSyncResult::perSecond)
                .max();
    }
}
