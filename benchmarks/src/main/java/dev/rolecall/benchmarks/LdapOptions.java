package dev.rolecall.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was typed after {@code ldap}. Every number is bounded, so that every run ends.
 *
 * @param people      in the directory
 * @param groups      in the directory; each person is in ten of them
 * @param logins      of each kind, each way and round; fewer where the directory has too few people for it
 * @param rounds      how often each way gets its turn
 * @param warmUp      untimed people of each way first; at most a quarter of all
 * @param heap        of the server, in MB
 * @param data        where databases and servers are kept; null for a folder in the build
 * @param report      a Markdown file to write; null for none
 * @param postgresBin a folder with the programs of an installed PostgreSQL; null for the embedded one
 */
record LdapOptions(
        Set<LdapStep> steps,
        int people,
        int groups,
        int logins,
        int rounds,
        int warmUp,
        int heap,
        @Nullable Path data,
        @Nullable Path report,
        @Nullable Path postgresBin) {

    private static final Map<String, String> DEFAULTS = Map.of(
            "--steps", LdapStep.everyName(),
            "--people", "5000",
            "--groups", "1000",
            "--logins", "100",
            "--rounds", "5",
            "--warm-up", "200",
            "--heap", "512");
    private static final Set<String> PATHS = Set.of("--data", "--report", "--postgres-bin");

    /** Nobody has a first login twice: the people of the warm-up and of the rounds are others. */
    LdapOptions {
        steps = Set.copyOf(steps);
        warmUp = Math.min(warmUp, people / 4);
        logins = Math.min(logins, (people - warmUp) / rounds);
    }

    /** @throws IllegalArgumentException with a message for the person who typed them */
    static LdapOptions parse(List<String> arguments) {
        Arguments given = Arguments.read(arguments, DEFAULTS, PATHS, Set.of("--fresh")); // as it always is
        return new LdapOptions(
                LdapStep.named(given.text("--steps")),
                given.number("--people", 200, 200_000),
                given.number("--groups", 20, 20_000),
                given.number("--logins", 1, 10_000),
                given.number("--rounds", 1, 50),
                given.number("--warm-up", 0, 10_000),
                given.number("--heap", 256, 65_536),
                given.path("--data"),
                given.path("--report"),
                given.path("--postgres-bin"));
    }
}
