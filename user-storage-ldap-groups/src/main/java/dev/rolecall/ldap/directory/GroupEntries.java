package dev.rolecall.ldap.directory;

import dev.rolecall.ldap.DirectoryGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/** Groups out of entries and names: only below the bases, whatever a directory answers. */
final class GroupEntries {
    private final DirectoryReader reader;
    private final GroupSettings settings;

    GroupEntries(DirectoryReader reader, GroupSettings settings) {
        this.reader = reader;
        this.settings = settings;
    }

    /** Every group below a base that matches one of the filters; all of them where there is no filter. */
    void each(List<String> anyOf, List<String> attributes, BiConsumer<DirectoryGroup, LdapEntry> consumer) {
        List<String> asked = new ArrayList<>(attributes);
        asked.add(settings.nameAttribute());
        String filter = settings.filterFor(anyOf);
        for (LdapName base : settings.searchBases()) {
            reader.each(base, filter, asked, entry -> {
                // an alias, or a common base, leads outside
                if (Dn.isWithin(entry.dn(), settings.bases())) {
                    consumer.accept(new DirectoryGroup(entry.dn(), nameOf(entry)), entry);
                }
            });
        }
    }

    Set<DirectoryGroup> matching(List<String> anyOf) {
        Set<DirectoryGroup> groups = new LinkedHashSet<>();
        each(anyOf, List.of(), (group, entry) -> groups.add(group));
        return groups;
    }

    /** The groups that values of memberOf name, without looking at them. */
    Set<DirectoryGroup> named(List<String> memberOf) {
        Set<DirectoryGroup> groups = new LinkedHashSet<>();
        for (String value : memberOf) {
            LdapName dn = Dn.parse(value);
            if (dn != null && Dn.isWithin(dn, settings.bases())) {
                groups.add(new DirectoryGroup(dn, nameOf(dn)));
            }
        }
        return groups;
    }

    private String nameOf(LdapEntry entry) {
        List<String> names = entry.texts(settings.nameAttribute());
        String own = Dn.ownName(entry.dn(), settings.nameAttribute());
        if (own != null && names.contains(own)) {
            return own;
        }
        return names.stream().min(String::compareTo).orElse(own == null ? "" : own);
    }

    private String nameOf(LdapName dn) {
        @Nullable String own = Dn.ownName(dn, settings.nameAttribute());
        return own == null ? "" : own;
    }
}
