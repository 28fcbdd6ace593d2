package dev.rolecall.benchmarks;

/**
 * What one sync of everybody cost with one way.
 *
 * @param holding people whose memberships of all their groups are in the database after it
 */
record LdapSyncResult(LdapWay way, LdapSync sync, int people, LdapCost cost, int holding) {
    double perSecond() {
        return people / (cost.time().toNanos() / 1e9);
    }

    double serverMillis() {
        return cost.cpu().server().toNanos() / 1e6 / people;
    }

    double databaseMillis() {
        return cost.cpu().database().toNanos() / 1e6 / people;
    }
}
