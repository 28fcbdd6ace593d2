package dev.rolecall.directory.upkeep;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.AdoptionStep;
import dev.rolecall.access.Upkeep;
import dev.rolecall.directory.upkeep.AdoptionRepresentation.Remaining;
import dev.rolecall.sync.gate.AuditTrail;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.RealmJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * One call of adoption: what a realm has once in one transaction, then as many organizations and clients as there is
 * time for, some in each transaction. After a crash the next call does what is not done.
 */
final class AdoptionRun {
    /** In one transaction: a customer with ten deployments lacks 33 groups. */
    private static final int AT_ONCE = 50;

    /** Organizations, and clients, in one call and in its answer. */
    static final int MOST = 1_000;

    private static final Duration TIME = Duration.ofSeconds(60);

    private final KeycloakSessionFactory factory;
    private final Caller caller;
    private final AdoptionOrder order;
    private final List<AdoptionStep> steps = new ArrayList<>();
    private final long start = System.nanoTime();

    AdoptionRun(KeycloakSessionFactory factory, Caller caller, AdoptionOrder order) {
        this.factory = factory;
        this.caller = caller;
        this.order = order;
    }

    AdoptionRepresentation run() {
        part(upkeep -> upkeep.adoptRealm(order.dryRun(), order.acceptExistingGroups()));
        long organizations =
                many(Upkeep::organizationsToAdopt, (upkeep, ids) -> upkeep.adoptOrganizations(ids, order.dryRun()));
        long clients = order.allClients()
                ? many(Upkeep::clientsToAdopt, (upkeep, ids) -> upkeep.adoptClients(ids, order.dryRun()))
                : 0;
        return AdoptionRepresentation.of(order.dryRun(), new Remaining(organizations, clients), steps);
    }

    /** @return how many are left */
    private long many(
            Function<Upkeep, List<String>> incomplete, BiFunction<Upkeep, List<String>, List<AdoptionStep>> complete) {
        List<String> ids =
                RealmJob.in(factory, caller.realmId(), (session, realm) -> incomplete.apply(upkeep(session, realm)));
        int most = Math.min(ids.size(), MOST);
        int done = 0;
        // some in any case, however long it took until here: a call that is repeated must come to an end
        while (done < most && (done == 0 || !isTimeOver())) {
            List<String> some = ids.subList(done, Math.min(done + AT_ONCE, most));
            part(upkeep -> complete.apply(upkeep, some));
            done += some.size();
        }
        return order.dryRun() ? ids.size() : ids.size() - done;
    }

    private void part(Function<Upkeep, List<AdoptionStep>> work) {
        steps.addAll(RepeatableJob.in(factory, caller.realmId(), (session, realm) -> {
            List<AdoptionStep> done = work.apply(upkeep(session, realm));
            long changes =
                    done.stream().filter(AdoptionRepresentation::isChange).count();
            if (changes > 0 && !order.dryRun()) {
                new AuditTrail(session, realm, caller)
                        .write(
                                OperationType.ACTION,
                                "ROLECALL_ADOPTION",
                                Map.of("changes", Long.toString(changes)),
                                "rolecall",
                                "adopt");
            }
            return done;
        }));
    }

    private boolean isTimeOver() {
        return System.nanoTime() - start > TIME.toNanos();
    }

    private static Upkeep upkeep(KeycloakSession session, RealmModel realm) {
        return AccessProvider.of(session).upkeep(realm);
    }
}
