package dev.rolecall.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Which of the goals a run can tell about, and how far it got. */
final class Goals {
    private static final String PERCENT = "%+.0f %%";
    private static final double MOST_GROWTH_PERCENT = 10;

    private Goals() {}

    static List<Goal> of(List<TokenResult> tokens, List<CustomerResult> customers) {
        List<Goal> goals = new ArrayList<>();
        for (TokenResult result : tokens) {
            if (result.variant() == TokenVariant.ACCESS) {
                addTokenGoals(result, goals);
            }
        }
        customers.stream()
                .filter(result -> result.way().equals(bestWay(customers)))
                .forEach(result -> goals.add(new Goal(
                        Numbers.text("a customer with 10 deployments, %,d there already", result.customers()),
                        result.millis().median(),
                        40,
                        "%.0f ms")));
        addGrowth(customers, goals);
        return goals;
    }

    private static void addTokenGoals(TokenResult result, List<Goal> goals) {
        if (result.grants() >= 10) {
            goals.add(new Goal(
                    Numbers.text("server CPU of a token at %,d grants, against no mapper", result.grants()),
                    (result.ratios().median() - 1) * 100,
                    result.grants() == 10 ? 10 : 20,
                    PERCENT));
        }
        if (result.grants() >= 100) {
            goals.add(new Goal(
                    Numbers.text("claim at %,d grants", result.grants()), result.claimBytes(), 1_024, "%,.0f bytes"));
        }
    }

    /** Rolecall's own call where the server has it: it is measured first. */
    private static String bestWay(List<CustomerResult> customers) {
        return customers.isEmpty() ? "" : customers.get(0).way();
    }

    private static void addGrowth(List<CustomerResult> customers, List<Goal> goals) {
        List<CustomerResult> same = customers.stream()
                .filter(result -> result.way().equals(bestWay(customers)))
                .toList();
        if (same.size() == 2) {
            double start = same.get(0).millis().median();
            double end = same.get(1).millis().median();
            goals.add(new Goal(
                    "growth of that with the number of customers",
                    (end / start - 1) * 100,
                    MOST_GROWTH_PERCENT,
                    PERCENT));
        }
    }
}
