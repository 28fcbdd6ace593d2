package dev.rolecall.claims;

import dev.rolecall.access.DeploymentName;
import dev.rolecall.access.InvalidReferenceException;
import dev.rolecall.access.Narrowing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request parameter {@value #NAME}: {@code prod-eu} or {@code acme/prod-eu}. One that cannot be read narrows to
 * nothing wherever it is not refused: it is never ignored.
 */
final class DeploymentParameter {
    static final String NAME = "deployment";

    private DeploymentParameter() {}

    /** @param values as sent; null or empty where the parameter was not */
    static Narrowing narrowing(@Nullable List<String> values) {
        if (values == null || values.isEmpty()) {
            return Narrowing.NONE;
        }
        try {
            return problem(values).isPresent()
                    ? Narrowing.TO_NOTHING
                    : Narrowing.toDeployment(DeploymentName.parse(values.get(0)));
        } catch (InvalidReferenceException e) {
            return Narrowing.TO_NOTHING;
        }
    }

    /** Why the parameter cannot be read, for the developer of the application; repeats nothing of it. */
    static Optional<String> problem(@Nullable List<String> values) {
        if (values == null || values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            return Optional.of("Parameter deployment: sent more than once");
        }
        try {
            DeploymentName.parse(values.get(0));
            return Optional.empty();
        } catch (InvalidReferenceException e) {
            return Optional.of("Parameter deployment: " + e.getMessage());
        }
    }
}
