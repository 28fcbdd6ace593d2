package dev.rolecall.ldap;

import java.util.List;
import java.util.stream.Collectors;

/** Lines that cannot be read. The message names each of the first few, with its number and what is wrong. */
public final class InvalidRulesException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_IN_MESSAGE = 10;

    private final transient List<RuleProblem> problems;

    InvalidRulesException(List<RuleProblem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** At least one, by line. */
    public List<RuleProblem> problems() {
        return problems;
    }

    private static String message(List<RuleProblem> problems) {
        String first = problems.stream()
                .limit(MOST_IN_MESSAGE)
                .map(RuleProblem::toString)
                .collect(Collectors.joining("; "));
        int more = problems.size() - MOST_IN_MESSAGE;
        return more > 0 ? first + "; and " + more + " more" : first;
    }
}
