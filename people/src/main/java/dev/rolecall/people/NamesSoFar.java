package dev.rolecall.people;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/**
 * Who would have which names by now, had the earlier rows of a dry run been applied. Their results say who takes which
 * ({@link Change#USERNAME}, {@link Change#EMAIL}); whoever asks for the dry run keeps it in mind.
 */
@FunctionalInterface
public interface NamesSoFar {
    /** Those of these usernames and e-mails that an earlier row would have given or taken. */
    Holders among(KeycloakSession session, Set<String> names);

    /**
     * By name the id of who would have it, empty for nobody.
     *
     * @param usernames names as usernames
     * @param emails    names as e-mails
     */
    record Holders(Map<String, Optional<String>> usernames, Map<String, Optional<String>> emails) {
        public Holders {
            usernames = Map.copyOf(usernames);
            emails = Map.copyOf(emails);
        }

        /** Says nothing of the names, which are personal. */
        @Override
        public String toString() {
            return "Holders[" + usernames.size() + ", " + emails.size() + "]";
        }

        Map<String, Set<String>> overUsernames(Map<String, Set<String>> stored) {
            return over(usernames, stored);
        }

        Map<String, Set<String>> overEmails(Map<String, Set<String>> stored) {
            return over(emails, stored);
        }

        private static Map<String, Set<String>> over(
                Map<String, Optional<String>> held, Map<String, Set<String>> stored) {
            Map<String, Set<String>> owners = new HashMap<>(stored);
            held.forEach((name, holder) -> owners.put(name, holder.map(Set::of).orElse(Set.of())));
            return owners;
        }
    }
}
