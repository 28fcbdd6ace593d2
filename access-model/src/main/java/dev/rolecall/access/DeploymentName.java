package dev.rolecall.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as a request names it, in the notation of {@link Reference}: {@code prod-eu} is the deployment of that
 * name in every customer, {@code acme/prod-eu} the one of {@code acme}.
 *
 * @param customer the alias of the customer, or null for every customer
 */
public record DeploymentName(@Nullable String customer, String name) implements Comparable<DeploymentName> {
    /** The longest text that is read, in characters: Keycloak drops parameters of more than 2,000 without a word. */
    public static final int MAX_LENGTH = 1024;

    /** @throws InvalidReferenceException if the text is no deployment; its message says why */
    public static DeploymentName parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidReferenceException("a deployment has at most " + MAX_LENGTH + " characters");
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new DeploymentName(null, Reference.decode("deployment", text));
        }
        String customer = Reference.decode("customer", text.substring(0, slash));
        if (customer.equals(AccessObject.SYSTEM_ALIAS)) {
            throw new InvalidReferenceException("the system has no deployments");
        }
        return new DeploymentName(customer, Reference.decode("deployment", text.substring(slash + 1)));
    }

    /** The deployment that both name, if there is one. */
    Optional<DeploymentName> and(DeploymentName other) {
        boolean same = name.equals(other.name)
                && (customer == null || other.customer == null || customer.equals(other.customer));
        return same ? Optional.of(customer == null ? other : this) : Optional.empty();
    }

    @Override
    public int compareTo(DeploymentName other) {
        return toString().compareTo(other.toString());
    }

    /** The canonical form: {@code parse(toString())} is this deployment again. */
    @Override
    public String toString() {
        String encoded = Reference.encode(name);
        return customer == null ? encoded : Reference.encode(customer) + "/" + encoded;
    }
}
