package dev.rolecall.ldap.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.storage.user.SynchronizationResult;

/** Filled while a sync runs. It counts people and names none. */
final class SyncReport {
    private static final int MOST_PROBLEMS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    int people;
    int unknown;
    int gaining;
    int losing;
    int heldBack;
    int failed;
    private final Set<String> problems = new TreeSet<>();
    private final List<String> missingGroups = new ArrayList<>();

    void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(text);
        }
    }

    void missingGroup(String group) {
        if (missingGroups.size() < MOST_PROBLEMS) {
            missingGroups.add(group);
        }
    }

    String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("people", people);
        members.put("notInDirectory", unknown);
        members.put("gaining", gaining);
        members.put("losing", losing);
        members.put("heldBack", heldBack);
        members.put("failed", failed);
        members.put("missingGroups", missingGroups);
        members.put("problems", problems);
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be written", e);
        }
    }

    private String status() {
        StringBuilder status = new StringBuilder()
                .append(people)
                .append(" people checked, ")
                .append(gaining)
                .append(" gained, ")
                .append(losing)
                .append(" lost");
        if (heldBack > 0) {
            status.append("; ")
                    .append(heldBack)
                    .append(" would lose something, more than the limit: nothing was taken from them");
        }
        if (unknown > 0) {
            status.append("; ").append(unknown).append(" not found in the directory, left as they are");
        }
        if (failed > 0) {
            status.append("; ").append(failed).append(" failed");
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
