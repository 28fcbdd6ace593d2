package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.InvalidReferenceException;
import dev.rolecall.access.Reference;
import dev.rolecall.access.Wanted;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What rules give, made ready for the access model. */
final class Wishes {
    private Wishes() {}

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
            return Stream.empty(); // of names longer than a reference: the batch says what is wrong with it
        }
    }

    static List<String> each(@Nullable List<String> texts) {
        return texts == null ? List.of() : texts;
    }
}
