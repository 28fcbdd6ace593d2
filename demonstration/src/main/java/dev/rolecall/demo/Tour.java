package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;

/** What the demo shows on a running stack: the import, the people to log in as, the claim of one of them. */
final class Tour {
    private final Project project;
    private final DemoStack stack;
    private final Screen screen;

    Tour(Project project, DemoStack stack, Screen screen) {
        this.project = project;
        this.stack = stack;
        this.screen = screen;
    }

    /** Imports the people through the public API, with a bar while it runs. */
    ImportOutcome importPeople() {
        Path file = project.people();
        screen.line("Importing " + project.root().relativize(file) + " as client " + HrImport.CLIENT + " …");
        Stopwatch watch = new Stopwatch();
        HrImport send = new HrImport(stack.realm(), DemoStack.secretOf(HrImport.CLIENT), file);
        ProgressLine[] last = {new ProgressLine(0, 0)};
        ImportOutcome outcome = send.run(line -> {
            last[0] = line;
            screen.progress(line.text());
        });
        screen.progressEnds(last[0].text() + " in " + watch.seconds());
        if (!outcome.state().equals("COMPLETED")) {
            throw new DemoException("the import ended as " + outcome.state() + " " + outcome.error());
        }
        return outcome;
    }

    void show(ImportOutcome outcome) {
        screen.line("");
        screen.line("Import: " + outcome.counts());
        if (!outcome.rejected().isEmpty()) {
            screen.line("Rejected, and why (they are wrong on purpose):");
            outcome.rejected().forEach(row -> screen.line("  " + row.text()));
        }
    }

    void openLogins() {
        Administration administration = stack.administration();
        Login.ALL.forEach(login -> login.open(administration, DemoStack.REALM));
    }

    /** Logs a person in to the sample application, page by page as a browser would. */
    Tokens logIn(Login login) {
        Realm realm = stack.realm();
        AuthorizationRequest request =
                realm.authorization(SampleApplication.CLIENT, URI.create(stack.applicationUrl() + "/"));
        return realm.login(request, login.username(), Login.PASSWORD);
    }

    void showClaim(Login login) {
        JsonNode access = logIn(login).accessClaims().path("access");
        screen.line("");
        screen.line("The claim `access` in the token of " + login.username() + " (" + login.what() + "):");
        Json.pretty(access).lines().forEach(line -> screen.line("  " + line));
    }

    void showWays() {
        screen.line("");
        screen.line("Admin console       " + stack.publicUrl() + "/admin/master/console/#/" + DemoStack.REALM + "  ("
                + DemoStack.ADMINISTRATOR + " / " + DemoStack.ADMINISTRATOR + ", for development only)");
        screen.line("Sample application  " + stack.applicationUrl());
        screen.line("Log in there as one of these, all with the password " + Login.PASSWORD + ":");
        Login.ALL.forEach(login -> screen.line("  %-14s %s".formatted(login.username(), login.what())));
    }
}
