package dev.rolecall.claims;

import java.util.List;

/** What an identity provider says of a person cannot be taken over. */
final class UserSyncException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<UserSyncProblem> problems;

    UserSyncException(List<UserSyncProblem> problems) {
        super(problems.toString());
        this.problems = List.copyOf(problems);
    }

    UserSyncException(String field, String code) {
        this(List.of(new UserSyncProblem(field, code)));
    }

    List<UserSyncProblem> problems() {
        return problems;
    }
}
