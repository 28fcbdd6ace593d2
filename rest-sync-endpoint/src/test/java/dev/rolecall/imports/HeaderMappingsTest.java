package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderMappingsTest {
    @Test
    void areNoneWhereTheRequestSaysNothing() throws JsonProcessingException {
        assertThat(HeaderMappings.of(null)).isEqualTo(HeaderMappings.NONE);
        assertThat(HeaderMappings.of(json("{}")).isEmpty()).isTrue();
    }

    @Test
    void areColumnsAndWhatTheyBecome() throws JsonProcessingException {
        assertThat(HeaderMappings.read(json("{\"No\":\"usercode\",\"Salary\":null}"))
                        .changes())
                .containsEntry("No", "usercode")
                .containsEntry("Salary", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"a\"", "{\"a\":1}", "{\"a\":{}}", "{\"a\":[[[1]]]}"})
    void areNothingElse(String text) throws JsonProcessingException {
        JsonNode object = json(text);
        assertThatThrownBy(() -> HeaderMappings.read(object)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areBounded() throws JsonProcessingException {
        JsonNode object = json("{\"" + "a".repeat(1_001) + "\":\"b\"}");
        assertThatThrownBy(() -> HeaderMappings.read(object)).isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
