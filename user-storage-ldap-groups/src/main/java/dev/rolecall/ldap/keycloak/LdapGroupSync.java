package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.CauseTrail;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.common.util.Time;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageUnavailableException;

/**
 * Everybody at once. Groups are read whole, and people's entries page by page, before anything changes; then nobody costs
 * a search but who is not listed and would lose something. Whoever only gains gets it at once; who would lose something
 * waits until all are counted, and keeps it if that is more people than the limit lets lose. Whoever the directory has no
 * entry of is in no group. People it has an entry of, and Keycloak no account, get theirs once they have one.
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
    private final MultivaluedHashMap<String, String> config;
    private final List<String> whereAndWhom;
    /** Of whom the directory has no entry. */
    private final Answered whole;
    /** Of whom it lists. */
    private final Answered answered;

    private final Set<String> gone = new HashSet<>();
    private boolean doubts;
    private final SyncReport report = new SyncReport();

    LdapGroupSync(
            KeycloakSession session, RealmModel realm, LdapGroupMapper mapper, ComponentModel model, SyncOrder order) {
        this(session, realm, mapper, model, order, answeredNow(mapper.settings()));
    }

    /** @param answered what it gives was said then */
    LdapGroupSync(
            KeycloakSession session,
            RealmModel realm,
            LdapGroupMapper mapper,
            ComponentModel model,
            SyncOrder order,
            Answered answered) {
        this.session = session;
        this.realm = realm;
        this.mapper = mapper;
        this.model = model;
        this.settings = mapper.settings();
        this.whole = Answered.at(now());
        this.answered = answered;
        this.config = new MultivaluedHashMap<>(model.getConfig());
        this.whereAndWhom = Optional.ofNullable(realm.getComponent(model.getParentId()))
                .map(LdapProviders::whereAndWhom)
                .orElse(List.of());
        this.order = order;
        this.customers = order.isDry()
                ? NewCustomers.foreseen()
                : NewCustomers.by(new CustomerMaker(session, realm, mapper.id()), NewCustomers.MOST_BY_A_SYNC);
    }

    private static Answered answeredNow(LdapGroupSettings settings) {
        Answered whole = Answered.at(now());
        return settings.groups().nesting().isToldByMembers() ? whole : whole.inPart();
    }

    SyncReport run() {
        if (!answered.namesEveryGroup()) {
            report.problem("this nesting tells a person's groups at a login only: the sync took nothing from members");
        }
        if (!AccessProvider.isEnabled(realm) || !realm.isOrganizationsEnabled()) {
            report.problem("the realm has not opted in");
            return report;
        }
        asked().ifPresent(this::syncUntilTheEnd);
        boolean leavesDecisionOpen = order.isApproval() && report.state() == ReportState.FAILED;
        if (!order.isDry() && !leavesDecisionOpen) {
            inTransaction((own, there) -> {
                LdapPeople.of(own).report(mapper.id(), report, now());
                return report;
            });
        }
        if (!order.isDry()) {
            LdapMetrics.OF_SERVER.synced(report.state());
        }
        LOG.infof( // not the problems: they repeat what the directory calls its groups, and the report has them
                "Mapper %s%s: %s %s%s",
                mapper.id(), order.isDry() ? ", dry run" : "", report.state(), report.counts(), report.why());
        return report;
    }

    /** What the directory says of everybody, by the id of the entry; nothing without a whole answer. */
    private Optional<Map<String, DirectoryPerson>> asked() {
        try {
            return Optional.of(answers());
        } catch (DirectoryException | ModelException | StorageUnavailableException e) {
            LdapMetrics.OF_SERVER.failed(
                    e instanceof DirectoryException known ? known.failure() : DirectoryFailure.of(e));
            report.unanswered("the directory gave no whole answer, nothing changed: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void syncUntilTheEnd(Map<String, DirectoryPerson> answers) {
        try {
            sync(answers);
        } catch (SyncStoppedException e) {
            report.stopped(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // whatever the database refuses: the report says that this was not the end
            LOG.warnf("Mapper %s: its sync could not go on: %s", mapper.id(), CauseTrail.of(e));
            report.stopped("the database refused something in the midst of the sync");
        }
    }

    private void sync(Map<String, DirectoryPerson> answers) {
        List<String> losers = new ArrayList<>();
        Map<String, DirectoryPerson> strangers = new HashMap<>(answers);
        int holding = 0;
        String after = "";
        Map<String, String> batch;
        do {
            String from = after;
            batch = inTransaction((own, there) ->
                    LdapPeople.of(own).ofProvider(there.getId(), model.getParentId(), from, settings.batchSize()));
            Map<String, DirectoryPerson> asked = new LinkedHashMap<>();
            Map<String, String> unlisted = new LinkedHashMap<>();
            for (Map.Entry<String, String> person : batch.entrySet()) {
                after = person.getKey();
                strangers.remove(person.getValue());
                DirectoryPerson answer = answers.get(person.getValue());
                if (answer == null) {
                    unlisted.put(person.getKey(), person.getValue());
                } else {
                    asked.put(person.getKey(), answer);
                }
            }
            report.people += asked.size();
            holding += write(asked, answered, losers);
            holding += unlisted(unlisted, losers);
        } while (!batch.isEmpty());
        takeFrom(losers, holding, answers);
        if (!order.isDry()) {
            mapper.arrivals().expect(strangers, answered);
        }
        report.customersCreated = customers.created();
        new MissingReferences(session, realm).of(settings).forEach(report::problem);
    }

    /** Of people who were just imported. Who logged in meanwhile was asked about since. */
    void giveNew(Map<String, DirectoryPerson> answers) {
        if (answers.isEmpty()) {
            return;
        }
        try {
            Map<String, DirectoryPerson> unasked = new HashMap<>(answers);
            unasked.keySet()
                    .removeAll(inTransaction((own, there) -> LdapPeople.of(own)
                            .known(answers.keySet(), mapper.id())
                            .keySet()));
            write(unasked, answered, new ArrayList<>());
        } catch (RuntimeException e) { // an import that is committed must not fail any more
            LOG.warnf("Mapper %s: people were imported without what groups give: %s", mapper.id(), CauseTrail.of(e));
        }
    }

    /**
     * People whom the directory did not list, as also an answer that was cut short does not. Of whom that would take
     * something the directory is asked once more, each by the id of the entry.
     *
     * @param people ids of entries by user id
     * @return how many of them groups had given something
     */
    private int unlisted(Map<String, String> people, List<String> losers) {
        report.unknown += people.size();
        if (people.isEmpty()) {
            return 0;
        }
        Map<String, DirectoryPerson> nobody = new LinkedHashMap<>();
        people.keySet().forEach(user -> nobody.put(user, DirectoryPerson.NOBODY));
        Written foreseen = inTransaction((own, there) -> foresee(own, there, nobody));
        foreseen.losers().stream()
                .filter(user -> isGone(Objects.requireNonNull(people.get(user))))
                .forEach(user -> {
                    gone.add(user);
                    losers.add(user);
                });
        return foreseen.holding();
    }

    private Written foresee(KeycloakSession own, RealmModel there, Map<String, DirectoryPerson> people) {
        requireSameSettings(there);
        Collection<Map.Entry<String, Reconciliation.Planned>> plans = new Reconciliation(
                        own, there, mapper.id(), settings, customers, whole)
                .plan(people)
                .entrySet();
        return new Written(
                (int) plans.stream().filter(person -> person.getValue().held()).count(),
                0,
                0,
                plans.stream()
                        .filter(person -> person.getValue().takes())
                        .map(Map.Entry::getKey)
                        .toList(),
                List.of());
    }

    /** Where the directory does not say it once, it is not asked again by this sync. */
    private boolean isGone(String entry) {
        if (doubts) {
            return false;
        }
        try {
            return !mapper.isThere(entry);
        } catch (DirectoryException | ModelException | StorageUnavailableException e) {
            doubts = true;
            LdapMetrics.OF_SERVER.failed(
                    e instanceof DirectoryException known ? known.failure() : DirectoryFailure.of(e));
            report.problem(
                    "the directory did not say whether it has the entries of those it did not list: " + e.getMessage());
            return false;
        }
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
                    inTransaction((own, there) -> LdapPeople.of(own).entriesOf(some));
            Map<String, DirectoryPerson> asked = new LinkedHashMap<>();
            entries.forEach((user, entry) -> {
                DirectoryPerson answer = answers.get(entry);
                if (answer != null) {
                    asked.put(user, answer);
                }
            });
            write(asked, answered, null);
            Map<String, DirectoryPerson> nobody = new LinkedHashMap<>();
            some.stream().filter(gone::contains).forEach(user -> nobody.put(user, DirectoryPerson.NOBODY));
            write(nobody, whole, null);
        }
    }

    /**
     * @param losers gets who would lose something, and they are left out; null takes from them too
     * @return how many of them groups had given something
     */
    private int write(Map<String, DirectoryPerson> asked, Answered how, @Nullable List<String> losers) {
        if (asked.isEmpty()) {
            return 0;
        }
        try {
            return add(inTransaction((own, there) -> write(own, there, asked, how, losers)), losers);
        } catch (SyncStoppedException e) {
            throw e;
        } catch (RuntimeException e) { // one person must not cost all the others theirs: each alone
            LOG.debugf("Mapper %s: people are brought up to date one by one: %s", mapper.id(), CauseTrail.of(e));
        }
        int holding = 0;
        for (Map.Entry<String, DirectoryPerson> person : asked.entrySet()) {
            Map<String, DirectoryPerson> alone = Map.of(person.getKey(), person.getValue());
            try {
                holding += add(inTransaction((own, there) -> write(own, there, alone, how, losers)), losers);
            } catch (SyncStoppedException e) {
                throw e;
            } catch (RuntimeException e) { // whatever the database refuses: the next sync or login tries again
                report.failed++;
                LOG.warnf("Mapper %s: one person could not be brought up to date: %s", mapper.id(), CauseTrail.of(e));
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

    private Written write(
            KeycloakSession own,
            RealmModel there,
            Map<String, DirectoryPerson> asked,
            Answered how,
            @Nullable List<String> losers) {
        requireSameSettings(there);
        Map<String, DirectoryPerson> present = new LinkedHashMap<>(asked);
        if (!order.isDry()) {
            present.keySet().retainAll(LdapPeople.of(own).hold(asked.keySet())); // others were removed meanwhile
        }
        Reconciliation reconciliation = new Reconciliation(own, there, mapper.id(), settings, customers, how);
        Map<String, Reconciliation.Planned> plans = reconciliation.plan(present);
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

    /** @throws SyncStoppedException if others were saved since the directory was asked, or the mapper is gone */
    private void requireSameSettings(RealmModel there) {
        ComponentModel saved = there.getComponent(model.getId());
        ComponentModel provider = there.getComponent(model.getParentId());
        if (saved == null
                || !config.equals(saved.getConfig())
                || provider == null
                || !LdapProviders.whereAndWhom(provider).equals(whereAndWhom)) {
            throw new SyncStoppedException("settings were changed in the midst of the sync");
        }
    }

    private Map<String, DirectoryPerson> answers() {
        DirectoryOfPeople directory = new DirectoryOfPeople(realm, mapper);
        GroupSnapshot groups = directory.groups();
        MissingGroups.of(settings.rules(), groups).forEach(missing -> report.missingGroup(missing.group()));
        Map<String, DirectoryPerson> answers = new HashMap<>();
        directory.each(groups, (entry, person) -> answers.put(entry.getUuid(), person));
        return answers;
    }

    private <T> T inTransaction(OwnSession<T> work) {
        return order.isDry()
                ? OwnSession.reading(session.getKeycloakSessionFactory(), realm.getId(), work)
                : OwnSession.in(session.getKeycloakSessionFactory(), realm.getId(), work);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
