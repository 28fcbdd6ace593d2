package dev.rolecall.ldap.directory;

import static dev.rolecall.ldap.directory.TestDirectory.name;
import static dev.rolecall.ldap.directory.TestDirectory.settings;
import static dev.rolecall.ldap.directory.TestDirectory.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchRequest;
import dev.rolecall.ldap.DirectoryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What Active Directory does otherwise than others, as its documentation says: an emulation, not that server. It shows that we
 * ask and understand answers in that way, not that a domain controller gives them.
 */
class ActiveDirectoryTest {
    private final TestDirectory directory = new TestDirectory();
    private final String lena = directory.person("lena");

    @AfterEach
    void stop() {
        directory.close();
    }

    @Nested
    class RangesOfMembers {
        private static final int MOST = 100;
        private static final Pattern RANGE = Pattern.compile("member;range=(\\d+)-\\*");

        private final List<String> members = new ArrayList<>(IntStream.range(0, 250)
                .mapToObj(i -> "uid=p" + i + "," + TestDirectory.PEOPLE)
                .toList());
        private boolean forgetsTheRest;
        private int from;

        RangesOfMembers() {
            members.add(lena);
            directory.groupIn(TestDirectory.GROUPS, "large", members);
            directory.group("small", lena);
            directory.onSearch(request -> {
                SearchRequest asked = request.getRequest().duplicate();
                from = 0;
                for (String attribute : asked.getAttributes()) {
                    Matcher range = RANGE.matcher(attribute);
                    if (range.matches()) {
                        from = Integer.parseInt(range.group(1));
                        asked.setAttributes("member");
                    }
                }
                request.setRequest(asked);
            });
            directory.onEntry(this::cut);
        }

        private void cut(InMemoryInterceptedSearchEntry intercepted) {
            Entry entry = intercepted.getSearchEntry().duplicate();
            String[] all = entry.getAttributeValues("member");
            if (all == null || all.length <= MOST) {
                return;
            }
            int end = Math.min(all.length, from + MOST);
            String bounds = from + "-" + (end == all.length ? "*" : Integer.toString(end - 1));
            entry.removeAttribute("member");
            if (!forgetsTheRest || from == 0) {
                entry.addAttribute(new Attribute("member;range=" + bounds, Arrays.copyOfRange(all, from, end)));
            }
            intercepted.setSearchEntry(new com.unboundid.ldap.sdk.SearchResultEntry(entry));
        }

        @Test
        void areAllRead() {
            GroupSnapshot snapshot = directory.snapshot(settings().build());

            assertThat(snapshot.groupsOf(user(members.get(0)))).hasSize(1);
            assertThat(snapshot.groupsOf(user(members.get(100)))).hasSize(1);
            assertThat(TestDirectory.names(snapshot.groupsOf(user(lena)))).containsExactly("large", "small");
            assertThat(directory.searches()).isEqualTo(1 + 2);
        }

        @Test
        void thatEndEarlyAreAFailure() {
            forgetsTheRest = true;

            assertThatThrownBy(() -> directory.snapshot(settings().build()))
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("did not go on");
        }
    }

    @Nested
    class InChain {
        @Test
        void oneSearchWithTheRuleFindsNestedGroups() {
            String first = directory.group("first", lena);
            directory.group("second", first);
            directory.group("other");
            directory.onSearch(request -> {
                String rule = "(member:1.2.840.113556.1.4.1941:=" + lena + ")";
                assertThat(request.getRequest().getFilter().toString()).contains(rule);
                SearchRequest asked = request.getRequest().duplicate();
                asked.setFilter(Filter.create("(|(cn=first)(cn=second))"));
                request.setRequest(asked);
            });
            GroupSettings settings = settings()
                    .membershipAttributes(List.of("member"))
                    .nesting(Nesting.IN_CHAIN)
                    .build();

            assertThat(directory.lookUp(settings, lena)).containsExactly("first", "second");
            assertThat(directory.searches()).isEqualTo(1);
        }
    }

    @Nested
    class TokenGroups {
        private final byte[] first = sid(28, 1);
        private final byte[] second = sid(42, 2);
        private final GroupSettings settings =
                settings().nesting(Nesting.TOKEN_GROUPS).build();

        /** With bytes that are special in filters and none in UTF-8. */
        private static byte[] sid(int special, int last) {
            return new byte[] {1, 5, 0, 0, 0, 0, 0, 5, (byte) special, (byte) 0xff, 0x5c, (byte) last};
        }

        private void answerTokenGroups(byte[]... sids) {
            directory.onEntry(intercepted -> {
                Entry entry = intercepted.getSearchEntry().duplicate();
                if (entry.getDN().equals(lena)) {
                    entry.addAttribute("tokenGroups", sids);
                    intercepted.setSearchEntry(new com.unboundid.ldap.sdk.SearchResultEntry(entry));
                }
            });
        }

        @Test
        void areFoundByTheirSids() {
            directory.groupWithSid("first", first);
            directory.groupWithSid("second", second);
            directory.groupWithSid("third", sid(28, 3));
            answerTokenGroups(first, second);

            assertThat(directory.lookUp(settings, lena)).containsExactly("first", "second");
            assertThat(directory.searches()).isEqualTo(2);
        }

        @Test
        void ofAPersonThatIsGoneAreAFailure() {
            assertThatThrownBy(() -> directory.groupsOf(
                            settings, new DirectoryUser(name("uid=gone," + TestDirectory.PEOPLE), Map.of())))
                    .isInstanceOf(DirectoryException.class);
        }
    }
}
