package dev.rolecall.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Long IN lists in parts, because Oracle stops at 1,000 entries and SQL Server at 2,100 parameters. */
final class InParts {
    private static final int PART = 500;

    private InParts() {}

    static <T, R> List<R> query(Collection<T> all, Function<List<T>, Stream<R>> query) {
        List<T> list = List.copyOf(all);
        List<R> found = new ArrayList<>();
        for (int from = 0; from < list.size(); from += PART) {
            try (Stream<R> part = query.apply(list.subList(from, Math.min(list.size(), from + PART)))) {
                part.forEach(found::add);
            }
        }
        return found;
    }
}
