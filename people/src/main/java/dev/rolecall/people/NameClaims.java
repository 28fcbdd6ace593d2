package dev.rolecall.people;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who of the people of one transaction may have which username and e-mail, judged by how all of them end: two may
 * exchange their names. As Keycloak has it: usernames are unique; e-mails are unique unless the realm allows duplicates,
 * and where people may log in by e-mail nobody's e-mail is another's username. Who is refused keeps the old names, which
 * may refuse others in turn; of two who want one name the earlier gets it.
 */
final class NameClaims {
    private final boolean loginWithEmail;
    private final boolean duplicateEmails;
    private final Map<String, Set<String>> usernames = new HashMap<>();
    private final Map<String, Set<String>> emails = new HashMap<>();
    private final Map<String, Claim> claims = new LinkedHashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, List<Claim>> wanting = new HashMap<>();
    private final Map<String, List<RowError>> refused = new HashMap<>();

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

    /** What one person is to become; {@code before} is null for a new one. */
    record Claim(String id, @Nullable PersonState before, PersonState after) {
        private boolean takesUsername() {
            return before == null || !before.username().equals(after.username());
        }

        private boolean takesEmail() {
            return after.email() != null && (before == null || !after.email().equals(before.email()));
        }

        private boolean takes(String name) {
            return (takesUsername() && name.equals(after.username())) || (takesEmail() && name.equals(after.email()));
        }

        @Override
        public String toString() {
            return "Claim[id=" + id + "]";
        }
    }

    /**
     * How it ends.
     *
     * @param conflicts      why a person may not become what was claimed, by id; of everybody else the claim stands
     * @param leaveUsernames ids of people whose stored username goes to another of them
     * @param leaveEmails    likewise
     */
    record Verdict(Map<String, List<RowError>> conflicts, Set<String> leaveUsernames, Set<String> leaveEmails) {
        static final Verdict NOTHING = new Verdict(Map.of(), Set.of(), Set.of());

        Verdict {
            conflicts = Map.copyOf(conflicts);
            leaveUsernames = Set.copyOf(leaveUsernames);
            leaveEmails = Set.copyOf(leaveEmails);
        }
    }

    /** Every username or e-mail whose owners must be known to judge a change from one state to another. */
    static Set<String> names(@Nullable PersonState before, PersonState after) {
        Claim claim = new Claim("", before, after);
        Set<String> names = new HashSet<>();
        if (claim.takesUsername()) {
            names.add(after.username());
        }
        String email = after.email();
        if (email != null && claim.takesEmail()) {
            names.add(email);
        }
        return names;
    }

    /** To be asked once, with the claims of all the people in the order of their rows. */
    Verdict judge(Collection<Claim> all) {
        for (Claim claim : all) {
            places.put(claim.id(), claims.size());
            claims.put(claim.id(), claim);
            names(claim.before(), claim.after())
                    .forEach(name -> wanting.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(claim));
            move(claim, claim.before(), claim.after());
        }
        Deque<Claim> open = new ArrayDeque<>(claims.values());
        while (!open.isEmpty()) {
            refuseAgainstWhoStays(open);
            refuseTheLaterOfTwo(open);
        }
        return verdict();
    }

    /** What speaks, once all is judged, against one that was no claim because its row is refused anyway. */
    List<RowError> conflicts(Claim refusedAnyway) {
        return conflicts(refusedAnyway, (owner, name) -> true);
    }

    private void refuseAgainstWhoStays(Deque<Claim> open) {
        while (!open.isEmpty()) {
            Claim claim = open.poll();
            refuse(claim, conflicts(claim, (owner, name) -> !isTaking(owner, name)), open);
        }
    }

    private void refuseTheLaterOfTwo(Deque<Claim> open) {
        for (Claim claim : claims.values()) {
            refuse(claim, conflicts(claim, (owner, name) -> isTaking(owner, name) && isEarlier(owner, claim)), open);
        }
    }

