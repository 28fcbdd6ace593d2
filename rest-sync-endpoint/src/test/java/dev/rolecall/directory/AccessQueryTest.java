package dev.rolecall.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.AccessObject;
import org.junit.jupiter.api.Test;

class AccessQueryTest {
    @Test
    void theCustomerSystemIsTheSystem() {
        assertThat(AccessQuery.object("system", null)).isEqualTo(new AccessObject.TheSystem());
    }

    @Test
    void namesAreTakenAsTheyAre() {
        assertThat(AccessQuery.object("acme", "prod eu/1")).isEqualTo(new AccessObject.Deployment("acme", "prod eu/1"));
    }

    @Test
    void anObjectIsReadAsInAReference() {
        assertThat(AccessQuery.parsed("object", "acme/prod%20eu%2F1"))
                .isEqualTo(new AccessObject.Deployment("acme", "prod eu/1"));
    }

    @Test
    void absentIsAbsent() {
        assertThat(AccessQuery.optional("customer", null)).isNull();
    }
}
