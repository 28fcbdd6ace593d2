package dev.rolecall.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Administration;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Realm;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The main job against a server that runs somewhere: a file goes in, a person logs in, the token says what she may do
 * where.
 */
final class MainJob {
    private static final String PASSWORD = "container-test-ada";
    private static final String FILE = """
            usercode,username,email,firstName,lastName,department,customers,roles
            C-1,ada,ada@acme.test,Ada,Lovelace,R&D,acme,ADMIN@acme
            C-2,bob,bob@acme.test,Bob,Builder,R&D,acme,VIEW@nowhere
            """;

    private final Administration administration;
    private final Realm cloud;

    MainJob(String server) {
        this.administration = new Administration(server, Checkout.ADMIN, Checkout.ADMIN_PASSWORD);
        this.cloud = new Realm(server, "cloud");
    }

    void isDone() {
        JsonNode done = imported(FILE);
        assertThat(done.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(done.path("counts").path("created").asInt()).isEqualTo(1);
        assertThat(done.path("counts").path("rejected").asInt()).isEqualTo(1);

        setPassword("ada");
        JsonNode access = cloud.login(
                        cloud.authorization("demo-app", URI.create("http://localhost:8081/")), "ada", PASSWORD)
                .accessClaims()
                .path("access");
        assertThat(access.path("customers").properties().stream().map(Map.Entry::getKey))
                .containsExactly("acme");
        assertThat(access.path("customers").path("acme").path("roles"))
                .extracting(JsonNode::asText)
                .containsExactly("ADMIN");
        assertThat(access.path("customers").path("acme").path("permissions"))
                .extracting(JsonNode::asText)
                .contains("console.billing.manage", "console.users.manage");
    }

    void showsItsOwnLoginPage() {
        String page = Http.get(
                        cloud.authorization("demo-app", URI.create("http://localhost:8081/"))
                                .uri(),
                        null)
                .expecting(200)
                .body();

        assertThat(page).contains("css/rolecall.css").contains("name=\"password\"");
    }

    /** A token is good for one file, so another one follows it. */
    private JsonNode imported(String file) {
        URI job = cloud.uri("/rolecall/imports")
                .resolve(Http.send(
                                "POST",
                                cloud.uri("/rolecall/imports"),
                                token(),
                                "text/csv",
                                BodyPublishers.ofString(file))
                        .expecting(202)
                        .location());
        String follower = token();
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> Http.get(job, follower).expecting(200).json(),
                        state -> List.of("COMPLETED", "FAILED")
                                .contains(state.path("state").asText()));
    }

    private String token() {
        return cloud.clientCredentials("hr-import", secret("HR_IMPORT_SECRET")).access();
    }

    private void setPassword(String username) {
        String id = administration
                .get("/cloud/users?exact=true&username=" + username)
                .expecting(200)
                .json()
                .path(0)
                .path("id")
                .asText();
        administration
                .put(
                        "/cloud/users/" + id + "/reset-password",
                        Json.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)))
                .expecting(204);
    }

    private static String secret(String variable) {
        return Checkout.SECRETS.getOrDefault(variable, "");
    }
}
