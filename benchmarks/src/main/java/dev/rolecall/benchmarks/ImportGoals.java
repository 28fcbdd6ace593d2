package dev.rolecall.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/** Which of the goals a run of {@code imports} can tell about, and how far it got. */
final class ImportGoals {
    private static final String TIMES = "%.1f×";
    private static final Set<ImportStep> STOCK = Set.of(ImportStep.ADMIN, ImportStep.PARTIAL);

    private final List<ImportResult> results;
    private final List<Goal> goals = new ArrayList<>();

    private ImportGoals(List<ImportResult> results) {
        this.results = results;
    }

    /** Files of CSV stand for Rolecall. */
    static List<Goal> of(List<ImportResult> results) {
        ImportGoals goals = new ImportGoals(results);
        results.stream().filter(result -> result.way() == ImportStep.CSV).forEach(goals::add);
        goals.addGrowth();
        return goals.goals;
    }

    private void add(ImportResult ours) {
        switch (ours.work()) {
            case CREATE -> addCreate(ours);
            case UNCHANGED -> addUnchanged(ours);
            case CHANGED ->
                best(ImportWork.CHANGED, result -> result.way() == ImportStep.ADMIN)
                        .ifPresent(admin -> ratio(ours, "Admin REST", admin, 15));
        }
    }

    private void addCreate(ImportResult ours) {
        best(ImportWork.CREATE, result -> STOCK.contains(result.way()))
                .ifPresent(stock -> ratio(ours, "the best of Keycloak's own ways", stock, 15));
        best(ImportWork.CREATE, result -> result.way() == ImportStep.JDBC)
                .ifPresent(jdbc -> goals.add(Goal.atLeast(
                        name(ours) + ", against plain JDBC", 100 * ours.perSecond() / jdbc, 60, "%.0f %%")));
        goals.add(new Goal(name(ours) + ", server CPU a row", ours.serverMillis(), 0.5, "%.2f ms"));
    }

    private void addUnchanged(ImportResult ours) {
        goals.add(Goal.atLeast(name(ours) + ", rows a second", ours.perSecond(), 8_000, "%,.0f"));
        best(ImportWork.UNCHANGED, result -> result.way() == ImportStep.PARTIAL)
                .ifPresent(skip -> ratio(ours, "partialImport SKIP", skip, 8));
    }

    /** Ten times the rows should take ten times as long. */
    private void addGrowth() {
        List<ImportResult> created = results.stream()
                .filter(result -> result.way() == ImportStep.CSV && result.work() == ImportWork.CREATE)
                .toList();
        if (created.size() > 1) {
            ImportResult first = created.get(0);
            ImportResult last = created.get(created.size() - 1);
            goals.add(Goal.atLeast(
                    Numbers.text("rows a second creating %,d against %,d", last.rows(), first.rows()),
                    100 * last.perSecond() / first.perSecond(),
                    80,
                    "%.0f %%"));
        }
    }

    private void ratio(ImportResult ours, String theirs, double perSecond, double least) {
        goals.add(Goal.atLeast(name(ours) + ", against " + theirs, ours.perSecond() / perSecond, least, TIMES));
    }

    private static String name(ImportResult ours) {
        return Numbers.text("%s, %,d rows", ours.work().label(), ours.rows());
    }

    /** Rows a second. */
    private OptionalDouble best(ImportWork work, Predicate<ImportResult> which) {
        return results.stream()
                .filter(result -> result.work() == work)
                .filter(which)
                .mapToDouble(ImportResult::perSecond)
                .max();
    }
}
