package dev.rolecall.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;

/** Keycloak refuses changes of an organization's groups unless the session is in that organization. */
public final class OrganizationContext {
    private OrganizationContext() {}

    /** Does this work in that organization; the session is where it was before afterwards. */
    public static <T> T in(KeycloakSession session, OrganizationModel organization, Supplier<T> work) {
        @Nullable OrganizationModel before = session.getContext().getOrganization();
        session.getContext().setOrganization(organization);
        try {
            return work.get();
        } finally {
            session.getContext().setOrganization(before);
        }
    }

    /** As {@link #in(KeycloakSession, OrganizationModel, Supplier)}, of work that answers nothing. */
    public static void run(KeycloakSession session, OrganizationModel organization, Runnable work) {
        in(session, organization, () -> {
            work.run();
            return organization;
        });
    }
}
