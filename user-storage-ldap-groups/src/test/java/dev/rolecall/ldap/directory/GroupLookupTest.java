package dev.rolecall.ldap.directory;

import static dev.rolecall.ldap.directory.TestDirectory.GROUPS;
import static dev.rolecall.ldap.directory.TestDirectory.below;
import static dev.rolecall.ldap.directory.TestDirectory.name;
import static dev.rolecall.ldap.directory.TestDirectory.settings;
import static dev.rolecall.ldap.directory.TestDirectory.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.ldap.DirectoryGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupLookupTest {
    private final TestDirectory directory = new TestDirectory();
    private final String lena = directory.person("lena");

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void findsDirectGroupsWithOneSearch() {
        directory.group("admins", lena);
        directory.group("others");

        assertThat(directory.lookUp(settings().build(), lena)).containsExactly("admins");
        assertThat(directory.searches()).isEqualTo(1);
    }

    @Test
    void comparesDistinguishedNamesAsTheDirectoryDoes() {
        directory.group("admins", "UID=Lena, OU=People,DC=acme,DC=test");

        assertThat(directory.lookUp(settings().build(), lena)).containsExactly("admins");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a,b+c", "say \"hi\"", "back\\slash", "#hash", "Müller & Söhne", "star*(or)|&", "a=b;c<d>", "a/b"
            })
    void namesOfGroupsAndPeopleMayHoldAnyCharacter(String text) {
        String person = directory.person(text);
        String group = directory.group(text, person);

        Set<DirectoryGroup> found = directory.groupsOf(settings().build(), user(person));

        assertThat(found).extracting(DirectoryGroup::dn).containsExactly(name(group));
        assertThat(found).extracting(DirectoryGroup::name).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "l*", "x)(objectClass=*", "*)(cn=*))(|(cn=*", "\\2a", "\u0000"})
    void aUserAttributeIsNeverMoreThanAValue(String uid) {
        directory.posixGroup("staff", "lena", "otto");

        assertThat(directory.lookUp(settings().build(), new DirectoryUser(name(lena), Map.of("uid", List.of(uid)))))
                .isEmpty();
    }

    @Test
    void aPersonsNameIsNeverMoreThanAValue() {
        directory.group("admins", lena);
        String star = directory.person("*)(member=*");

        assertThat(directory.lookUp(settings().build(), star)).isEmpty();
    }

    @Test
    void posixGroupsNameTheUserAttribute() {
        directory.posixGroup("staff", "lena");

        GroupSettings settings =
                settings().membershipAttributes(List.of("memberUid")).build();

        assertThat(directory.lookUp(settings, new DirectoryUser(name(lena), Map.of("UID", List.of("lena")))))
                .containsExactly("staff");
    }

    @Test
    void aUserAttributeNobodyReadIsReadFirst() {
        directory.posixGroup("staff", "lena");
        GroupSettings settings =
                settings().membershipAttributes(List.of("memberUid")).build();

        assertThat(directory.lookUp(settings, new DirectoryUser(name(lena), Map.of())))
                .containsExactly("staff");
        assertThat(directory.searches()).isEqualTo(2);
    }

    @Test
    void aPersonMayBeInTwoThousandGroups() {
        IntStream.range(0, 2000).forEach(i -> directory.group("g" + i, lena));

        assertThat(directory.lookUp(settings().nesting(Nesting.WALK).build(), lena))
                .hasSize(2000);
    }

    @Nested
    class OutsideTheBases {
        private final String elsewhere = directory.branch("ou=elsewhere," + TestDirectory.BASE);

        @ParameterizedTest
        @EnumSource(Strategy.class)
        void aGroupOfTheSameNameGivesNothing(Strategy strategy) {
            directory.group("admins");
            String twin = directory.groupIn(elsewhere, "admins", List.of(lena));
            DirectoryUser person = new DirectoryUser(name(lena), Map.of("memberof", List.of(twin), "uid", List.of()));

            assertThat(directory.lookUp(settings().strategy(strategy).build(), person))
                    .isEmpty();
        }

        @Test
        void aCommonBaseAboveChangesNothingButTheSearches() {
            String second = directory.branch("ou=second," + TestDirectory.BASE);
            directory.group("first", lena);
            directory.groupIn(second, "second", List.of(lena));
            directory.groupIn(elsewhere, "third", List.of(lena));
            GroupSettings.Builder two = GroupSettings.within(List.of(name(GROUPS), name(second)));

            assertThat(directory.lookUp(two.build(), lena)).containsExactly("first", "second");
            assertThat(directory.searches()).isEqualTo(2);
            assertThat(directory.lookUp(two.commonBase(name(TestDirectory.BASE)).build(), lena))
                    .containsExactly("first", "second");
            assertThat(directory.searches()).isEqualTo(3);
        }

        @Test
        void aBaseBelowAnotherIsNotSearchedTwice() {
            directory.group("first", lena);
            GroupSettings settings = GroupSettings.within(List.of(name(GROUPS), name("ou=sub," + GROUPS)))
                    .build();

            assertThat(directory.lookUp(settings, lena)).containsExactly("first");
            assertThat(directory.searches()).isEqualTo(1);
        }
    }

    @Nested
    class MemberOf {
        private final GroupSettings settings =
                settings().strategy(Strategy.MEMBEROF).build();

        @Test
        void isTakenAsItIs() {
            DirectoryUser person = new DirectoryUser(
                    name(lena), Map.of("memberOf", List.of("CN=a\\,b,OU=Groups,DC=acme,DC=test", "junk")));

            assertThat(directory.groupsOf(settings, person))
                    .containsExactly(new DirectoryGroup(name(below(GROUPS, "cn", "a,b")), "a,b"));
            assertThat(directory.searches()).isZero();
        }

        @Test
        void isReadIfNobodyRead() {
            String person = directory.person("otto", below(GROUPS, "cn", "admins"));

            assertThat(directory.lookUp(settings, new DirectoryUser(name(person), Map.of())))
                    .containsExactly("admins");
        }

        @Test
        void isReadWholeIfOnlyAPartWasRead() {
            String first = below(GROUPS, "cn", "first");
            String second = below(GROUPS, "cn", "second");
            String person = directory.person("otto", first, second);
            DirectoryUser cut = new DirectoryUser(name(person), Map.of("memberOf", List.of(first)), Set.of("memberOf"));

            assertThat(directory.lookUp(settings, cut)).containsExactly("first", "second");
        }

        @Test
        void saysNoNameWhereTheGroupIsCalledByAnotherAttribute() {
            DirectoryUser person =
                    new DirectoryUser(name(lena), Map.of("memberOf", List.of(below(GROUPS, "ou", "admins"))));

            assertThat(directory.groupsOf(settings, person))
                    .extracting(DirectoryGroup::name)
                    .containsExactly("");
        }
    }

    @Nested
    class NestedGroups {
        private final String first = directory.group("1", lena);
        private final String second = directory.group("2", first);
        private final String third = directory.group("3", second);
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        private final Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };

        @Test
        void countIfTheyAreFollowed() {
            assertThat(directory.lookUp(settings().build(), lena)).containsExactly("1");
            assertThat(directory.lookUp(settings().nesting(Nesting.WALK).build(), lena))
                    .containsExactly("1", "2", "3");
        }

        @Test
        void inACycleEndIt() {
            directory.addMember(first, third);
            directory.addMember(first, first);

            assertThat(directory.lookUp(settings().nesting(Nesting.WALK).build(), lena))
                    .containsExactly("1", "2", "3");
        }

        @Test
        void countNoDeeperThanIsSet() {
            assertThat(directory.lookUp(
                            settings().nesting(Nesting.WALK).maxDepth(1).build(), lena))
                    .containsExactly("1", "2");
        }

        @Test
        void areRememberedForAWhile() {
            GroupLookup lookup = new GroupLookup(
                    directory.search(),
                    settings().nesting(Nesting.WALK).build(),
                    new GroupGraph(Duration.ofMinutes(5), clock));
            lookup.groupsOf(user(lena));
            int before = directory.searches();
            directory.group("new above 1", first);

            assertThat(TestDirectory.names(lookup.groupsOf(user(lena)))).containsExactly("1", "2", "3");
            assertThat(directory.searches() - before).isEqualTo(1);

            now.set(Instant.EPOCH.plusSeconds(300));
            assertThat(TestDirectory.names(lookup.groupsOf(user(lena)))).containsExactly("1", "2", "3", "new above 1");
        }

        @Test
        void ofOnePersonAreNotAnothers() {
            String otto = directory.person("otto");
            directory.group("of otto", otto);
            directory.group("of both", lena, otto);
            directory.addMember(third, below(GROUPS, "cn", "of both"));
            GroupLookup lookup = new GroupLookup(
                    directory.search(),
                    settings().nesting(Nesting.WALK).build(),
                    new GroupGraph(Duration.ofMinutes(5), clock));
            lookup.groupsOf(user(lena));

            assertThat(TestDirectory.names(lookup.groupsOf(user(otto)))).containsExactly("3", "of both", "of otto");
        }
    }
}
