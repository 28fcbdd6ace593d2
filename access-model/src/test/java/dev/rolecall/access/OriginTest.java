package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.Origin.Kind;
import org.junit.jupiter.api.Test;

class OriginTest {
    private static Origin origin(Kind kind, String id) {
        return new Origin(kind, id);
    }

    @Test
    void aFileOwnsWhatAnotherFileOrAPushGave() {
        assertThat(origin(Kind.IMPORT, "monday").owns(origin(Kind.IMPORT, "sunday")))
                .isTrue();
        assertThat(origin(Kind.IMPORT, "monday").owns(origin(Kind.SYNC, "people-push")))
                .isTrue();
    }

    @Test
    void nobodyOwnsWhatAnotherKindGave() {
        assertThat(origin(Kind.IDENTITY_PROVIDER, "partner").owns(new Origin(Kind.CONSOLE, null)))
                .isFalse();
        assertThat(origin(Kind.IMPORT, "monday").owns(origin(Kind.IDENTITY_PROVIDER, "partner")))
                .isFalse();
    }

    @Test
    void anIdentityProviderOwnsWhatItGaveItself() {
        assertThat(origin(Kind.IDENTITY_PROVIDER, "partner").owns(origin(Kind.IDENTITY_PROVIDER, "partner")))
                .isTrue();
    }

    @Test
    void anIdentityProviderDoesNotOwnWhatAnotherOneGave() {
        assertThat(origin(Kind.IDENTITY_PROVIDER, "partner").owns(origin(Kind.IDENTITY_PROVIDER, "supplier")))
                .isFalse();
    }

    @Test
    void anLdapMapperOwnsWhatItGaveItselfAndNothingOfAnothers() {
        assertThat(origin(Kind.LDAP, "staff").owns(origin(Kind.LDAP, "staff"))).isTrue();
        assertThat(origin(Kind.LDAP, "staff").owns(origin(Kind.LDAP, "partners")))
                .isFalse();
    }
}
