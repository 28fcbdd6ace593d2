package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.DirectoryPerson;
import dev.rolecall.ldap.RuleSet;
import dev.rolecall.ldap.keycloak.DirectoryOfPeople.Listed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Holds what some people would get against what they hold, in a fixed number of queries. Somebody who never logged in holds
 * nothing; who is not imported holds what the saved rules give, for that is stored nowhere.
 */
final class PreviewOfPeople {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final MapperOfRealm mapper;
    private final LdapGroupSettings settings;
    private final Reconciliation reconciliation;

    PreviewOfPeople(KeycloakSession session, RealmModel realm, MapperOfRealm mapper, LdapGroupSettings settings) {
        this.session = session;
        this.realm = realm;
        this.mapper = mapper;
        this.settings = settings;
        this.reconciliation = new Reconciliation(session, realm, mapper.id(), settings);
    }

    List<PersonPreview> of(List<Listed> people) {
        Map<String, String> users = mapper.isImporting()
                ? LdapPeople.of(session)
                        .byEntry(
                                realm.getId(),
                                mapper.providerId(),
                                people.stream().map(Listed::entry).toList())
                : Map.of();
        Map<String, DirectoryPerson> stored = new LinkedHashMap<>();
        List<Listed> others = new ArrayList<>();
        for (Listed person : people) {
            String user = users.get(person.entry());
            if (user == null) {
                others.add(person);
            } else {
                stored.put(user, person.person());
            }
        }
        Map<String, PersonPreview> previews = new LinkedHashMap<>();
        Map<String, Reconciliation.Planned> planned = stored.isEmpty() ? Map.of() : reconciliation.plan(stored);
        for (Listed person : people) {
            String user = users.get(person.entry());
            if (user != null) {
                Reconciliation.Planned plan = Objects.requireNonNull(planned.get(user));
                previews.put(person.entry(), preview(person, user, plan, reconciliation.difference(user, plan)));
            }
        }
        previews.putAll(mapper.isImporting() ? newcomers(others) : unstored(others));
        return people.stream()
                .map(person -> Objects.requireNonNull(previews.get(person.entry())))
                .toList();
    }

    private Map<String, PersonPreview> newcomers(List<Listed> people) {
        Map<String, PersonPreview> previews = new LinkedHashMap<>();
        List<Reconciliation.Planned> plans = planned(reconciliation, people);
        for (int i = 0; i < people.size(); i++) {
            Reconciliation.Planned plan = plans.get(i);
            previews.put(
                    people.get(i).entry(), preview(people.get(i), null, plan, reconciliation.difference(null, plan)));
        }
        return previews;
    }

    private Map<String, PersonPreview> unstored(List<Listed> people) {
        Reconciliation saved = new Reconciliation(session, realm, mapper.id(), mapper.savedSettings());
        Map<String, PersonPreview> previews = new LinkedHashMap<>();
        List<Reconciliation.Planned> now = planned(saved, people);
        List<Reconciliation.Planned> then = planned(reconciliation, people);
        for (int i = 0; i < people.size(); i++) {
            Reconciliation.Planned plan = then.get(i).withoutPlainRoles();
            List<String> held =
                    saved.difference(null, now.get(i).withoutPlainRoles()).added();
            List<String> gets = reconciliation.difference(null, plan).added();
            previews.put(
                    people.get(i).entry(),
                    preview(
                            people.get(i),
                            null,
                            plan,
                            new Reconciliation.Difference(without(gets, held), without(held, gets))));
        }
        return previews;
    }

    private static List<Reconciliation.Planned> planned(Reconciliation reconciliation, List<Listed> people) {
        return reconciliation.planNew(people.stream().map(Listed::person).toList());
    }

    private static List<String> without(List<String> all, List<String> some) {
        return all.stream().filter(each -> !some.contains(each)).toList();
    }

    private PersonPreview preview(
            Listed person, @Nullable String user, Reconciliation.Planned plan, Reconciliation.Difference difference) {
        RuleSet rules = settings.rules();
        List<String> problems = new ArrayList<>(plan.wish().problems());
        plan.grants().errors().forEach(error -> problems.add(error.message()));
        return new PersonPreview(
                person.username(),
                user,
                rules.explain(rules.apply(person.person())).stream()
                        .map(PersonPreview.Gives::of)
                        .toList(),
                difference.added(),
                difference.removed(),
                problems);
    }
}
