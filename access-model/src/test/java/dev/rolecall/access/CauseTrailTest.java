package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class CauseTrailTest {
    @Test
    void saysWhichAndWhereButNoMessage() {
        Exception thrown = new IllegalStateException(
                "ada@acme.test", new RuntimeException(new SQLException("Key (email)=(ada@acme.test)", "23505")));

        assertThat(CauseTrail.of(thrown))
                .contains("IllegalStateException at " + CauseTrailTest.class.getName())
                .contains("because of java.lang.RuntimeException at ")
                .contains("because of java.sql.SQLException (SQL state 23505) at ")
                .doesNotContain("ada");
    }
}
