package dev.rolecall.imports.jpa;

import dev.rolecall.imports.jpa.ImportNameEntity.Kind;
import dev.rolecall.people.NamesSoFar.Holders;
import dev.rolecall.people.RowResult;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Who would have which names, as far as a dry run has come. In the database, for two reasons: a million of them would
 * not fit into memory, and another node may go on with the dry run.
 */
public final class DryRunNames {
    /** Names in one query. */
    private static final int PART = 500;

    private final EntityManager em;
    private final String importId;

    public DryRunNames(KeycloakSession session, String importId) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.importId = importId;
    }

    /** Those of these names that earlier rows would have given or taken. */
    public Holders among(Set<String> names) {
        Map<String, Optional<String>> usernames = new HashMap<>();
        Map<String, Optional<String>> emails = new HashMap<>();
        for (ImportNameEntity entity : stored(names)) {
            (entity.kind == Kind.USERNAME ? usernames : emails).put(entity.name, Optional.ofNullable(entity.holder));
        }
        return new Holders(usernames, emails);
    }

    /** Keeps in mind what rows would have made of names. */
    public void keep(List<RowResult> results) {
        Map<NameMoves.Name, Optional<String>> moves = NameMoves.of(results);
        Map<NameMoves.Name, ImportNameEntity> known =
                stored(moves.keySet().stream().map(NameMoves.Name::name).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(entity -> new NameMoves.Name(entity.kind, entity.name), e -> e));
        moves.forEach((name, holder) -> {
            ImportNameEntity entity = known.get(name);
            if (entity == null) {
                em.persist(new ImportNameEntity(importId, name.kind(), name.name(), holder.orElse(null)));
            } else {
                entity.holder = holder.orElse(null);
            }
        });
    }

    private List<ImportNameEntity> stored(Collection<String> names) {
        List<String> all = List.copyOf(names);
        List<ImportNameEntity> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PART) {
            found.addAll(em.createQuery(
                            "select n from RolecallImportName n where n.importId = :id and n.name in (:names)",
                            ImportNameEntity.class)
                    .setParameter("id", importId)
                    .setParameter("names", all.subList(from, Math.min(all.size(), from + PART)))
                    .getResultList());
        }
        return found;
    }
}
