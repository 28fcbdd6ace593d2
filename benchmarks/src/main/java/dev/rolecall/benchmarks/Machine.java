package dev.rolecall.benchmarks;

import dev.rolecall.demo.Project;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a report says of the machine, and of what ran on it. */
final class Machine {
    private Machine() {}

    /** @param others the servers beside Keycloak and PostgreSQL */
    static String setting(Project project, int heapMegabytes, Databases databases, String... others) {
        return Numbers.text(
                "%s; %d cores (%s), Java %s, Keycloak %s with a heap of %d MB, PostgreSQL %s with fsync on, %sall on one machine",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                Runtime.version().feature(),
                project.keycloakVersion(),
                heapMegabytes,
                databases.version(),
                others.length == 0 ? "" : String.join(", ", others) + ", ");
    }
}
