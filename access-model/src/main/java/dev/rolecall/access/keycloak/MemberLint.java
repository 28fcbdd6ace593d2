package dev.rolecall.access.keycloak;

import dev.rolecall.access.Finding;
import dev.rolecall.access.Finding.Code;
import jakarta.persistence.Tuple;
import java.util.Map;

/** Looks at memberships and the notes about them. */
final class MemberLint {
    /** Keycloak itself loads every group of a person at each login; above some hundred that is most of the time. */
    private static final long MANY = 300;

    private final Findings findings;

    MemberLint(Findings findings) {
        this.findings = findings;
    }

    void look(long strayOrigins) {
        findings.each(
                "select m.user.id as user, o.alias as alias, g.name as name from UserGroupMembershipEntity m"
                        + " join GroupEntity g on g.id = m.groupId join g.organization o"
                        + " where g.type = 1 and o.realmId = :realm and g.id <> o.groupId and not exists"
                        + " (select 1 from UserGroupMembershipEntity a where a.user.id = m.user.id"
                        + " and a.groupId = o.groupId) order by m.user.id, o.alias, g.name",
                Map.of(),
                row -> new Finding(
                        Code.GRANT_WITHOUT_ASSOCIATION,
                        Trees.where(text(row, "alias")),
                        "user " + text(row, "user") + " is in its group " + text(row, "name")
                                + " without being a member: it gives nothing now, and would with a new association"));
        findings.each(
                "select m.user.id as user, o.alias as alias, d.name as name from UserGroupMembershipEntity m"
                        + " join GroupEntity d on d.id = m.groupId join d.organization o where d.type = 1"
                        + " and o.realmId = :realm and d.parentId = o.groupId and " + Trees.isDeployment("d")
                        + " order by o.alias, d.name, m.user.id",
                Trees.parameters(),
                row -> new Finding(
                        Code.MEMBERSHIP_WITHOUT_GRANT,
                        Trees.where(text(row, "alias"), text(row, "name")),
                        "has the member " + text(row, "user")
                                + ", to whom it gives nothing: only the role groups below a deployment do"));
        findings.each(
                "select m.user.id as user, count(m) as groups from UserGroupMembershipEntity m"
                        + " join GroupEntity g on g.id = m.groupId where g.type = 1 and g.realm = :realm"
                        + " group by m.user.id having count(m) > :many order by count(m) desc, m.user.id",
                Map.of("many", MANY),
                row -> new Finding(
                        Code.MANY_GRANTS,
                        "users/" + text(row, "user"),
                        "is in " + row.get("groups", Long.class)
                                + " groups of organizations, which makes each of its logins slow; a role on the"
                                + " customer or on the system holds on everything below it"));
        origins(strayOrigins);
    }

    private void origins(long stray) {
        if (stray > 0) {
            findings.add(
                    Code.ORIGINS_WITHOUT_MEMBERSHIP,
                    "origins",
                    stray
                            + " notes are about memberships that are not there; they mean nothing, but would again with a new"
                            + " membership; adoption removes them");
        }
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }
}
