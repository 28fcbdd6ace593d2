package dev.rolecall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            /home/me/rolecall,      /home/me/rolecall,  demonstration/lena-leaves.ldif
            /home/me/rolecall,      /home/me,           rolecall/demonstration/lena-leaves.ldif
            /home/me/rolecall,      /tmp,               ../home/me/rolecall/demonstration/lena-leaves.ldif
            /home/me/my rolecall,   /home/me,           'my rolecall/demonstration/lena-leaves.ldif'
            /home/me/ada's,         /home/me,           'ada'\\''s/demonstration/lena-leaves.ldif'
            """)
    void namesAFileSoThatTheLineWorksWhereItIsPasted(Path root, Path directory, String typed) {
        Project project = new Project(root, directory);

        assertThat(project.asTyped(root.resolve("demonstration/lena-leaves.ldif")))
                .isEqualTo(typed);
    }
}
