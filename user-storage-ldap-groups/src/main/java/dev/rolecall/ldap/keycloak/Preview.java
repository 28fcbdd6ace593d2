package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.GoldenUser;
import dev.rolecall.ldap.RuleProblem;
import dev.rolecall.ldap.keycloak.DirectoryOfPeople.Listed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.ldap.LDAPStorageProvider;

/** What settings would give people, asked of the directory now. Nothing is written: every transaction is rolled back. */
final class Preview {
    private final KeycloakSessionFactory factory;
    private final String realmId;
    private final MapperOfRealm mapper;
    private final ComponentModel trial;
    private final LdapGroupSettings settings;

    /** @param trial the mapper with the settings to be tried, whether they are saved or not */
    Preview(KeycloakSessionFactory factory, String realmId, MapperOfRealm mapper, ComponentModel trial) {
        this.factory = factory;
        this.realmId = realmId;
        this.mapper = mapper;
        this.trial = trial;
        this.settings = LdapGroupSettings.from(trial.getConfig());
    }

    /**
     * Whom to look at.
     *
     * @param username    null for everybody
     * @param changedOnly leaves out who would hold what he holds
     */
    record Wanted(@Nullable String username, boolean changedOnly, Page page) {}

    /** @throws DirectoryException if there is no whole answer */
    PreviewRepresentation of(Wanted wanted) {
        List<Listed> listed = OwnSession.reading(factory, realmId, (session, realm) -> listed(session, realm, wanted));
        List<PersonPreview> entries;
        int total;
        if (wanted.changedOnly()) {
            List<PersonPreview> changed =
                    people(listed).stream().filter(PersonPreview::isChange).toList();
            total = changed.size();
            entries = wanted.page().of(changed);
        } else {
            total = listed.size();
            entries = people(wanted.page().of(listed));
        }
        return new PreviewRepresentation(total, entries, golden(listed, wanted.username()), warnings());
    }

    private List<Listed> listed(KeycloakSession session, RealmModel realm, Wanted wanted) {
        LDAPStorageProvider provider = mapper.provider(session);
        DirectoryOfPeople directory =
                new DirectoryOfPeople(realm, LdapProviders.mappers(session).trial(trial, provider));
        String username = wanted.username();
        return username == null
                ? directory.all()
                : directory.named(username).map(List::of).orElse(List.of());
    }

    private List<PersonPreview> people(List<Listed> listed) {
        List<PersonPreview> people = new ArrayList<>(listed.size());
        for (int i = 0; i < listed.size(); i += settings.batchSize()) {
            List<Listed> some = listed.subList(i, Math.min(listed.size(), i + settings.batchSize()));
            people.addAll(OwnSession.reading(
                    factory,
                    realmId,
                    (session, realm) -> new PreviewOfPeople(session, realm, mapper, settings).of(some)));
        }
        return people;
    }

    /** Of whom was looked at; somebody who was looked for and is not there counts as well. */
    private List<GoldenResult> golden(List<Listed> listed, @Nullable String username) {
        Map<String, Listed> byName = new HashMap<>();
        listed.forEach(person -> byName.put(person.username(), person));
        List<GoldenResult> results = new ArrayList<>();
        for (GoldenUser user : settings.goldenUsers()) {
            if (username == null || username.equalsIgnoreCase(user.username())) {
                List<String> differences = Optional.ofNullable(
                                byName.get(user.username().toLowerCase(Locale.ROOT)))
                        .map(person -> GoldenUsers.differences(user, person, settings))
                        .orElse(List.of(GoldenUsers.NOT_THERE));
                results.add(new GoldenResult(user.username(), differences));
            }
        }
        results.sort(Comparator.comparing(GoldenResult::username));
        return results;
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(
                settings.rules().warnings().stream().map(RuleProblem::toString).toList());
        warnings.addAll(OwnSession.reading(
                factory, realmId, (session, realm) -> new MissingReferences(session, realm).of(settings)));
        return warnings;
    }

    /**
     * The answer.
     *
     * @param total    how many people there are, not only in this part
     * @param golden   those of the golden users who were looked at
     * @param warnings what is odd about the rules as such
     */
    record PreviewRepresentation(
            int total, List<PersonPreview> entries, List<GoldenResult> golden, List<String> warnings) {
        PreviewRepresentation {
            entries = List.copyOf(entries);
            golden = List.copyOf(golden);
            warnings = List.copyOf(warnings);
        }

        /** Says of nobody what he gets. */
        @Override
        public String toString() {
            return "PreviewRepresentation[" + entries.size() + " of " + total + "]";
        }
    }

    /** @param differences none if the rules give what they should */
    record GoldenResult(String username, List<String> differences) {
        GoldenResult {
            differences = List.copyOf(differences);
        }
    }
}
