package dev.rolecall.demo;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What {@code ./demo} runs. Ends with 0, with 1 when something went wrong, with 2 for options it cannot read. */
public final class Demo {
    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Project project;
    private final DemoOptions options;
    private final Screen screen;
    private volatile boolean interrupted;

    private Demo(Project project, DemoOptions options, Screen screen) {
        this.project = project;
        this.options = options;
        this.screen = screen;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), Screen.standard()));
    }

    private static int run(List<String> arguments, Screen screen) {
        try {
            DemoOptions options = DemoOptions.parse(arguments);
            Project project = Project.ofLauncher();
            return options.mode() == DemoOptions.Mode.CHECK
                    ? new Demo(project, options.forCheck(project.checkFolder()), screen).check()
                    : new Demo(project, options, screen).stay();
        } catch (UsageException e) {
            screen.line("demo: " + e.getMessage() + " (./demo --help lists the options)");
            return 2;
        }
    }

    private int stay() {
        return guarded(stack -> {
            Tour tour = new Tour(project, stack, screen);
            ImportOutcome outcome = tour.importPeople();
            tour.openLogins();
            tour.show(outcome);
            tour.showClaim(Login.ADMIN_OF_ACME);
            tour.showClaim(Login.LENA);
            tour.showWays();
            screen.line("");
            screen.line("Ctrl-C ends it; the next ./demo goes on with the same data, ./demo --fresh starts over.");
            while (stack.isAlive()) {
                Pause.of(GLANCE);
            }
            throw new DemoException(
                    "Keycloak ended by itself, see " + stack.log().file());
        });
    }

    private int check() {
        Stopwatch watch = new Stopwatch();
        int code = guarded(stack -> new Check(project, stack, new Tour(project, stack, screen), screen).run());
        if (code == 0) { // after a failure it is worth a look
            try (DataFolder data = DataFolder.open(project.dataFolder(options))) {
                data.empty();
            }
        }
        screen.line(code == 0 ? "demo check: OK in " + watch.seconds() : "demo check: FAILED");
        return code;
    }

    /**
     * Starts everything, does the work, ends everything: after the work, after a failure, and on Ctrl-C at any time.
     */
    private int guarded(Consumer<DemoStack> work) {
        try (DataFolder data = DataFolder.open(project.dataFolder(options))) {
            return guarded(data, work);
        } catch (DemoException e) {
            screen.line("demo: " + e.getMessage());
            return 1;
        }
    }

    private int guarded(DataFolder data, Consumer<DemoStack> work) {
        CountDownLatch ended = new CountDownLatch(1);
        try {
            DemoStack stack = new DemoStack(project, options, data, screen);
            Thread hook = new Thread(() -> interrupt(stack, ended), "ctrl-c");
            Runtime.getRuntime().addShutdownHook(hook);
            try (stack) {
                stack.start();
                work.accept(stack);
            }
            Processes.forget(hook);
            return 0;
        } catch (RuntimeException e) { // whatever it is, the person at the screen has to be told, once
            if (!interrupted) {
                report(e, data.log("keycloak"));
            }
            return 1;
        } finally {
            ended.countDown();
        }
    }

    private void interrupt(DemoStack stack, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return; // an ordinary end
        }
        interrupted = true;
        screen.line("Stopping …");
        stack.close();
        try {
            if (ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                screen.line("Stopped.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(RuntimeException failure, Path log) {
        if (failure instanceof DemoException || failure instanceof ServerFailedException) {
            screen.lines("demo: " + failure.getMessage());
            return;
        }
        boolean answer = failure instanceof UnexpectedAnswerException;
        screen.lines("demo: " + (answer ? failure.getMessage() : stackTrace(failure)));
        screen.line("What Keycloak said is in " + log);
    }

    private static String stackTrace(RuntimeException failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
