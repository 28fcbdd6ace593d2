package dev.rolecall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void keepsItsDatabaseUntilItIsEmptied() throws IOException {
        try (DataFolder data = DataFolder.open(folder)) {
            Files.createDirectories(data.h2().getParent());
            Files.writeString(data.h2(), "people");
        }
        try (DataFolder data = DataFolder.open(folder)) {
            assertThat(data.h2()).exists();

            data.empty();

            assertThat(data.h2().getParent()).doesNotExist();
        }
    }

    @Test
    void keepsThePreparedServersWhenItIsEmptied() throws IOException {
        try (DataFolder data = DataFolder.open(folder)) {
            Path server = Files.createDirectories(data.installation(true));

            data.empty();

            assertThat(server).exists();
        }
    }
}
