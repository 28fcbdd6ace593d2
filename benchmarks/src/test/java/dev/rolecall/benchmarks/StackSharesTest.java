package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackSharesTest {
    private static final String WORKER = "dev.rolecall.imports.ImportRun.run";

    private final StackShares shares = new StackShares();

    @Test
    void theInnermostKnownFrameSaysWhoseCodeItIs() {
        shares.add(List.of(
                "java.util.HashMap.get",
                "org.hibernate.Session.flush",
                "dev.rolecall.people.Writing$$Lambda$2482+0x00007f77e01f4248.570459969.accept",
                "dev.rolecall.people.Writing.lambda$write$0",
                WORKER));

        assertThat(shares.share("Hibernate")).contains(100.0);
        assertThat(shares.markdown()).contains("| people.Writing.write | 100 |");
    }

    @Test
    void whoReadsASocketWaitsForTheDatabase() {
        shares.add(List.of("sun.nio.ch.Net.poll", "org.postgresql.core.VisibleBufferedInputStream.read", WORKER));
        shares.add(List.of("org.postgresql.core.Parser.parse", WORKER));

        assertThat(shares.share("waiting for the database")).contains(50.0);
        assertThat(shares.share("database driver")).contains(50.0);
    }

    @Test
    void otherThreadsOfTheServerDoNotCount() {
        shares.add(List.of("org.keycloak.services.Something.run"));
        shares.add(List.of("java.util.HashMap.get", "dev.rolecall.sync.gate.Gate.verify"));

        assertThat(shares.markdown()).startsWith("0 samples");
    }
}
