package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.DirectoryFailure;
import dev.rolecall.ldap.DirectoryPerson;
import dev.rolecall.ldap.directory.GroupSnapshot;
import dev.rolecall.ldap.directory.MissingGroups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageUnavailableException;

/**
 * Everybody at once. Groups are read whole, and people's entries page by page, before anything changes; then nobody costs
 * a search. Whoever only gains gets it at once; who would lose something waits until all are counted, and keeps it if that
 * is more people than the limit lets lose. People the directory has no entry of are left as they are: Keycloak's own sync
 * deals with them. People it has an entry of, and Keycloak no account, get theirs with the account.
 */
final class LdapGroupSync {
    private static final Logger LOG = Logger.getLogger(LdapGroupSync.class);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final LdapGroupMapper mapper;
    private final ComponentModel model;
    private final LdapGroupSettings settings;
    private final SyncOrder order;
    private final NewCustomers customers;
    private final SyncReport report = new SyncReport();

    LdapGroupSync(
            KeycloakSession session, RealmModel realm, LdapGroupMapper mapper, ComponentModel model, SyncOrder order) {
        this.session = session;
        this.realm = realm;
        this.mapper = mapper;
        this.model = model;
        this.settings = mapper.settings();
        this.order = order;
        this.customers = order.isDry()
                ? NewCustomers.foreseen()
                : NewCustomers.by(new CustomerMaker(session, realm, mapper.id()), NewCustomers.MOST_BY_A_SYNC);
    }

    SyncReport run() {
        if (!AccessProvider.isEnabled(realm) || !realm.isOrganizationsEnabled()) {
            report.problem("the realm has not opted in");
            return report;
        }
        try {
            sync(answers());
        } catch (DirectoryException | ModelException | StorageUnavailableException e) {
            LdapMetrics.OF_SERVER.failed(
                    e instanceof DirectoryException known ? known.failure() : DirectoryFailure.of(e));
            report.unanswered = true;
            report.failed++;
            report.problem("the directory gave no whole answer, nothing changed: " + e.getMessage());
        }
        boolean leavesDecisionOpen = order.isApproval() && report.unanswered;
        if (!order.isDry() && !leavesDecisionOpen) {
            inTransaction(own -> {
                LdapPeople.of(own.session())
                        .report(mapper.id(), report, Instant.ofEpochMilli(Time.currentTimeMillis()));
                return report;
            });
        }
        if (!order.isDry()) {
            LdapMetrics.OF_SERVER.synced(report.state());
        }
        LOG.infof(
                "Mapper %s%s: %s",
                mapper.id(), order.isDry() ? ", dry run" : "", report.result().getStatus());
        return report;
    }

    private void sync(Map<String, DirectoryPerson> answers) {
        List<String> losers = new ArrayList<>();
        Map<String, DirectoryPerson> strangers = new HashMap<>(answers);
        int holding = 0;
        String after = "";
        Map<String, String> batch;
        do {
            String from = after;
            batch = inTransaction(own -> LdapPeople.of(own.session())
                    .ofProvider(realm.getId(), model.getParentId(), from, settings.batchSize()));
            Map<String, DirectoryPerson> asked = new LinkedHashMap<>();
            for (Map.Entry<String, String> person : batch.entrySet()) {
                after = person.getKey();
                strangers.remove(person.getValue());
                DirectoryPerson answer = answers.get(person.getValue());
                if (answer == null) {
                    report.unknown++;
                } else {
                    asked.put(person.getKey(), answer);
                }
            }
            report.people += asked.size();
            holding += write(asked, losers);
        } while (!batch.isEmpty());
        takeFrom(losers, holding, answers);
        if (!order.isDry()) {
            mapper.arrivals().expect(strangers);
        }
        report.customersCreated = customers.created();
        new MissingReferences(session, realm).of(settings).forEach(report::problem);
    }

