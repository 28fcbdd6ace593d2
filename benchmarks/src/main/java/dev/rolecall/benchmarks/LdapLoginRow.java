package dev.rolecall.benchmarks;

/** Some requests for tokens in a row, one after the other. */
record LdapLoginRow(Samples millis, LdapCost cost) {
    double searches() {
        return cost.searches() / (double) millis.count();
    }

    double serverMillis() {
        return cost.cpu().server().toNanos() / 1e6 / millis.count();
    }

    double directoryMillis() {
        return cost.directory().toNanos() / 1e6 / millis.count();
    }
}
