package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class RealmCopyTest {
    private static final String SHIPPED = """
            {"realm": "cloud", "id": "6f1c2b0a-9d51-4c86-8a5e-3a3f1de0c001",
             "source": "6f1c2b0a-9d51-4c86-8a5e-3a3f1de0c001",
             "secret": "${HR_IMPORT_SECRET:}", "url": "${DEMO_APP_URL:http://127.0.0.1:8081}"}
            """;

    @Test
    void variablesAreFilledIn() {
        JsonNode copy = RealmCopy.named("another", SHIPPED);

        assertThat(copy.path("realm").asText()).isEqualTo("another");
        assertThat(copy.path("secret").asText()).isEqualTo(Stack.secretOf("hr-import"));
        assertThat(copy.path("url").asText()).isEqualTo("http://127.0.0.1:8081");
    }

    @Test
    void anIdIsAnotherAndTheSameWhereverItStands() {
        JsonNode copy = RealmCopy.named("another", SHIPPED);

        assertThat(copy.path("id").asText()).hasSize(36).isNotEqualTo("6f1c2b0a-9d51-4c86-8a5e-3a3f1de0c001");
        assertThat(copy.path("source")).isEqualTo(copy.path("id"));
    }
}
