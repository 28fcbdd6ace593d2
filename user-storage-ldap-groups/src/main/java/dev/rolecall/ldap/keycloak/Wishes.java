package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.InvalidReferenceException;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Reference;
import dev.rolecall.access.Wanted;
import dev.rolecall.ldap.Target;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rules give a person, in the words of the access model.
 *
 * @param wanted     references as they stand in rules; nothing of it is looked up
 * @param plainRoles roles of the realm and of clients, which the access model knows nothing of
 */
record Wishes(Wanted wanted, Set<Target> plainRoles) {
    Wishes {
        plainRoles = Set.copyOf(plainRoles);
    }

    static Wishes of(Collection<Target> targets, PermissionCatalog catalog) {
        Set<String> customers = new LinkedHashSet<>();
        Set<String> roles = new LinkedHashSet<>();
        Set<String> permissions = new LinkedHashSet<>();
        Set<Target> plain = new LinkedHashSet<>();
        for (Target target : targets) {
            if (target instanceof Target.Association association) {
                customers.add(association.customer());
            } else if (target instanceof Target.Grant grant) {
                (grant.isPermission(catalog) ? permissions : roles)
                        .add(grant.reference().toString());
            } else {
                plain.add(target);
            }
        }
        return new Wishes(new Wanted(List.copyOf(customers), List.copyOf(roles), List.copyOf(permissions)), plain);
    }

    /**
     * The same with the association each grant needs. So the directory's own note stands beside that of whoever associated
     * the person before, and the association outlives whichever of the two ends first.
     */
    static Wanted associating(Wanted wanted) {
        Set<String> customers = new LinkedHashSet<>(each(wanted.customers()));
        Stream.concat(each(wanted.roles()).stream(), each(wanted.permissions()).stream())
                .flatMap(Wishes::organization)
                .forEach(customers::add);
        return new Wanted(List.copyOf(customers), wanted.roles(), wanted.permissions());
    }

    private static Stream<String> organization(String reference) {
        try {
            return Stream.of(Reference.parse(reference).object().organization());
        } catch (InvalidReferenceException e) {
            return Stream.empty(); // a rule of long names: the batch says what is wrong with it
        }
    }

    private static List<String> each(@Nullable List<String> texts) {
        return texts == null ? List.of() : texts;
    }
}
