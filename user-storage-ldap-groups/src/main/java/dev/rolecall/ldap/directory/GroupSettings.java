package dev.rolecall.ldap.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Where groups stand in a directory and how they name their members. Refuses with {@link IllegalArgumentException} what makes
 * no sense; the message says which setting.
 *
 * @param bases                groups elsewhere give nothing
 * @param commonBase           where one search stands for one at each base; null searches each. What stands below none of the
 *                             bases is left out all the same
 * @param nameAttribute        usually {@code cn}
 * @param objectClasses        a group has at least one of them; none here means any entry with members
 *                             Refused where no group is looked at
 * @param filter               what a group must match besides, or empty. Refused likewise
 * @param membershipAttributes in one search together; {@code memberUid} holds the {@code userAttribute} of members, any other
 *                             their distinguished name
 * @param maxDepth             how many levels of groups above the direct ones count
 * @param pageSize             0 for a directory without paged results
 * @param maxGroups            more groups than this in one answer are an error
 */
public record GroupSettings(
        List<LdapName> bases,
        @Nullable LdapName commonBase,
        String nameAttribute,
        List<String> objectClasses,
        String filter,
        List<String> membershipAttributes,
        String userAttribute,
        String memberOfAttribute,
        Strategy strategy,
        Nesting nesting,
        int maxDepth,
        int pageSize,
        int maxGroups) {
    public static final int MAX_BASES = 50;
    private static final int MAX_FILTER_LENGTH = 4000;
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]*|[0-9]+(\\.[0-9]+)+");

    public GroupSettings {
        bases = List.copyOf(bases);
        objectClasses = List.copyOf(objectClasses);
        membershipAttributes = List.copyOf(membershipAttributes);
        filter = filter.trim();
        require(!bases.isEmpty() && bases.size() <= MAX_BASES, "group bases: at least one, at most " + MAX_BASES);
        require(bases.stream().noneMatch(LdapName::isEmpty), "group bases: the root of the directory is none");
        LdapName common = commonBase;
        require(
                common == null || bases.stream().allMatch(base -> base.startsWith(common)),
                "common base: does not contain each group base");
        requireAttribute(nameAttribute, "name attribute");
        objectClasses.forEach(name -> requireAttribute(name, "object classes"));
        requireFilter(filter);
        require(
                !membershipAttributes.isEmpty() && membershipAttributes.size() <= 10,
                "membership attributes: from 1 to 10");
        membershipAttributes.forEach(name -> requireAttribute(name, "membership attributes"));
        requireAttribute(userAttribute, "user attribute");
        requireAttribute(memberOfAttribute, "memberOf attribute");
        require(
                filter.isEmpty() || strategy == Strategy.MEMBER || asksTheDirectory(nesting),
                "filter: cannot be checked with MEMBEROF, which asks no group; use MEMBER or no filter");
        require(
                objectClasses.isEmpty() || strategy == Strategy.MEMBER || asksTheDirectory(nesting),
                "object classes: cannot be checked with MEMBEROF, which asks no group; use MEMBER or none");
        require(
                nesting != Nesting.WALK || hasMembersByDn(membershipAttributes),
                "nesting: WALK needs a membership attribute with distinguished names, such as member");
        require(
                nesting != Nesting.IN_CHAIN || hasMembersByDn(membershipAttributes),
                "nesting: IN_CHAIN needs a membership attribute with distinguished names, such as member");
        require(maxDepth >= 1 && maxDepth <= 50, "depth: from 1 to 50");
        require(pageSize == 0 || (pageSize >= 10 && pageSize <= 10_000), "page size: 0, or from 10 to 10000");
        require(maxGroups >= 1 && maxGroups <= 1_000_000, "most groups: from 1 to 1000000");
    }

    /** With the settings most directories need. */
    public static Builder within(List<LdapName> bases) {
        return new Builder(bases);
    }

    private static boolean asksTheDirectory(Nesting nesting) {
        return nesting == Nesting.IN_CHAIN || nesting == Nesting.TOKEN_GROUPS;
    }

    private static boolean hasMembersByDn(List<String> attributes) {
        return attributes.stream().anyMatch(GroupSettings::holdsDns);
    }

    static boolean holdsDns(String membershipAttribute) {
        return !membershipAttribute.equalsIgnoreCase("memberUid");
    }

    private static void requireAttribute(String name, String setting) {
        require(isAttribute(name), setting + ": not the name of an attribute");
    }

    static boolean isAttribute(String name) {
        return name.length() <= 100 && ATTRIBUTE.matcher(name).matches();
    }

    private static void requireFilter(String filter) {
        require(filter.length() <= MAX_FILTER_LENGTH, "filter: longer than " + MAX_FILTER_LENGTH + " characters");
        require(filter.isEmpty() || Filter.isOneFilter(filter), "filter: not one filter in parentheses");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Where to search, so that each group comes once. */
    List<LdapName> searchBases() {
        LdapName common = commonBase;
        return common == null ? Dn.outermost(bases) : List.of(common);
    }

    /** The membership attributes with distinguished names. */
    List<String> dnAttributes() {
        return membershipAttributes.stream().filter(GroupSettings::holdsDns).toList();
    }

    /** The membership attributes with the members' user attribute. */
    List<String> valueAttributes() {
        return membershipAttributes.stream().filter(name -> !holdsDns(name)).toList();
    }

    /** What to ask for with each person, so that a lookup need not ask again. */
    public List<String> attributesOfPeople() {
        List<String> attributes = new ArrayList<>();
        if (readsMemberOf()) {
            attributes.add(memberOfAttribute);
        } else if (countsValues()) {
            attributes.add(userAttribute);
        }
        return attributes;
    }

    /** A directory that follows groups by itself goes by distinguished names. */
    boolean countsValues() {
        return !asksTheDirectory(nesting) && !valueAttributes().isEmpty();
    }

    boolean readsMemberOf() {
        return strategy == Strategy.MEMBEROF && !asksTheDirectory(nesting);
    }

    /** Groups that match one of these, or all groups if there are none, as one filter. */
    String filterFor(List<String> anyOf) {
        List<String> parts = new ArrayList<>();
        if (!objectClasses.isEmpty()) {
            parts.add(Filter.any(objectClasses.stream()
                    .map(name -> Filter.equal("objectClass", name))
                    .toList()));
        }
        if (!filter.isEmpty()) {
            parts.add(filter);
        }
        if (!anyOf.isEmpty()) {
            parts.add(Filter.any(anyOf));
        } else if (objectClasses.isEmpty()) { // not the people and branches below a base
            parts.add(Filter.any(
                    membershipAttributes.stream().map(Filter::present).toList()));
        }
        return Filter.all(parts);
    }

    /** Settings that differ from what most directories need. */
    public static final class Builder {
        private final List<LdapName> bases;
        private @Nullable LdapName commonBase;
        private String nameAttribute = "cn";
        private List<String> objectClasses = List.of();
        private String filter = "";
        private List<String> membershipAttributes = List.of("member");
        private String userAttribute = "uid";
        private String memberOfAttribute = "memberOf";
        private Strategy strategy = Strategy.MEMBER;
        private Nesting nesting = Nesting.NONE;
        private int maxDepth = 10;
        private int pageSize = 500;
        private int maxGroups = 100_000;

        private Builder(List<LdapName> bases) {
            this.bases = bases;
        }

        public Builder commonBase(@Nullable LdapName dn) {
            commonBase = dn;
            return this;
        }

        public Builder nameAttribute(String name) {
            nameAttribute = name;
            return this;
        }

        public Builder objectClasses(List<String> names) {
            objectClasses = names;
            return this;
        }

        public Builder filter(String text) {
            filter = text;
            return this;
        }

        public Builder membershipAttributes(List<String> names) {
            membershipAttributes = names;
            return this;
        }

        public Builder userAttribute(String name) {
            userAttribute = name;
            return this;
        }

        public Builder memberOfAttribute(String name) {
            memberOfAttribute = name;
            return this;
        }

        public Builder strategy(Strategy value) {
            strategy = value;
            return this;
        }

        public Builder nesting(Nesting value) {
            nesting = value;
            return this;
        }

        public Builder maxDepth(int levels) {
            maxDepth = levels;
            return this;
        }

        public Builder pageSize(int entries) {
            pageSize = entries;
            return this;
        }

        public Builder maxGroups(int groups) {
            maxGroups = groups;
            return this;
        }

        public GroupSettings build() {
            return new GroupSettings(
                    bases,
                    commonBase,
                    nameAttribute,
                    objectClasses,
                    filter,
                    membershipAttributes,
                    userAttribute,
                    memberOfAttribute,
                    strategy,
                    nesting,
                    maxDepth,
                    pageSize,
                    maxGroups);
        }
    }
}
