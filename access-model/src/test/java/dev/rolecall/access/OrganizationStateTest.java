package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OrganizationStateTest {
    private static final OrganizationState SYSTEM = new OrganizationState("system", "System", true, Set.of("SYSTEM"));
    private static final OrganizationState ACME = new OrganizationState("acme", "Acme", true, Set.of("CUSTOMER"));

    @Nested
    class TheSystemObject {
        @Test
        void isMadeWithItsMark() {
            assertThat(SYSTEM.refusalWhenNew()).isEmpty();
        }

        @Test
        void mayBeSavedUnchanged() {
            assertThat(SYSTEM.refusalWhenChanged(SYSTEM)).isEmpty();
        }

        @Test
        void isNotRenamed() {
            assertThat(new OrganizationState("system", "Other", true, Set.of("SYSTEM")).refusalWhenChanged(SYSTEM))
                    .hasValueSatisfying(text -> assertThat(text).startsWith("name:"));
        }

        @Test
        void isNotDisabled() {
            assertThat(new OrganizationState("system", "System", false, Set.of("SYSTEM")).refusalWhenChanged(SYSTEM))
                    .hasValueSatisfying(text -> assertThat(text).startsWith("enabled:"));
        }

        @Test
        void mayBeEnabled() {
            OrganizationState disabled = new OrganizationState("system", "System", false, Set.of("SYSTEM"));

            assertThat(SYSTEM.refusalWhenChanged(disabled)).isEmpty();
        }

        @Test
        void keepsItsMark() {
            assertThat(new OrganizationState("system", "System", true, Set.of()).refusalWhenChanged(SYSTEM))
                    .hasValueSatisfying(text -> assertThat(text).startsWith("attributes:"));
        }

        @Test
        void isNotRemoved() {
            assertThat(SYSTEM.refusalWhenRemoved()).isPresent();
        }
    }

    @Nested
    class AnOrganizationThatHadTheAliasBefore {
        private final OrganizationState old = new OrganizationState("system", "Old", true, Set.of());

        @Test
        void mayBeChangedAndRemoved() {
            assertThat(new OrganizationState("system", "New", false, Set.of()).refusalWhenChanged(old))
                    .isEmpty();
            assertThat(old.refusalWhenRemoved()).isEmpty();
        }

        @Test
        void becomesTheSystemObjectByItsMark() {
            assertThat(SYSTEM.refusalWhenChanged(old)).isEmpty();
        }
    }

    @Nested
    class ANewOrganization {
        @Test
        void doesNotTakeTheReservedAlias() {
            assertThat(new OrganizationState("system", "Mine", true, Set.of("CUSTOMER")).refusalWhenNew())
                    .hasValueSatisfying(text -> assertThat(text).startsWith("alias:"));
        }

        @Test
        void doesNotTakeTheMark() {
            assertThat(new OrganizationState("acme", "Acme", true, Set.of("SYSTEM")).refusalWhenNew())
                    .hasValueSatisfying(text -> assertThat(text).startsWith("attributes:"));
        }

        @Test
        void mayBeACustomerMarkedOrNot() {
            assertThat(ACME.refusalWhenNew()).isEmpty();
            assertThat(new OrganizationState("acme", "Acme", true, Set.of()).refusalWhenNew())
                    .isEmpty();
        }
    }

    @Nested
    class ACustomer {
        @Test
        void mayBeRenamedDisabledAndRemoved() {
            assertThat(new OrganizationState("acme", "Acme Ltd", false, Set.of()).refusalWhenChanged(ACME))
                    .isEmpty();
            assertThat(ACME.refusalWhenRemoved()).isEmpty();
        }

        @Test
        void doesNotTakeTheMarkLater() {
            assertThat(new OrganizationState("acme", "Acme", true, Set.of("SYSTEM", "CUSTOMER"))
                            .refusalWhenChanged(ACME))
                    .isPresent();
        }

        @Test
        void thatHadTheMarkBeforeMayBeChangedOtherwise() {
            OrganizationState marked = new OrganizationState("acme", "Acme", true, Set.of("SYSTEM"));

            assertThat(new OrganizationState("acme", "Acme Ltd", true, Set.of("SYSTEM")).refusalWhenChanged(marked))
                    .isEmpty();
        }
    }
}
