package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.DirectoryGroup;
import dev.rolecall.ldap.directory.ContextSearch;
import dev.rolecall.ldap.directory.DirectoryUser;
import dev.rolecall.ldap.directory.GroupGraph;
import dev.rolecall.ldap.directory.GroupLookup;
import dev.rolecall.ldap.directory.GroupSettings;
import dev.rolecall.ldap.directory.GroupSnapshot;
import dev.rolecall.ldap.directory.Nesting;
import dev.rolecall.ldap.directory.Strategy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of a directory that is none of ours: OpenLDAP, over plain JNDI. */
@ExtendWith(SlapdOfTheClass.class)
class SlapdIT {
    private final Slapd slapd;

    SlapdIT(Slapd slapd) {
        this.slapd = slapd;
    }

    private static LdapName name(String dn) {
        try {
            return new LdapName(dn);
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException(dn, e);
        }
    }

    private static GroupSettings.Builder groups() {
        return GroupSettings.within(List.of(name(Slapd.GROUPS)))
                .membershipAttributes(List.of("member", "uniqueMember", "memberUid"));
    }

    private static DirectoryUser user(String dn) {
        return new DirectoryUser(name(dn), Map.of("uid", List.of(uid(dn))));
    }

    private static String uid(String dn) {
        return name(dn).getRdn(name(dn).size() - 1).getValue().toString();
    }

    private Set<String> lookedUp(GroupSettings settings, String person) {
        return lookedUp(PlainConnection.to(slapd), settings, person);
    }

    private static Set<String> lookedUp(PlainConnection connection, GroupSettings settings, String person) {
        try (connection) {
            GroupGraph graph = new GroupGraph(Duration.ofMinutes(5), Clock.systemUTC());
            return names(new GroupLookup(new ContextSearch(connection), settings, graph).groupsOf(user(person)));
        }
    }

    private GroupSnapshot snapshot(GroupSettings settings) {
        try (PlainConnection connection = PlainConnection.to(slapd)) {
            return GroupSnapshot.read(new ContextSearch(connection), settings);
        }
    }

    private static Set<String> names(Set<DirectoryGroup> groups) {
        return groups.stream().map(DirectoryGroup::name).collect(Collectors.toSet());
    }

    private String somebody() {
        return slapd.person("p-" + UUID.randomUUID());
    }

    private String group(String... members) {
        return slapd.group("g-" + UUID.randomUUID(), members);
    }

    @Nested
    class AtLogin {
        @Test
        void oneSearchFindsGroupsOfEveryKind() {
            String person = somebody();
            String named = "n-" + UUID.randomUUID();
            slapd.group(named, person);
            slapd.uniqueGroup(named + "-unique", person);
            slapd.posixGroup(named + "-posix", uid(person));

            int searches = slapd.searchesOf(() -> assertThat(lookedUp(groups().build(), person))
                    .containsExactlyInAnyOrder(named, named + "-unique", named + "-posix"));

            assertThat(searches).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a,b+c",
                    "say \"hi\"",
                    "back\\slash",
                    "#hash",
                    " space ",
                    "Müller & Söhne",
                    "star*(or)|&",
                    "a=b;c<d>"
                })
        void namesMayHoldAnyCharacter(String name) {
            String person = somebody();
            slapd.group(name, person);

            assertThat(lookedUp(groups().build(), person)).containsExactly(name);
        }

        @ParameterizedTest
        @ValueSource(strings = {"*", "x)(objectClass=*", "*)(uid=*))(|(uid=*", "a,b\\c\"d", "ünïcode"})
        void aUidIsOnlyAUid(String uid) {
            String unique = UUID.randomUUID().toString();
            slapd.posixGroup("of-somebody-" + unique, unique + "-somebody"); // what the uid would match as a filter
            String person = slapd.person(unique + uid);

            assertThat(lookedUp(groups().build(), person)).isEmpty();
        }

