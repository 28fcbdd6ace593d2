package dev.rolecall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverProcessesTest {
    @TempDir
    private Path folder;

    private Process process;
    private LeftoverProcesses leftover;

    @BeforeEach
    void aRunningProcess() throws IOException {
        process = new ProcessBuilder("sleep", "600").start();
        leftover = new LeftoverProcesses(folder.resolve("processes"));
    }

    @AfterEach
    void endIt() {
        process.destroyForcibly();
    }

    @Test
    void areEndedByALaterStart() {
        leftover.remember(process.toHandle());

        new LeftoverProcesses(leftover.file()).end();

        assertThat(Processes.endsWithin(process, Duration.ofSeconds(10))).isTrue();
        assertThat(leftover.running()).isEmpty();
    }

    @Test
    void areNotOthersThatGotTheSameNumberLater() throws IOException {
        Files.writeString(leftover.file(), process.pid() + " 2001-01-01T00:00:00Z\n");

        leftover.end();

        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void areNoneWhenTheFileWasCutShort() throws IOException {
        Files.writeString(leftover.file(), Long.toString(process.pid()));

        leftover.end();

        assertThat(process.isAlive()).isTrue();
    }
}
