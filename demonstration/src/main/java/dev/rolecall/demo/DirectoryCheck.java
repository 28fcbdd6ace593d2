package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/** The part of {@link Check} about people of the directory: what they get, and when it goes. */
final class DirectoryCheck {
    /** How a check says what it expects. */
    @FunctionalInterface
    interface Requirement {
        void hold(String what, Object expected, Object actual);
    }

    private static final String PROD_EU = "/customers/acme/deployments/prod-eu/roles";
    private static final String ADMIN = "[\"ADMIN\"]";

    private final DemoStack stack;
    private final Tour tour;
    private final Project project;
    private final Requirement require;

    DirectoryCheck(DemoStack stack, Tour tour, Project project, Requirement require) {
        this.stack = stack;
        this.tour = tour;
        this.project = project;
        this.require = require;
    }

    void run() {
        JsonNode otto = access(tour.logIn(Login.OTTO));
        require.hold("otto's role, by a rule for exactly his group", "[\"VIEW\"]", otto.at("/customers/globex/roles"));
        require.hold("otto's customers", 1, otto.path("customers").size());
        JsonNode lena = access(tour.logIn(Login.LENA));
        require.hold("lena's role, by a pattern", ADMIN, lena.at(PROD_EU));
        require.hold("lena's customers", 1, lena.path("customers").size());

        stack.directory().apply(project.lenaLeaves());
        JsonNode outside = access(tour.logIn(Login.LENA));
        require.hold(
                "lena's customers at the next login, out of the group",
                0,
                outside.path("customers").size());

        stack.directory().apply(project.lenaReturns());
        Tokens back = tour.logIn(Login.LENA);
        require.hold(
                "lena's role at the next login, back in the group",
                ADMIN,
                access(back).at(PROD_EU));
        staysWithoutTheDirectory(back);
    }

    private void staysWithoutTheDirectory(Tokens session) {
        stack.directory().goDown();
        try {
            Pause.of(Duration.ofSeconds(DirectoryEntry.REFRESH_SECONDS + 1)); // from then on a refresh asks again
            Tokens refreshed = stack.realm().refresh(SampleApplication.CLIENT, null, session.refresh(), Map.of());
            require.hold(
                    "lena's role at a refresh while the directory is down",
                    ADMIN,
                    access(refreshed).at(PROD_EU));
        } finally {
            stack.directory().comeBack();
        }
        require.hold(
                "lena's role when it is back",
                ADMIN,
                access(tour.logIn(Login.LENA)).at(PROD_EU));
    }

    private static JsonNode access(Tokens tokens) {
        return tokens.accessClaims().path("access");
    }
}
