package dev.rolecall.access.keycloak;

import dev.rolecall.access.OrganizationState;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The system object stays as it is, and no other organization becomes one. */
final class SystemObjectRule {
    private final Map<String, OrganizationState> before;

    /** @param before by organization id */
    SystemObjectRule(Map<String, OrganizationState> before) {
        this.before = before;
    }

    void check(Map<String, OrganizationState> after) {
        before.forEach((id, organization) -> refuse(refusal(organization, after.get(id))));
    }

    private static Optional<String> refusal(OrganizationState before, @Nullable OrganizationState after) {
        return after == null ? before.refusalWhenRemoved() : after.refusalWhenChanged(before);
    }

    private static void refuse(Optional<String> reason) {
        reason.ifPresent(text -> {
            throw Refusal.because(text);
        });
    }
}
