package dev.rolecall.directory;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.GrantChange;
import dev.rolecall.access.ObjectName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer is to be. What is absent stays, or is the default of a new one.
 *
 * @param deployments names of those it is to have; others stay
 * @param unreadable  what is wrong with the body
 */
record CustomerRequest(
        @Nullable String name, @Nullable Boolean enabled, List<String> deployments, List<Fault> unreadable) {
    private static final String DEPLOYMENTS = "deployments";
    private static final String NAME = "name";

    CustomerRequest {
        deployments = List.copyOf(deployments);
        unreadable = List.copyOf(unreadable);
    }

    static CustomerRequest of(Members members) {
        String name = members.optionalText(NAME);
        Boolean enabled = members.optionalFlag("enabled");
        List<String> deployments = members.optionalTexts(DEPLOYMENTS, CustomerResource.MOST_DEPLOYMENTS);
        return new CustomerRequest(
                name,
                enabled,
                deployments == null
                        ? List.of()
                        : deployments.stream().distinct().toList(),
                members.faults());
    }

    List<Fault> faults(String alias) {
        List<Fault> faults = new ArrayList<>(unreadable);
        if (alias.equals(AccessObject.SYSTEM_ALIAS)) {
            faults.add(Fault.invalid(GrantChange.CUSTOMER, "The alias " + alias + " is reserved."));
        }
        if (name != null) {
            ObjectName.faultOfName(name).ifPresent(text -> faults.add(Fault.invalid(NAME, text)));
        }
        deployments.forEach(deployment -> ObjectName.faultOfDeployment(deployment)
                .ifPresent(text -> faults.add(Fault.invalid(DEPLOYMENTS, text))));
        return faults;
    }
}
