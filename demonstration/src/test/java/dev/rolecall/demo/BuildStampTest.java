package dev.rolecall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildStampTest {
    private static final Path SERVER = Path.of("keycloak-1");
    private static final List<String> OPTIONS = List.of("--db=postgres");

    @TempDir
    private Path folder;

    private Path one;
    private Path two;

    @BeforeEach
    void jars() throws IOException {
        one = Files.writeString(folder.resolve("one.jar"), "1");
        two = Files.writeString(folder.resolve("two.jar"), "2");
    }

    @Test
    void isTheSameForTheSameJarsInAnotherOrder() {
        assertThat(BuildStamp.of(SERVER, List.of(two, one), OPTIONS))
                .isEqualTo(BuildStamp.of(SERVER, List.of(one, two), OPTIONS));
    }

    @Test
    void changesWithTheContentOfAJar() throws IOException {
        BuildStamp before = BuildStamp.of(SERVER, List.of(one), OPTIONS);

        Files.writeString(one, "changed");

        assertThat(BuildStamp.of(SERVER, List.of(one), OPTIONS)).isNotEqualTo(before);
    }

    @Test
    void changesWithTheJarsTheOptionsAndTheServer() {
        BuildStamp stamp = BuildStamp.of(SERVER, List.of(one), OPTIONS);

        assertThat(List.of(
                        BuildStamp.of(SERVER, List.of(one, two), OPTIONS),
                        BuildStamp.of(SERVER, List.of(two), OPTIONS),
                        BuildStamp.of(SERVER, List.of(one), List.of("--db=dev-file")),
                        BuildStamp.of(Path.of("keycloak-2"), List.of(one), OPTIONS)))
                .doesNotContain(stamp)
                .doesNotHaveDuplicates();
    }

    @Test
    void isFoundAgainInItsFile() throws IOException {
        BuildStamp stamp = BuildStamp.of(SERVER, List.of(one), OPTIONS);
        Path file = folder.resolve("stamp");

        assertThat(stamp.isIn(file)).isFalse();
        stamp.writeTo(file);
        assertThat(stamp.isIn(file)).isTrue();
        assertThat(BuildStamp.of(SERVER, List.of(two), OPTIONS).isIn(file)).isFalse();
    }
}
