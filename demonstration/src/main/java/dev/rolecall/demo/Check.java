package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;

/** What {@code ./demo --check} asks of the demo. Any answer but the right one is a {@link DemoException}. */
final class Check {
    private static final int ROWS = 200;

    /** The rows of people.csv that are wrong on purpose: line and code. */
    private static final String MISTAKES = "42 unknown-customer, 63 unknown-role, 90 not-associated, 99 above-ceiling,"
            + " 114 above-ceiling, 128 unknown-deployment, 141 invalid-email, 152 duplicate-key, 173 conflict,"
            + " 185 malformed-row, 196 missing-key";

    private final Project project;
    private final DemoStack stack;
    private final Tour tour;
    private final Screen screen;

    Check(Project project, DemoStack stack, Tour tour, Screen screen) {
        this.project = project;
        this.stack = stack;
        this.tour = tour;
        this.screen = screen;
    }

    void run() {
        ImportOutcome first = tour.importPeople();
        tour.show(first);
        require("each wrong row is rejected for its own reason", MISTAKES, first.codes());
        require("the other rows are people", ROWS - first.rejected().size(), first.created());
        ImportOutcome second = tour.importPeople();
        require("the same file again changes nothing", first.created(), second.unchanged());
        applicationAnswers();
        tour.openLogins();
        tour.showWays();
        tour.showClaim(Login.ADMIN_OF_ACME);
        claimHolds(tour.logIn(Login.ADMIN_OF_ACME).accessClaims().path("access"));
        tour.showClaim(Login.LENA);
        new DirectoryCheck(stack, tour, project, this::require).run();
    }

    private void applicationAnswers() {
        Answer page = Http.get(URI.create(stack.applicationUrl() + "/"), null);
        require("the sample application answers", 200, page.status());
        JsonNode configuration = Http.get(URI.create(stack.applicationUrl() + "/config.json"), null)
                .json();
        require(
                "the sample application knows its realm",
                stack.realm().uri("").toString(),
                configuration.path("issuer").asText());
    }

    private void claimHolds(JsonNode access) {
        JsonNode acme = access.path("customers").path("acme");
        require("the role on acme", List.of("ADMIN"), texts(acme.path("roles")));
        List<String> permissions = texts(acme.path("permissions"));
        for (String permission : List.of("console.billing.manage", "console.users.manage")) {
            require(permission + " on acme", true, permissions.contains(permission));
        }
        require("any grant on globex", false, access.path("customers").has("globex"));
        require("any grant on the system", false, access.has("system"));
    }

    private void require(String what, Object expected, Object actual) {
        if (!expected.toString().equals(actual.toString())) {
            throw new DemoException("%s: expected %s, got %s".formatted(what, expected, actual));
        }
        screen.line("  ok: " + what + " = " + actual);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
