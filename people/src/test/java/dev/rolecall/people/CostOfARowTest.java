package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever sends a row cannot choose what it costs the server")
class CostOfARowTest {
    @Test
    void namesAtMostSoManyErrors() {
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("usercode", "E1");
        for (int i = 0; i < 10 * RowDraft.MAX_ERRORS; i++) {
            row.put("unknown" + i, i);
        }

        Row read = JsonRow.read(1, row);

        assertThat(((UnreadableRow) read).errors()).hasSize(RowDraft.MAX_ERRORS);
    }

    @Test
    void takesAPasswordHashAsLongAsKeycloaksOwn() {
        assertThat(CredentialBounds.problem(pbkdf2(64))).isEmpty();
    }

    @Test
    void refusesAPasswordHashThatTakesMoreBlocksToDerive() {
        assertThat(CredentialBounds.problem(pbkdf2(65)))
                .hasValueSatisfying(why -> assertThat(why).contains("64 bytes"));
    }

    private static Credential pbkdf2(int bytes) {
        String value = Base64.getEncoder().encodeToString(new byte[bytes]);
        return new Credential("pbkdf2-sha512", 210_000, "c2FsdA==", value, Map.of());
    }
}
