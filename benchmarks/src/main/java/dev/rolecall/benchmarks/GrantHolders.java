package dev.rolecall.benchmarks;

import java.util.List;

/** The people whose tokens are measured, named after the number of their grants: VIEW on that many deployments. */
final class GrantHolders {
    static final List<Integer> SIZES = List.of(1, 10, 100, 1_000);
    static final String PASSWORD = "pw-bench";

    private GrantHolders() {}

    static String username(int grants) {
        return "grants-" + grants;
    }

    /** On how many customers: ten deployments each, as far as they reach. */
    static int customers(int grants) {
        return (grants + CustomerCreation.DEPLOYMENTS.size() - 1) / CustomerCreation.DEPLOYMENTS.size();
    }
}
