package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

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
        Login.OF_THE_FILE.forEach(login -> login.open(administration, DemoStack.REALM));
    }

    /** Logs a person in to the sample application, page by page as a browser would. */
    Tokens logIn(Login login) {
        Realm realm = stack.realm();
        AuthorizationRequest request =
                realm.authorization(SampleApplication.CLIENT, URI.create(stack.applicationUrl() + "/"));
        return realm.login(request, login.username(), login.password());
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
        screen.line("Directory           " + stack.directory().url() + "  (" + DemoDirectory.ADMINISTRATOR + " / "
                + DemoDirectory.PASSWORD + ")");
        screen.line("Log in at the application as one of these people of the file, with the password " + Login.PASSWORD
                + ":");
        show(Login.OF_THE_FILE);
        screen.line("or of the directory, with the name as password:");
        show(Login.OF_THE_DIRECTORY);
        screen.line(
                "To see lena's role go, take her out of the group and log in again (lena-returns.ldif puts her back):");
        screen.line("  " + ldapmodify(project.lenaLeaves()));
    }

    private void show(List<Login> logins) {
        logins.forEach(login -> screen.line("  %-14s %s".formatted(login.username(), login.what())));
    }

    /** A line that works when pasted where the demo was started. */
    private String ldapmodify(Path changes) {
        return "java -jar %s ldapmodify -h 127.0.0.1 -p %d -D %s -w %s -f %s"
                .formatted(
                        project.asTyped(project.ldapClient()),
                        stack.directory().port(),
                        DemoDirectory.ADMINISTRATOR,
                        DemoDirectory.PASSWORD,
                        project.asTyped(changes));
    }
}