        @Test
        void theSameNameInAnotherBranchGivesNothing() {
            String person = somebody();
            String name = "admins-" + UUID.randomUUID();
            slapd.group(name);
            slapd.groupIn(slapd.branch(Slapd.BASE, "b-" + UUID.randomUUID()), name, person);

            assertThat(lookedUp(groups().build(), person)).isEmpty();
            assertThat(lookedUp(groups().strategy(Strategy.MEMBEROF).build(), person))
                    .isEmpty();
        }

        @Test
        void whoLeftAGroupIsNotInIt() {
            String person = somebody();
            String group = group(person);
            slapd.join(group, Slapd.BIND_DN);

            slapd.leave(group, person);

            assertThat(lookedUp(groups().build(), person)).isEmpty();
        }

        @Test
        void memberOfThatWasReadWithThePersonNeedsNoSearch() {
            String person = somebody();
            String group = group(person);
            GroupSettings settings = groups().strategy(Strategy.MEMBEROF).build();
            DirectoryUser read = new DirectoryUser(name(person), Map.of("memberOf", List.of(group)));

            int searches = slapd.searchesOf(() -> {
                try (PlainConnection connection = PlainConnection.to(slapd)) {
                    GroupGraph graph = new GroupGraph(Duration.ZERO, Clock.systemUTC());
                    assertThat(new GroupLookup(new ContextSearch(connection), settings, graph).groupsOf(read))
                            .containsExactly(new DirectoryGroup(name(group), uid(group)));
                }
            });

            assertThat(searches).isZero();
        }

