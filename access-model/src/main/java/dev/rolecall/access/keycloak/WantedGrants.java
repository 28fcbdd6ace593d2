package dev.rolecall.access.keycloak;

import dev.rolecall.access.Ceiling;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GrantError.Code;
import dev.rolecall.access.InvalidReferenceException;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Reference;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import dev.rolecall.access.Wanted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what a source wrote into customers and grants that exist and that it may give; says why where it cannot. */
final class WantedGrants {
    private final Function<String, Optional<OrganizationTree>> organizations;
    private final PermissionCatalog catalog;
    private final Ceiling ceiling;

    WantedGrants(
            Function<String, Optional<OrganizationTree>> organizations, PermissionCatalog catalog, Ceiling ceiling) {
        this.organizations = organizations;
        this.catalog = catalog;
        this.ceiling = ceiling;
    }

    /** Aliases of what wishes are about, as far as they can be read. */
    static Stream<String> organizations(Wanted wanted) {
        return Stream.concat(
                each(wanted.customers()),
                Stream.concat(each(wanted.roles()), each(wanted.permissions())).flatMap(WantedGrants::organization));
    }

    private static Stream<String> organization(String reference) {
        try {
            return Stream.of(Reference.parse(reference).object().organization());
        } catch (InvalidReferenceException e) {
            return Stream.empty(); // what is wrong with it is said when it is planned
        }
    }

    private static Stream<String> each(@Nullable List<String> texts) {
        return texts == null ? Stream.empty() : texts.stream();
    }

    /** Alias -> customer, in the order given. */
    Map<String, OrganizationTree> customers(List<String> aliases, JpaGrantPlan plan) {
        Map<String, OrganizationTree> found = new LinkedHashMap<>();
        for (String alias : aliases) {
            if (!ceiling.reaches(alias)) {
                plan.refuse("customers", Code.ABOVE_CEILING, "this source gives nothing on " + quoted(alias));
                continue;
            }
            organizations
                    .apply(alias)
                    .ifPresentOrElse(
                            tree -> found.put(alias, tree),
                            () -> plan.refuse(
                                    "customers", Code.UNKNOWN_CUSTOMER, "there is no customer " + quoted(alias)));
        }
        return found;
    }

    /** Grant -> the customer it is on, in the order given. */
    Map<Grant, OrganizationTree> grants(String field, List<String> references, boolean direct, JpaGrantPlan plan) {
        Map<Grant, OrganizationTree> found = new LinkedHashMap<>();
        for (String text : references) {
            Reference reference = parse(field, text, plan);
            if (reference != null && isGivable(field, reference, direct, plan)) {
                organization(field, reference, plan).ifPresent(tree -> found.put(new Grant(reference, direct), tree));
            }
        }
        return found;
    }

    private static @Nullable Reference parse(String field, String text, JpaGrantPlan plan) {
        try {
            return Reference.parse(text);
        } catch (InvalidReferenceException e) {
            plan.refuse(field, Code.INVALID_VALUE, quoted(text) + ": " + e.getMessage());
            return null;
        }
    }

    private Optional<OrganizationTree> organization(String field, Reference reference, JpaGrantPlan plan) {
        String alias = reference.object().organization();
        Optional<OrganizationTree> tree = organizations.apply(alias);
        if (tree.isEmpty()) {
            plan.refuse(field, Code.UNKNOWN_CUSTOMER, reference + ": there is no customer " + quoted(alias));
        } else if (tree.get().groupOf(reference.object()).isEmpty()) {
            plan.refuse(field, Code.UNKNOWN_DEPLOYMENT, reference + ": the customer has no such deployment");
            return Optional.empty();
        }
        return tree;
    }

    /** Whether the name is a permission's; a name is never a role's too. */
    boolean isPermission(Reference reference) {
        return reference.type().isEmpty() && permission(reference).isPresent();
    }

    /** Nothing for a grant that stands for nothing (any more). */
    Optional<RoleType> typeOf(Grant grant) {
        return definition(grant).map(Definition::type);
    }

    /** Also for a grant that stands for nothing (any more): it gives nothing. */
    boolean isWithinCeiling(Grant grant) {
        Reference reference = grant.reference();
        return definition(grant)
                .map(definition ->
                        ceiling.allows(definition.type(), reference.object().organization()))
                .orElse(true);
    }

    private boolean isGivable(String field, Reference reference, boolean direct, JpaGrantPlan plan) {
        Optional<Definition> definition = definition(new Grant(reference, direct));
        if (definition.isEmpty()) {
            plan.refuse(
                    field,
                    direct ? Code.UNKNOWN_PERMISSION : Code.UNKNOWN_ROLE,
                    reference + ": there is no such " + (direct ? "permission" : "role"));
            return false;
        }
        if (!ceiling.allows(definition.get().type(), reference.object().organization())) {
            plan.refuse(field, Code.ABOVE_CEILING, reference + ": " + ceilingText());
            return false;
        }
        if (direct && !reference.scope().includes(definition.get().scope())) {
            plan.refuse(
                    field,
                    Code.INVALID_VALUE,
                    reference + ": a permission of scope " + definition.get().scope() + " is not held there");
            return false;
        }
        if (reference.type().filter(type -> !type.existsOn(reference.scope())).isPresent()) {
            plan.refuse(field, Code.UNKNOWN_ROLE, reference + ": SUPER exists on the system only");
            return false;
        }
        return true;
    }

    private Optional<Definition> definition(Grant grant) {
        return grant.direct() ? permission(grant.reference()) : role(grant.reference());
    }

    private Optional<Definition> permission(Reference reference) {
        return catalog.permission(reference.name()).map(p -> new Definition(p.type(), p.scope()));
    }

    private Optional<Definition> role(Reference reference) {
        return reference
                .type()
                .map(type -> new Definition(type, reference.scope()))
                .or(() -> catalog.customRole(reference.name()).map(r -> new Definition(r.type(), r.scope())));
    }

    private String ceilingText() {
        return "this source gives at most " + ceiling.type() + (ceiling.system() ? "" : ", and nothing on the system")
                + (ceiling.customers() == null ? "" : ", and that on certain customers only");
    }

    static String quoted(String text) {
        return "'" + (text.length() > 100 ? text.substring(0, 100) + "…" : text) + "'";
    }

    private record Definition(RoleType type, RoleScope scope) {}
}
