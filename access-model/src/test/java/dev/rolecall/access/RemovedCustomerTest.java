package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemovedCustomerTest {
    private static <T extends Throwable> T thrownIn(String className, T thrown) {
        thrown.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(className, "lambda$isReadOnlyOrganizationMember$8", "Organizations.java", 439),
            new StackTraceElement("org.keycloak.organization.utils.Organizations", "any", "Organizations.java", 1)
        });
        return thrown;
    }

    @Test
    void isBehindTheNullKeycloaksOrganizationsMeet() {
        assertThat(RemovedCustomer.isBehind(
                        thrownIn("org.keycloak.organization.utils.Organizations", new NullPointerException())))
                .isTrue();
    }

    @Test
    void isBehindItAlsoWhereItIsWrapped() {
        assertThat(RemovedCustomer.isBehind(new IllegalStateException(
                        thrownIn("org.keycloak.organization.utils.Organizations", new NullPointerException()))))
                .isTrue();
    }

    @Test
    void isNotBehindNullsMetElsewhere() {
        assertThat(RemovedCustomer.isBehind(
                        thrownIn("dev.rolecall.access.Reference", new NullPointerException("organization"))))
                .isFalse();
    }

    @Test
    void isNotBehindOtherFailuresThere() {
        assertThat(RemovedCustomer.isBehind(
                        thrownIn("org.keycloak.organization.utils.Organizations", new IllegalStateException())))
                .isFalse();
    }

    @Test
    void isNotBehindAFailureWithoutATrace() {
        NullPointerException bare = new NullPointerException();
        bare.setStackTrace(new StackTraceElement[0]);

        assertThat(RemovedCustomer.isBehind(bare)).isFalse();
    }
}
