package dev.rolecall.ldap.keycloak;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Work on many ids, some of them at a time: one that fails costs the others nothing. */
final class Batches {
    private Batches() {}

    /**
     * Where some fail together each of them is tried alone, and those after them come next.
     *
     * @param after the ids that follow one, in their order; none at the end
     * @param work  whether it is done
     * @return how many failed alone
     */
    static int each(Function<String, List<String>> after, Predicate<List<String>> work) {
        int failed = 0;
        List<String> some = after.apply("");
        while (!some.isEmpty()) {
            if (!work.test(some)) {
                failed += (int)
                        some.stream().filter(id -> !work.test(List.of(id))).count();
            }
            some = after.apply(some.get(some.size() - 1));
        }
        return failed;
    }
}
