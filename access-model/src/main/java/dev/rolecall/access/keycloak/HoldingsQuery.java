package dev.rolecall.access.keycloak;

import dev.rolecall.access.Association;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.Holding;
import dev.rolecall.access.Holdings;
import dev.rolecall.access.Note;
import dev.rolecall.access.Notes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keycloak.representations.idm.MembershipType;

/** All that is stored about one person's access, in three statements. */
final class HoldingsQuery {
    private static final String MEMBERSHIPS = """
            select r.id as group, r.name as name, rm.value as mark, o.alias as alias, o.enabled as enabled,
                   o.groupId as root, p.id as parent, p.name as parentName, pm.value as parentMark,
                   p.parentId as grandparent, m.membershipType as membership
            from UserGroupMembershipEntity m
            join GroupEntity r on r.id = m.groupId
            left join GroupEntity p on p.id = r.parentId
            join r.organization o
            left join GroupAttributeEntity rm on rm.group = r and rm.name = :mark
            left join GroupAttributeEntity pm on pm.group = p and pm.name = :mark
            where m.user.id = :user and r.type = 1 and o.realmId = :realm
            """;

    private final EntityManager em;
    private final String realmId;

    HoldingsQuery(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    /** @param organizations whether the realm has organizations at all: without, all of them count as disabled */
    Holdings holdingsOf(String userId, boolean enabled, boolean organizations) {
        Map<String, Notes> notes = notes(userId);
        List<Tuple> rows = Unambiguous.rows(
                em.createQuery(MEMBERSHIPS, Tuple.class)
                        .setParameter("user", userId)
                        .setParameter("realm", realmId)
                        .setParameter("mark", GroupPlace.ROLE_MARK)
                        .getResultList(),
                row -> text(row, "group"),
                row -> text(row, "group").equals(text(row, "root")));
        Map<String, Association> associations = associations(rows, notes, organizations);
        List<Holding> grants = new ArrayList<>();
        for (Tuple row : rows) {
            grant(row)
                    .ifPresent(grant -> grants.add(new Holding(
                            grant,
                            associations.computeIfAbsent(
                                    text(row, "alias"), alias -> stray(alias, isEnabled(row, organizations))),
                            notes.getOrDefault(text(row, "group"), Notes.BY_HAND))));
        }
        grants.sort(Comparator.comparing(holding -> holding.grant().reference().toString()));
        return new Holdings(enabled, List.copyOf(associations.values()), grants, ended(userId, associations));
    }

    private Map<String, Notes> notes(String userId) {
        Map<String, List<Note>> byGroup = em.createNamedQuery("rolecallOriginsOfUsers", GrantOriginEntity.class)
                .setParameter("users", List.of(userId))
                .getResultStream()
                .collect(Collectors.groupingBy(
                        GrantOriginEntity::getGroupId,
                        Collectors.mapping(GrantOriginEntity::toNote, Collectors.toList())));
        Map<String, Notes> notes = new HashMap<>();
        byGroup.forEach((group, some) -> notes.put(group, new Notes(some)));
        return notes;
    }

    private static Map<String, Association> associations(
            List<Tuple> rows, Map<String, Notes> notes, boolean organizations) {
        Map<String, Association> byAlias = new TreeMap<>();
        for (Tuple row : rows) {
            String group = text(row, "group");
            if (group.equals(text(row, "root"))) {
                byAlias.put(
                        text(row, "alias"),
                        new Association(
                                text(row, "alias"),
                                true,
                                isEnabled(row, organizations),
                                MembershipType.MANAGED.name().equals(row.get("membership", String.class)),
                                notes.getOrDefault(group, Notes.BY_HAND)));
            }
        }
        return byAlias;
    }

    /** Left by another's code that wrote a membership past Keycloak. */
    private static Association stray(String alias, boolean enabled) {
        return new Association(alias, false, enabled, false, Notes.BY_HAND);
    }

    private static Optional<Grant> grant(Tuple row) {
        String root = text(row, "root");
        boolean topLevel = root.equals(row.get("parent", String.class));
        boolean below = root.equals(row.get("grandparent", String.class));
        return topLevel || below ? GrantQueries.grant(row, topLevel) : Optional.empty();
    }

    private Map<String, Instant> ended(String userId, Map<String, Association> associations) {
        Map<String, Instant> ended = new HashMap<>();
        for (Tuple row : em.createNamedQuery("rolecallEndedAssociationsOfUser", Tuple.class)
                .setParameter("user", userId)
                .setParameter("realm", realmId)
                .getResultList()) {
            ended.put(text(row, "alias"), Instant.ofEpochMilli(row.get("endedAt", Long.class)));
        }
        associations.values().stream().filter(Association::member).forEach(a -> ended.remove(a.organization()));
        return ended;
    }

    private static boolean isEnabled(Tuple row, boolean organizations) {
        return organizations && row.get("enabled", Boolean.class);
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }
}