        @Test
        void memberOfThatNobodyReadIsAskedFor() {
            String person = somebody();
            String group = group(person);

            assertThat(lookedUp(groups().strategy(Strategy.MEMBEROF).build(), person))
                    .containsExactly(uid(group));
        }
    }

    @Nested
    class NestedGroups {
        private final String person = somebody();
        private final List<String> levels = new ArrayList<>(List.of(group(person)));

        NestedGroups() {
            for (int i = 0; i < 5; i++) {
                levels.add(group(levels.get(i)));
            }
            slapd.join(levels.get(0), levels.get(5)); // a cycle
        }

        private Set<String> firstLevels(int count) {
            return levels.stream().limit(count).map(SlapdIT::uid).collect(Collectors.toSet());
        }

        @ParameterizedTest
        @ValueSource(strings = {"MEMBER", "MEMBEROF"})
        void areFollowedToTheEndOfACycle(Strategy strategy) {
            GroupSettings settings =
                    groups().strategy(strategy).nesting(Nesting.WALK).build();

            assertThat(lookedUp(settings, person)).isEqualTo(firstLevels(6));
            assertThat(names(snapshot(settings).groupsOf(user(person)))).isEqualTo(firstLevels(6));
        }

        @Test
        void areFollowedAsDeepAsIsSet() {
            GroupSettings settings = groups().nesting(Nesting.WALK).maxDepth(2).build();

            assertThat(lookedUp(settings, person)).isEqualTo(firstLevels(3));
            assertThat(names(snapshot(settings).groupsOf(user(person)))).isEqualTo(firstLevels(3));
        }

        @Test
        void costOneSearchALevelOnceAndOneSearchAfterwards() {
            GroupSettings settings = groups().nesting(Nesting.WALK).build();
            try (PlainConnection connection = PlainConnection.to(slapd)) {
                GroupGraph graph = new GroupGraph(Duration.ofMinutes(5), Clock.systemUTC());
                GroupLookup lookup = new GroupLookup(new ContextSearch(connection), settings, graph);

                assertThat(slapd.searchesOf(() -> lookup.groupsOf(user(person))))
                        .isEqualTo(1 + 6);
                assertThat(slapd.searchesOf(() -> lookup.groupsOf(user(person))))
                        .isEqualTo(1);
            }
        }
    }

    @Nested
    class ASnapshot {
        private final String branch = slapd.branch(Slapd.BASE, "s-" + UUID.randomUUID());
        private final String person = somebody();

        ASnapshot() {
            for (int i = 0; i < 120; i++) {
                slapd.groupIn(branch, "g" + i, i % 2 == 0 ? person : Slapd.BIND_DN);
            }
        }

        private GroupSettings.Builder here() {
            return GroupSettings.within(List.of(name(branch)));
        }

        @Test
        void readsEveryPageAndThenNothing() {
            GroupSettings settings = here().pageSize(50).build();
            GroupSnapshot[] read = new GroupSnapshot[1];

            assertThat(slapd.searchesOf(() -> read[0] = snapshot(settings))).isEqualTo(3);
            assertThat(slapd.searchesOf(() -> assertThat(names(read[0].groupsOf(user(person))))
                            .isEqualTo(IntStream.range(0, 60)
                                    .mapToObj(i -> "g" + 2 * i)
                                    .collect(Collectors.toSet()))))
                    .isZero();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 20, 500})
        void thatMeetsALimitOfTheServerIsAFailure(int pageSize) {
            GroupSettings settings = here().pageSize(pageSize).build();

            try (PlainConnection connection = PlainConnection.limitedTo(slapd)) {
                assertThatThrownBy(() -> GroupSnapshot.read(new ContextSearch(connection), settings))
                        .isInstanceOf(DirectoryException.class)
                        .hasMessageContaining("limit");
            }
        }

        @Test
        void belowABaseThatIsNotThereIsAFailure() {
            GroupSettings settings =
                    GroupSettings.within(List.of(name("ou=nowhere," + branch))).build();

            assertThatThrownBy(() -> snapshot(settings))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("no such entry");
        }

        @Test
        void seesWhereSomebodyMovedTo() {
            String moved = slapd.move(person, slapd.branch(Slapd.PEOPLE, "m-" + UUID.randomUUID()));

            GroupSnapshot snapshot = snapshot(here().build());

            assertThat(snapshot.groupsOf(user(moved))).hasSize(60);
            assertThat(snapshot.groupsOf(user(person))).isEmpty();
        }

        @Test
        void knowsWhichGroupsAreNotThere() {
            LdapName there = name("CN=G1," + branch);
            LdapName elsewhere = name("cn=g1," + Slapd.GROUPS);

            GroupSnapshot snapshot = snapshot(here().build());

            assertThat(snapshot.missing(List.of(there, elsewhere))).containsExactly(elsewhere);
        }
    }

    @Nested
    class Encrypted {
        private final String person = somebody();
        private final String group = group(person);

        @Test
        void overLdaps() {
            assertThat(lookedUp(PlainConnection.overLdaps(slapd), groups().build(), person))
                    .containsExactly(uid(group));
        }

        @Test
        void withStartTls() {
            assertThat(lookedUp(PlainConnection.overStartTls(slapd), groups().build(), person))
                    .containsExactly(uid(group));
        }

        @Test
        void aCertificateNobodyTrustsIsAFailure() {
            assertThatThrownBy(() -> lookedUp(PlainConnection.overUntrustedLdaps(slapd), groups().build(), person))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("could not be reached");
        }
    }

    @Nested
    class ADirectoryInTrouble {
        private final String person = somebody();

        @Test
        void thatHangsIsAFailureWhenTheTimeIsOver() {
            try (PlainConnection connection = PlainConnection.to(slapd)) {
                ContextSearch search = new ContextSearch(connection);
                GroupSnapshot.read(search, groups().build());
                slapd.freeze();
                try {
                    assertThatThrownBy(() -> GroupSnapshot.read(search, groups().build()))
                            .isInstanceOf(DirectoryException.class)
                            .hasMessageContaining("did not answer in time");
                } finally {
                    slapd.goOn();
                }
            }
        }

        @Test
        void thatStoppedIsAFailure() {
            slapd.stop();
            try {
                assertThatThrownBy(() -> lookedUp(groups().build(), person))
                        .isInstanceOf(DirectoryException.class)
                        .hasMessageContaining("could not be reached");
            } finally {
                slapd.startAgain();
            }
        }
    }
}
