package dev.rolecall.access.keycloak;

import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;

/** What a realm's browser flow does once the realm has organizations. */
final class LoginFlow {
    private static final String ORGANIZATION_STEP = "organization";

    /** A condition that lets the step run only for somebody who is known already keeps the login one page. */
    private static final String KNOWN_PERSON = "conditional-user-role";

    private LoginFlow() {}

    static boolean asksForTheOrganization(RealmModel realm) {
        AuthenticationFlowModel flow = realm.getBrowserFlow();
        return flow != null && asks(realm, flow.getId(), 0);
    }

    private static boolean asks(RealmModel realm, String flowId, int level) {
        if (level > 10 || realm.getAuthenticationExecutionsStream(flowId).anyMatch(LoginFlow::isOnlyForTheKnown)) {
            return false;
        }
        return realm.getAuthenticationExecutionsStream(flowId)
                .filter(execution -> !execution.isDisabled())
                .anyMatch(execution -> execution.isAuthenticatorFlow()
                        ? asks(realm, execution.getFlowId(), level + 1)
                        : ORGANIZATION_STEP.equals(execution.getAuthenticator()));
    }

    private static boolean isOnlyForTheKnown(AuthenticationExecutionModel execution) {
        return KNOWN_PERSON.equals(execution.getAuthenticator()) && execution.isRequired();
    }
}
