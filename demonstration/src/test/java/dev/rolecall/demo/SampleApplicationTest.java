package dev.rolecall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleApplicationTest {
    private final SampleApplication application =
            SampleApplication.start(Ports.free(), URI.create("http://localhost:18080/realms/cloud"));

    @AfterEach
    void stop() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "index.html", "app.js", "access.js", "app.css", "favicon.svg"})
    void servesItsFiles(String file) {
        Answer answer = get(file).expecting(200);

        assertThat(answer.body()).isNotEmpty();
    }

    @Test
    void namesTheRealmItUses() {
        JsonNode configuration = get("config.json").expecting(200).json();

        assertThat(configuration.path("issuer").asText()).isEqualTo("http://localhost:18080/realms/cloud");
        assertThat(configuration.path("client").asText()).isEqualTo("demo-app");
    }

    @Test
    void letsThePageTalkToItselfAndToKeycloakOnly() {
        assertThat(get("").header("Content-Security-Policy"))
                .contains("default-src 'none'", "connect-src 'self' http://localhost:18080;", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "../Demo.class", "%2e%2e/Demo.class", "..%2fversions.properties"})
    void hasNothingElse(String path) {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void takesNoPost() {
        Answer answer = Http.send("POST", uri(""), null, Json.object());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET");
    }

    private Answer get(String path) {
        return Http.get(uri(path), null);
    }

    private URI uri(String path) {
        return URI.create(application.url() + "/" + path);
    }
}
