package dev.rolecall.benchmarks;

import java.util.List;

/** What requests of one kind cost with one way, over all rounds. */
record LdapLoginResult(LdapWay way, LdapLogin login, List<LdapLoginRow> rounds) {
    LdapLoginResult {
        rounds = List.copyOf(rounds);
    }

    /** Of all rounds. */
    Samples millis() {
        return Samples.joined(rounds.stream().map(LdapLoginRow::millis).toList());
    }

    /** The most of all rounds; they should be alike. */
    double searches() {
        return Samples.of(rounds, LdapLoginRow::searches).most();
    }
}