    private void takeFrom(List<String> losers, int holding, Map<String, DirectoryPerson> answers) {
        List<String> taken = order.taken(losers, holding, new RevokeGuard(settings.revokeLimitPercent()));
        if (taken.size() < losers.size()) {
            Set<String> held = new LinkedHashSet<>(losers);
            held.removeAll(new HashSet<>(taken));
            report.holdBack(List.copyOf(held));
            LOG.warnf(
                    "Mapper %s: %d of %d people would lose something, more than %d percent. Nothing is taken from them",
                    mapper.id(), held.size(), holding, settings.revokeLimitPercent());
        }
        for (int i = 0; i < taken.size(); i += settings.batchSize()) {
            List<String> some = taken.subList(i, Math.min(taken.size(), i + settings.batchSize()));
            Map<String, String> entries =
                    inTransaction(own -> LdapPeople.of(own.session()).entriesOf(some));
            Map<String, DirectoryPerson> asked = new LinkedHashMap<>();
            entries.forEach((user, entry) -> {
                DirectoryPerson answer = answers.get(entry);
                if (answer != null) {
                    asked.put(user, answer);
                }
            });
            write(asked, null);
        }
    }

    /**
     * @param losers gets who would lose something, and they are left out; null takes from them too
     * @return how many of them groups had given something
     */
    private int write(Map<String, DirectoryPerson> asked, @Nullable List<String> losers) {
        if (asked.isEmpty()) {
            return 0;
        }
        try {
            return add(inTransaction(own -> write(own, asked, losers)), losers);
        } catch (RuntimeException e) { // one person must not cost all the others theirs: each alone, locked
            LOG.debugf(e, "Mapper %s: people are brought up to date one by one", mapper.id());
        }
        int holding = 0;
        for (Map.Entry<String, DirectoryPerson> person : asked.entrySet()) {
            try {
                holding += add(
                        inTransaction(own -> {
                            LdapPeople.of(own.session()).hold(person.getKey());
                            return write(own, Map.of(person.getKey(), person.getValue()), losers);
                        }),
                        losers);
            } catch (RuntimeException e) { // whatever the database refuses: the next sync or login tries again
                report.failed++;
                LOG.warnf(e, "Mapper %s: one person could not be brought up to date", mapper.id());
            }
        }
        return holding;
    }

    private int add(Written written, @Nullable List<String> losers) {
        report.gaining += written.gaining();
        report.losing += written.losing();
        written.problems().forEach(report::problem);
        if (losers != null) {
            losers.addAll(written.losers());
        }
        return written.holding();
    }

    private Written write(Own own, Map<String, DirectoryPerson> asked, @Nullable List<String> losers) {
        Reconciliation reconciliation =
                new Reconciliation(own.session(), own.realm(), mapper.id(), settings, customers);
        Map<String, Reconciliation.Planned> plans = reconciliation.plan(asked);
        List<String> waiting = new ArrayList<>();
        int holding = 0;
        Map<String, Reconciliation.Planned> now = new LinkedHashMap<>();
        for (Map.Entry<String, Reconciliation.Planned> person : plans.entrySet()) {
            holding += person.getValue().held() ? 1 : 0;
            if (losers != null && person.getValue().takes()) {
                waiting.add(person.getKey());
            } else {
                now.put(person.getKey(), person.getValue());
            }
        }
        Collection<Reconciliation.Outcome> outcomes =
                (order.isDry() ? reconciliation.foreseeAll(now) : reconciliation.applyAll(now)).values();
        return new Written(
                holding,
                (int) outcomes.stream().filter(outcome -> outcome.gained() > 0).count(),
                (int) outcomes.stream().filter(outcome -> outcome.lost() > 0).count(),
                waiting,
                outcomes.stream()
                        .flatMap(outcome -> outcome.problems().stream())
                        .distinct()
                        .toList());
    }

    private record Written(int holding, int gaining, int losing, List<String> losers, List<String> problems) {}

    /** What the directory says of everybody, by the id of the entry. */
    private Map<String, DirectoryPerson> answers() {
        DirectoryOfPeople directory = new DirectoryOfPeople(realm, mapper);
        GroupSnapshot groups = directory.groups();
        MissingGroups.of(settings.rules(), groups).forEach(missing -> report.missingGroup(missing.group()));
        Map<String, DirectoryPerson> answers = new HashMap<>();
        directory.each(groups, (entry, person) -> answers.put(entry.getUuid(), person));
        return answers;
    }

    private record Own(KeycloakSession session, RealmModel realm) {}

    private <T> T inTransaction(Function<Own, T> work) {
        OwnSession<T> inIt = (own, same) -> work.apply(new Own(own, same));
        return order.isDry()
                ? OwnSession.reading(session.getKeycloakSessionFactory(), realm.getId(), inIt)
                : OwnSession.in(session.getKeycloakSessionFactory(), realm.getId(), inIt);
    }
}
