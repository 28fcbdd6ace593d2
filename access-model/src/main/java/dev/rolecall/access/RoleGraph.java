package dev.rolecall.access;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which roles are associated with which (Keycloak calls the upper one composite), by their ids.
 *
 * @param places   where each role is, as in {@link Finding#where()}
 * @param children role -> the roles right below it
 */
public record RoleGraph(Map<String, String> places, Map<String, Set<String>> children) {
    public RoleGraph {
        places = Map.copyOf(places);
        Map<String, Set<String>> copy = new HashMap<>();
        children.forEach((parent, below) -> copy.put(parent, Set.copyOf(below)));
        children = Map.copyOf(copy);
    }

    public String where(String id) {
        return places.getOrDefault(id, "roles-by-id/" + id);
    }

    public SortedSet<String> children(String id) {
        return new TreeSet<>(children.getOrDefault(id, Set.of()));
    }

    /** Every role below these, however far, without them unless they are below one of them. */
    public Set<String> below(Collection<String> ids) {
        Set<String> found = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(ids);
        while (!open.isEmpty()) {
            for (String child : children.getOrDefault(open.pop(), Set.of())) {
                if (found.add(child)) {
                    open.push(child);
                }
            }
        }
        return found;
    }

    /**
     * The roles that are in a cycle, or between two: what is left when roles without anything below them, and then
     * those without anything above them, are taken away until there are none.
     */
    public SortedSet<String> inCycles() {
        Map<String, Set<String>> parents = new HashMap<>();
        children.forEach((parent, below) -> below.forEach(
                child -> parents.computeIfAbsent(child, c -> new HashSet<>()).add(parent)));
        Set<String> left = new HashSet<>(children.keySet());
        left.addAll(parents.keySet());
        peel(left, children, parents);
        peel(left, parents, children);
        return new TreeSet<>(left);
    }

    private static void peel(Set<String> left, Map<String, Set<String>> onward, Map<String, Set<String>> back) {
        Map<String, Integer> open = new HashMap<>();
        Deque<String> ends = new ArrayDeque<>();
        for (String role : left) {
            int count = (int) onward.getOrDefault(role, Set.of()).stream()
                    .filter(left::contains)
                    .count();
            open.put(role, count);
            if (count == 0) {
                ends.push(role);
            }
        }
        while (!ends.isEmpty()) {
            String end = ends.pop();
            left.remove(end);
            for (String before : back.getOrDefault(end, Set.of())) {
                if (left.contains(before) && open.merge(before, -1, Integer::sum) == 0) {
                    ends.push(before);
                }
            }
        }
    }
}
