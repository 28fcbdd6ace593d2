package dev.rolecall.ldap;

import java.util.List;

/** One rule being tried on one person. */
final class Evaluation {
    /** No condition holds in more ways than that. */
    static final int MAX_MATCHES = 10_000;

    private final Facts facts;
    private boolean uncertain;
    private boolean tooMany;

    Evaluation(Facts facts) {
        this.facts = facts;
    }

    Facts facts() {
        return facts;
    }

    /** Notes that something could not be looked at, so that what was not found may be there all the same. */
    void overlookedSomething() {
        uncertain = true;
    }

    boolean isUncertain() {
        return uncertain;
    }

    /** Whether the rule holds in more ways than are counted: what it found is not all, and so gives nothing. */
    boolean isTooMuch() {
        return tooMany;
    }

    List<Match> bounded(List<Match> matches) {
        if (matches.size() <= MAX_MATCHES) {
            return matches;
        }
        tooMany = true;
        return List.of();
    }

    /** Whether a condition surely does not hold. */
    boolean isFalse(Condition condition) {
        boolean before = uncertain;
        uncertain = false;
        boolean isFalse = condition.in(this).isEmpty() && !uncertain && !tooMany;
        uncertain |= before;
        return isFalse;
    }
}
