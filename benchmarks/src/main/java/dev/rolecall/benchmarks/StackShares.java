package dev.rolecall.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts stacks, innermost frame first as {@code package.Class.method}: in whose code, and on whose behalf. */
final class StackShares {
    private static final String OURS = "dev.rolecall.";

    /** Without it a stack is not of the worker of an import: requests are answered meanwhile. */
    private static final String WORKER = OURS + "imports.ImportRun.";

    private static final double LEAST_PERCENT = 1;

    /** Whose code it is, by the innermost frame that one of these fits; in this order. */
    private static final List<Map.Entry<String, String>> KINDS = List.of(
            Map.entry("org.postgresql.", "database driver"),
            Map.entry("org.hibernate.", "Hibernate"),
            Map.entry("org.keycloak.userprofile.", "user profile"),
            Map.entry("org.keycloak.validate.", "user profile"),
            Map.entry("org.keycloak.", "Keycloak"),
            Map.entry("org.infinispan.", "caches"),
            Map.entry("com.arjuna.", "transactions"),
            Map.entry("io.agroal.", "transactions"),
            Map.entry("com.fasterxml.", "JSON"),
            Map.entry("de.siegmar.", "CSV"),
            Map.entry(OURS, "Rolecall"));

    private final Map<String, Integer> kinds = new HashMap<>();
    private final Map<String, Integer> behalf = new HashMap<>();
    private int all;

    void add(List<String> stack) {
        if (stack.stream().noneMatch(frame -> frame.startsWith(WORKER))) {
            return;
        }
        all++;
        kinds.merge(kind(stack), 1, Integer::sum);
        stack.stream()
                .filter(frame -> frame.startsWith(OURS) && !frame.contains("$$Lambda")) // the next one says whose
                .findFirst()
                .ifPresent(frame -> behalf.merge(withoutLambda(frame), 1, Integer::sum));
    }

    private static String kind(List<String> stack) {
        if (isWaiting(stack.get(0))) {
            return "waiting for the database";
        }
        return stack.stream()
                .flatMap(frame -> KINDS.stream()
                        .filter(kind -> frame.startsWith(kind.getKey()))
                        .map(Map.Entry::getValue)
                        .limit(1))
                .findFirst()
                .orElse("other");
    }

    private static boolean isWaiting(String frame) {
        return frame.startsWith("sun.nio.ch.") || frame.startsWith("java.net.");
    }

    private static String withoutLambda(String frame) {
        int lambda = frame.indexOf("lambda$");
        String name = lambda < 0
                ? frame
                : frame.substring(0, lambda) + frame.substring(lambda + 7).split("\\$", -1)[0];
        return name.substring(OURS.length());
    }

    /** Shares of one per cent and more. */
    String markdown() {
        return "%d samples.\n\n".formatted(all) + table("whose code", kinds) + "\n" + table("on behalf of", behalf);
    }

    /** In per cent. */
    Optional<Double> share(String kind) {
        return Optional.ofNullable(kinds.get(kind)).map(this::percent);
    }

    private String table(String header, Map<String, Integer> counts) {
        MarkdownTable table = new MarkdownTable(header, "%");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .filter(entry -> percent(entry.getValue()) >= LEAST_PERCENT)
                .forEach(entry -> table.row(entry.getKey(), Numbers.text("%.0f", percent(entry.getValue()))));
        return table.text();
    }

    private double percent(int count) {
        return 100.0 * count / Math.max(1, all);
    }
}
