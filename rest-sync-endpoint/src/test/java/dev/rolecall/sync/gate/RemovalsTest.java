package dev.rolecall.sync.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RemovalsTest {
    private final AtomicInteger attempts = new AtomicInteger();

    private static NullPointerException in(String className) {
        NullPointerException thrown = new NullPointerException();
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement(className, "any", "Any.java", 1)});
        return thrown;
    }

    private String failing(int times, RuntimeException failure) {
        if (attempts.incrementAndGet() <= times) {
            throw failure;
        }
        return "done";
    }

    @Test
    void areOutlastedByTryingAgain() {
        NullPointerException ofKeycloak = in("org.keycloak.organization.utils.Organizations");

        assertThat(Removals.outlast(() -> failing(2, ofKeycloak))).isEqualTo("done");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void areToldInTheEnd() {
        NullPointerException ofKeycloak = in("org.keycloak.organization.utils.Organizations");

        IllegalStateException end = new IllegalStateException();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Removals.outlast(() -> failing(100, ofKeycloak), () -> end))
                .isSameAs(end);
        assertThat(attempts).hasValue(5);
    }

    @Test
    void areNotWhatAnyNullIsTakenFor() {
        NullPointerException ours = in("dev.rolecall.directory.People");

        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Removals.outlast(() -> failing(1, ours)))
                .isSameAs(ours);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void areNotWhatOtherFailuresAreTakenFor() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Removals.outlast(() -> failing(1, new IllegalStateException())));
        assertThat(attempts).hasValue(1);
    }
}
