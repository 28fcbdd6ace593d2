package dev.rolecall.access;

import dev.rolecall.access.Hindrance.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a person has a permission on an object, or what is nearest to it. Agrees with {@link AccessDocument#permits}: it
 * holds exactly if there is a way.
 *
 * @param ways       each of them is enough by itself
 * @param nearMisses empty if it holds; the nearest first
 */
public record Explanation(List<Way> ways, List<NearMiss> nearMisses) {
    static final int MOST_NEAR_MISSES = 100;

    /**
     * One chain from an origin to the permission.
     *
     * @param role  the role type or the custom role that holds it; null for a permission that was granted directly
     * @param grant of that role or permission, on the object or above it
     */
    public record Way(String permission, @Nullable String role, Reference grant, Note note) {}

    /** @param grant null where the nearest thing is no grant */
    public record NearMiss(@Nullable Reference grant, Hindrance hindrance) {}

    public Explanation {
        ways = List.copyOf(ways);
        nearMisses = List.copyOf(nearMisses);
    }

    public boolean holds() {
        return !ways.isEmpty();
    }

    public static Explanation of(
            Holdings holdings, Permission permission, AccessObject object, PermissionCatalog catalog, Instant now) {
        List<Way> ways = holdings.inForce(now).stream()
                .filter(holding -> reaches(holding, object) && catalog.gives(holding.grant(), permission))
                .flatMap(holding ->
                        holding.notes().inForce(now).stream().map(note -> way(permission, holding.grant(), note)))
                .sorted(Comparator.comparing((Way way) -> way.grant().scope())
                        .thenComparing(way -> way.grant().toString()))
                .toList();
        return ways.isEmpty()
                ? new Explanation(ways, nearMisses(holdings, permission, object, catalog, now))
                : new Explanation(ways, List.of());
    }

    private static Way way(Permission permission, Grant grant, Note note) {
        return new Way(
                permission.name(), grant.direct() ? null : grant.reference().name(), grant.reference(), note);
    }

    private static boolean reaches(Holding holding, AccessObject object) {
        return holding.grant().reference().object().reaches(object);
    }

    private static List<NearMiss> nearMisses(
            Holdings holdings, Permission permission, AccessObject object, PermissionCatalog catalog, Instant now) {
        List<NearMiss> misses = new ArrayList<>();
        for (Holding holding : holdings.grants()) {
            miss(holdings, holding, permission, object, catalog, now)
                    .ifPresent(
                            hindrance -> misses.add(new NearMiss(holding.grant().reference(), hindrance)));
        }
        withoutAssociation(holdings, object).ifPresent(hindrance -> misses.add(new NearMiss(null, hindrance)));
        return misses.stream()
                .sorted(Comparator.comparing((NearMiss miss) -> miss.hindrance().code())
                        .thenComparing(miss -> String.valueOf(miss.grant())))
                .limit(MOST_NEAR_MISSES)
                .toList();
    }

    private static Optional<Hindrance> miss(
            Holdings holdings,
            Holding holding,
            Permission permission,
            AccessObject object,
            PermissionCatalog catalog,
            Instant now) {
        boolean gives = catalog.gives(holding.grant(), permission);
        boolean inForce = holdings.enabled() && holding.isInForce(now);
        if (reaches(holding, object)) {
            return gives
                    ? Optional.of(hindrances(holdings, holding, now))
                    : Optional.of(holding)
                            .filter(h -> inForce)
                            .flatMap(h -> MissingPermission.in(h.grant(), permission, catalog));
        }
        boolean sameOrganization =
                holding.grant().reference().object().organization().equals(object.organization());
        return inForce && gives && sameOrganization
                ? Optional.of(elsewhere(holding.grant().reference(), object))
                : Optional.empty();
    }

    /** All that stands in its way, told together; the first of them gives the code. */
    private static Hindrance hindrances(Holdings holdings, Holding holding, Instant now) {
        List<Hindrance> all = new ArrayList<>(holding.hindrances(now));
        if (!holdings.enabled()) {
            all.add(0, Hindrance.PERSON_DISABLED);
        }
        String reasons = all.stream().map(Hindrance::reason).collect(Collectors.joining("; "));
        return new Hindrance(all.get(0).code(), reasons);
    }

    private static Hindrance elsewhere(Reference held, AccessObject object) {
        return new Hindrance(Code.OTHER_OBJECT, "has " + held + ", not on " + object.path());
    }

    private static Optional<Hindrance> withoutAssociation(Holdings holdings, AccessObject object) {
        String organization = object.organization();
        if (holdings.isMemberOf(organization)) {
            return Optional.empty();
        }
        @Nullable Instant ended = holdings.ended().get(organization);
        return Optional.of(
                ended == null
                        ? Hindrance.notAssociated(organization)
                        : Hindrance.associationEnded(organization, ended));
    }
}
