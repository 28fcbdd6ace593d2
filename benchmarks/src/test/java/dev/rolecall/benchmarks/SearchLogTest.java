package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SearchLogTest {
    @Test
    void onlyTheLineThatBeginsASearchCounts() throws IOException {
        String log = """
                6a0 conn=1000 fd=12 ACCEPT from IP=127.0.0.1:4711 (IP=127.0.0.1:3890)
                6a0 conn=1000 op=0 BIND dn="cn=admin,dc=rolecall,dc=test" method=128
                6a0 conn=1000 op=1 SRCH base="ou=people,dc=rolecall,dc=test" scope=1 deref=3 filter="(uid=u1)"
                6a0 conn=1000 op=1 SRCH attr=uid mail entryUUID
                6a0 conn=1000 op=1 SEARCH RESULT tag=101 err=0 nentries=1 text=
                6a0 conn=1000 op=2 SRCH base="ou=groups,dc=rolecall,dc=test" scope=2 deref=3 filter="(member=x)"
                """;

        assertThat(SearchLog.searches(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(2);
    }
}