    private boolean isTaking(String owner, String name) {
        Claim other = claims.get(owner);
        return other != null && !refused.containsKey(owner) && other.takes(name);
    }

    private boolean isEarlier(String owner, Claim claim) {
        return places.getOrDefault(owner, 0) < places.getOrDefault(claim.id(), 0);
    }

    /** What was refused stays where it was, so whoever wants those names is looked at again. */
    private void refuse(Claim claim, List<RowError> conflicts, Deque<Claim> open) {
        if (conflicts.isEmpty() || refused.containsKey(claim.id())) {
            return;
        }
        refused.put(claim.id(), conflicts);
        move(claim, claim.after(), claim.before());
        PersonState before = claim.before();
        if (before != null) {
            open.addAll(wanting.getOrDefault(before.username(), List.of()));
            if (before.email() != null) {
                open.addAll(wanting.getOrDefault(before.email(), List.of()));
            }
        }
    }

    /** Whether an owner of a name stands against who wants it. */
    @FunctionalInterface
    private interface Against {
        boolean stands(String owner, String name);
    }

    private List<RowError> conflicts(Claim claim, Against against) {
        List<RowError> conflicts = new ArrayList<>();
        PersonState after = claim.after();
        String username = after.username();
        if (claim.takesUsername()
                && (isOthers(usernames, username, claim.id(), against)
                        || (loginWithEmail
                                && username.indexOf('@') > 0
                                && isOthers(emails, username, claim.id(), against)))) {
            conflicts.add(new RowError("username", RowErrorCode.CONFLICT, "another person has this username"));
        }
        String email = after.email();
        if (email != null
                && claim.takesEmail()
                && !duplicateEmails
                && (isOthers(emails, email, claim.id(), against)
                        || (loginWithEmail && isOthers(usernames, email, claim.id(), against)))) {
            conflicts.add(new RowError("email", RowErrorCode.CONFLICT, "another person has this e-mail address"));
        }
        return conflicts;
    }

    private static boolean isOthers(Map<String, Set<String>> owners, String name, String id, Against against) {
        return owners.getOrDefault(name, Set.of()).stream()
                .anyMatch(owner -> !owner.equals(id) && against.stands(owner, name));
    }

    private void move(Claim claim, @Nullable PersonState from, @Nullable PersonState to) {
        if (from != null) {
            remove(usernames, from.username(), claim.id());
            remove(emails, from.email(), claim.id());
        }
        if (to != null) {
            add(usernames, to.username(), claim.id());
            add(emails, to.email(), claim.id());
        }
    }

    private static void remove(Map<String, Set<String>> owners, @Nullable String name, String id) {
        Set<String> ids = owners.get(name);
        if (ids != null) {
            ids.remove(id);
        }
    }

    private static void add(Map<String, Set<String>> owners, @Nullable String name, String id) {
        if (name != null) {
            owners.computeIfAbsent(name, n -> new HashSet<>()).add(id);
        }
    }

    private Verdict verdict() {
        Set<String> takenUsernames = new HashSet<>();
        Set<String> takenEmails = new HashSet<>();
        List<Claim> granted = claims.values().stream()
                .filter(c -> !refused.containsKey(c.id()))
                .toList();
        for (Claim claim : granted) {
            if (claim.takesUsername()) {
                takenUsernames.add(claim.after().username());
            }
            String email = claim.after().email();
            if (email != null && claim.takesEmail() && !duplicateEmails) {
                takenEmails.add(email);
            }
        }
        return new Verdict(
                refused,
                leaving(granted, before -> takenUsernames.contains(before.username())),
                leaving(granted, before -> before.email() != null && takenEmails.contains(before.email())));
    }

    private static Set<String> leaving(List<Claim> granted, Predicate<PersonState> isTaken) {
        Set<String> ids = new HashSet<>();
        for (Claim claim : granted) {
            PersonState before = claim.before();
            if (before != null && !Objects.equals(before, claim.after()) && isTaken.test(before)) {
                ids.add(claim.id());
            }
        }
        return ids;
    }
}
