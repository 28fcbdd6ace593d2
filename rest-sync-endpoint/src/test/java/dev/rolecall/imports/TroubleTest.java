package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TroubleTest {
    @Test
    void saysWhichAndWhereButNoMessage() {
        Exception thrown =
                new IllegalStateException("ada@acme.test", new RuntimeException("Key (email)=(ada@acme.test)"));

        assertThat(Trouble.of(thrown))
                .contains("IllegalStateException at " + TroubleTest.class.getName())
                .contains("because of java.lang.RuntimeException at ")
                .doesNotContain("ada");
    }
}
