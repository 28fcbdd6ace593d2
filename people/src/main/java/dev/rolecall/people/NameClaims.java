package dev.rolecall.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which usernames and e-mails are whose while rows are decided one after the other. As Keycloak has it: usernames are
 * unique; e-mails are unique unless the realm allows duplicates, and where people may log in by e-mail nobody's
 * e-mail is another's username.
 */
final class NameClaims {
    private final boolean loginWithEmail;
    private final boolean duplicateEmails;
    private final Map<String, Set<String>> usernames = new HashMap<>();
    private final Map<String, Set<String>> emails = new HashMap<>();
    private final Set<String> givenUp = new HashSet<>();

    /**
     * @param usernames usernames that are taken, and the ids of who has them; likewise emails
     */
    NameClaims(
            boolean loginWithEmail,
            boolean duplicateEmails,
            Map<String, Set<String>> usernames,
            Map<String, Set<String>> emails) {
        this.loginWithEmail = loginWithEmail;
        this.duplicateEmails = duplicateEmails;
        usernames.forEach((name, ids) -> this.usernames.put(name, new HashSet<>(ids)));
        emails.forEach((email, ids) -> this.emails.put(email, new HashSet<>(ids)));
    }

    /** Every username or e-mail whose owners must be known to judge a change from one state to another. */
    static Set<String> names(@Nullable PersonState before, PersonState after) {
        Set<String> names = new HashSet<>();
        if (before == null || !before.username().equals(after.username())) {
            names.add(after.username());
        }
        String email = after.email();
        if (email != null && (before == null || !email.equals(before.email()))) {
            names.add(email);
        }
        return names;
    }

    /**
     * Why a person may not become this.
     *
     * @throws RowsMeetException if it may, but not before an earlier row is committed
     */
    List<RowError> conflicts(String id, @Nullable PersonState before, PersonState after) {
        Set<String> changed = names(before, after);
        List<RowError> conflicts = new ArrayList<>();
        String email = after.email();
        if (changed.contains(after.username())
                && (isOthers(usernames, after.username(), id)
                        || (loginWithEmail
                                && after.username().indexOf('@') > 0
                                && isOthers(emails, after.username(), id)))) {
            conflicts.add(new RowError("username", RowErrorCode.CONFLICT, "another person has this username"));
        }
        if (email != null
                && changed.contains(email)
                && !duplicateEmails
                && (isOthers(emails, email, id) || (loginWithEmail && isOthers(usernames, email, id)))) {
            conflicts.add(new RowError("email", RowErrorCode.CONFLICT, "another person has this e-mail address"));
        }
        if (conflicts.isEmpty() && changed.stream().anyMatch(givenUp::contains)) {
            throw new RowsMeetException();
        }
        return conflicts;
    }

    /** Keeps in mind what a person has become. */
    void become(String id, @Nullable PersonState before, PersonState after) {
        if (before != null) {
            leave(usernames, before.username(), after.username(), id);
            leave(emails, before.email(), after.email(), id);
        }
        usernames.computeIfAbsent(after.username(), name -> new HashSet<>()).add(id);
        String email = after.email();
        if (email != null) {
            emails.computeIfAbsent(email, name -> new HashSet<>()).add(id);
        }
    }

    private void leave(Map<String, Set<String>> owners, @Nullable String before, @Nullable String after, String id) {
        if (before != null && !Objects.equals(before, after)) {
            Set<String> ids = owners.get(before);
            if (ids != null) {
                ids.remove(id);
            }
            givenUp.add(before);
        }
    }

    private static boolean isOthers(Map<String, Set<String>> owners, String name, String id) {
        Set<String> ids = owners.get(name);
        return ids != null && ids.stream().anyMatch(owner -> !owner.equals(id));
    }
}
