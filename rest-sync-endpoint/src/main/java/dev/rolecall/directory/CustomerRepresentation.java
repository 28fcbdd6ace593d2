package dev.rolecall.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.OrganizationModel;

/**
 * A customer as JSON.
 *
 * @param deployments the names of those the caller sees, a page of them at most; left out in lists
 */
record CustomerRepresentation(
        String alias,
        String name,
        boolean enabled,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> deployments) {
    CustomerRepresentation {
        deployments = deployments == null ? null : List.copyOf(deployments);
    }

    static CustomerRepresentation of(OrganizationModel organization, @Nullable List<String> deployments) {
        return new CustomerRepresentation(
                organization.getAlias(), organization.getName(), organization.isEnabled(), deployments);
    }
}
