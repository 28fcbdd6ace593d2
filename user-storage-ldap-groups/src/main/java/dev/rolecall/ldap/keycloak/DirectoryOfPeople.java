package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.DirectoryPerson;
import dev.rolecall.ldap.directory.ContextSearch;
import dev.rolecall.ldap.directory.GroupSettings;
import dev.rolecall.ldap.directory.GroupSnapshot;
import dev.rolecall.ldap.directory.LdapConnection;
import dev.rolecall.ldap.directory.LdapSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageUnavailableException;
import org.keycloak.storage.ldap.idm.model.LDAPObject;

/** What a directory says of people by their usernames, also of those Keycloak does not know yet. */
final class DirectoryOfPeople {
    private final RealmModel realm;
    private final LdapGroupMapper mapper;

    DirectoryOfPeople(RealmModel realm, LdapGroupMapper mapper) {
        this.realm = realm;
        this.mapper = mapper;
    }

    /**
     * Somebody in the directory.
     *
     * @param entry the id of the entry
     */
    record Listed(String username, String entry, DirectoryPerson person) {
        /** Says not who it is. */
        @Override
        public String toString() {
            return "Listed[" + person + "]";
        }
    }

    /** @throws DirectoryException if there is no whole answer */
    Optional<Listed> named(String username) {
        try {
            return mapper.entryNamed(realm, username)
                    .map(entry -> new Listed(mapper.usernameOf(entry), entry.getUuid(), mapper.ask(entry)));
        } catch (ModelException
                | StorageUnavailableException e) { // as Keycloak's queries say that the directory did not answer
            throw new DirectoryException("the directory did not say who the person is", e);
        }
    }

    /**
     * Everybody, by username.
     *
     * @throws DirectoryException if there is no whole answer
     */
    List<Listed> all() {
        List<Listed> all = new ArrayList<>();
        each(groups(), (entry, person) -> all.add(new Listed(mapper.usernameOf(entry), entry.getUuid(), person)));
        all.sort(Comparator.comparing(Listed::username).thenComparing(Listed::entry));
        return all;
    }

    /**
     * Everybody's entry, in the directory's order.
     *
     * @throws DirectoryException if there is no whole answer
     */
    void each(GroupSnapshot groups, BiConsumer<LDAPObject, DirectoryPerson> work) {
        try {
            mapper.eachPerson(
                    realm,
                    entry -> work.accept(
                            entry,
                            new DirectoryPerson(groups.groupsOf(mapper.user(entry)), mapper.ruleAttributes(entry))));
        } catch (ModelException | StorageUnavailableException e) { // likewise
            throw new DirectoryException("the directory did not say who its people are", e);
        }
    }

    /** @throws DirectoryException if there is no whole answer */
    GroupSnapshot groups() {
        return groups(GroupSnapshot::read);
    }

    /** @throws DirectoryException if there is no whole answer */
    GroupSnapshot groupsWithoutMembers() {
        return groups(GroupSnapshot::withoutMembers);
    }

    private GroupSnapshot groups(BiFunction<LdapSearch, GroupSettings, GroupSnapshot> reading) {
        try (LdapConnection connection = mapper.connection()) {
            return reading.apply(
                    new ContextSearch(connection), mapper.settings().groups());
        }
    }
}
