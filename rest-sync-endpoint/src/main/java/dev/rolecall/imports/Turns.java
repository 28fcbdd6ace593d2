package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportQueue.Waiting;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose turn it is on one node: the realm that has waited longest since its last one, and in it the source that has;
 * only then who came first. So a realm's hundred files delay another realm's one by the one at hand, not by a hundred.
 */
final class Turns {
    /** More than have files at once; a forgotten one counts as never served. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, Long> realms = new Remembered();
    private final Map<String, Long> sources = new Remembered();
    private long number;

    /** @param waiting in the order of arrival */
    synchronized List<Waiting> inOrder(List<Waiting> waiting) {
        return waiting.stream()
                .sorted(Comparator.<Waiting>comparingLong(one -> realms.getOrDefault(one.realmId(), 0L))
                        .thenComparingLong(one -> sources.getOrDefault(one.sourceId(), 0L)))
                .toList();
    }

    /** This one has its turn now. */
    synchronized void began(Waiting one) {
        number++;
        note(realms, one.realmId());
        note(sources, one.sourceId());
    }

    private void note(Map<String, Long> served, String id) {
        served.remove(id);
        served.put(id, number);
    }

    /** In the order of turns; forgets who was served longest ago. */
    private static final class Remembered extends LinkedHashMap<String, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    }
}
