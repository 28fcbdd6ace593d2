package dev.rolecall.ldap.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.storage.user.SynchronizationResult;

/** Filled while a sync runs. It counts people and names none. */
final class SyncReport {
    private static final int MOST_PROBLEMS = 100;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\u2028\u2029]");
    private static final ObjectMapper JSON = new ObjectMapper();

    int people;
    int unknown;
    int gaining;
    int losing;
    int heldBack;
    int failed;
    int customersCreated;
    private boolean unanswered;
    private boolean stopped;
    private String why = "";
    private List<String> held = List.of();
    private final Set<String> problems = new TreeSet<>();
    private final List<String> missingGroups = new ArrayList<>();

    /** @param text may repeat what a directory calls its groups: control characters of it are none any more */
    void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(printable(text));
        }
    }

    /** The directory gave no whole answer, so that nothing changed. */
    void unanswered(String reason) {
        unanswered = true;
        failed(reason);
    }

    boolean isUnanswered() {
        return unanswered;
    }

    /** What was written until then stays. */
    void stopped(String reason) {
        stopped = true;
        failed("stopped before the end: " + reason);
    }

    private void failed(String reason) {
        failed++;
        why = ", " + printable(reason);
        problem(reason);
    }

    /** Why it failed, for the end of a line of the log; empty if it did not. */
    String why() {
        return why;
    }

    private static String printable(String text) {
        return CONTROLS.matcher(text).replaceAll("\uFFFD");
    }

    void missingGroup(String group) {
        if (missingGroups.size() < MOST_PROBLEMS) {
            missingGroups.add(group);
        }
    }

    /** @param users ids of those from whom nothing is taken */
    void holdBack(List<String> users) {
        held = List.copyOf(users);
        heldBack = users.size();
    }

    ReportState state() {
        if (unanswered || stopped) {
            return ReportState.FAILED;
        }
        return heldBack > 0 ? ReportState.HELD : ReportState.COMPLETED;
    }

    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("people", people);
        counts.put("notInDirectory", unknown);
        counts.put("gaining", gaining);
        counts.put("losing", losing);
        counts.put("heldBack", heldBack);
        counts.put("failed", failed);
        counts.put("customersCreated", customersCreated);
        return counts;
    }

    /** All but who is held back. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>(counts());
        members.put("missingGroups", List.copyOf(missingGroups));
        members.put("problems", List.copyOf(problems));
        return members;
    }

    String json() {
        return written(members());
    }

    /** Ids of the people who wait for a decision, as JSON; null if there are none. */
    @Nullable String heldPeople() {
        return state() == ReportState.HELD ? written(held) : null;
    }

    private static String written(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be written", e);
        }
    }

    /** What was written before, by name. */
    static Map<String, Object> membersOf(String json) {
        try {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be read", e);
        }
    }

    static List<String> heldPeople(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("who is held back cannot be read", e);
        }
    }

    /** The console writes {@code Data successfully synced} in front of it, whatever became of it. */
    private String status() {
        if (unanswered) {
            return "nothing: " + first(problems);
        }
        StringBuilder status = new StringBuilder()
                .append("people checked: ")
                .append(people)
                .append(", gained something: ")
                .append(gaining)
                .append(", lost something: ")
                .append(losing);
        if (heldBack > 0) {
            status.append("; ")
                    .append(heldBack)
                    .append(" people would lose something, more than the revoke limit: nothing was taken from them");
        }
        if (unknown > 0) {
            status.append("; not found in the directory: ").append(unknown);
        }
        if (failed > 0) {
            status.append("; ").append(failed).append(" failed");
        }
        if (customersCreated > 0) {
            status.append("; ").append(customersCreated).append(" customers created");
        }
        if (!missingGroups.isEmpty()) {
            status.append("; rules name groups that do not exist: ").append(first(missingGroups));
        }
        if (!problems.isEmpty()) {
            status.append("; ").append(first(problems));
        }
        return status.toString();
    }

    private static String first(Iterable<String> texts) {
        List<String> some = new ArrayList<>();
        for (String text : texts) {
            if (some.size() == 5) {
                some.add("…");
                break;
            }
            some.add(text);
        }
        return String.join(", ", some);
    }

    /** As the console shows it. */
    SynchronizationResult result() {
        String status = status();
        SynchronizationResult result = new SynchronizationResult() {
            @Override
            public String getStatus() {
                return status;
            }
        };
        result.setUpdated(gaining);
        result.setRemoved(losing);
        result.setFailed(failed);
        return result;
    }
}
