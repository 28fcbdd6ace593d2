package dev.rolecall.directory.upkeep;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.OriginNote;
import dev.rolecall.access.Upkeep.OriginOutcome;
import dev.rolecall.directory.upkeep.BoundedLines.Line;
import dev.rolecall.sync.gate.AuditTrail;
import dev.rolecall.sync.gate.Caller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSessionFactory;

/** Writes the lines of a file down, a thousand in each transaction. */
final class OriginRestore {
    private static final int AT_ONCE = 1_000;
    private static final int MOST_ERRORS = 100;

    private final KeycloakSessionFactory factory;
    private final Caller caller;
    private final Map<OriginOutcome, Long> counts = new EnumMap<>(OriginOutcome.class);
    private final List<RestoreRepresentation.LineError> errors = new ArrayList<>();
    private final List<OriginNote> notes = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private long rows;
    private long rejected;

    OriginRestore(KeycloakSessionFactory factory, Caller caller) {
        this.factory = factory;
        this.caller = caller;
    }

    RestoreRepresentation restore(BoundedLines lines) throws IOException {
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (line.text() == null || !line.text().isBlank()) {
                rows++;
                read(line);
            }
            if (notes.size() == AT_ONCE) {
                write();
            }
        }
        write();
        return new RestoreRepresentation(
                rows,
                count(OriginOutcome.ADDED),
                count(OriginOutcome.CHANGED),
                count(OriginOutcome.UNCHANGED),
                count(OriginOutcome.NO_MEMBERSHIP) + count(OriginOutcome.PAST_END),
                rejected,
                errors);
    }

    private void read(Line line) {
        if (line.text() == null) {
            reject(line, "the line is longer than " + OriginLine.MOST_BYTES + " bytes, or not UTF-8");
            return;
        }
        try {
            notes.add(OriginLine.read(line.text()));
            numbers.add(line.number());
        } catch (OriginLine.MalformedException e) {
            reject(line, String.valueOf(e.getMessage()));
        }
    }

    private void reject(Line line, String why) {
        rejected++;
        error(line.number(), "malformed-line", why);
    }

    private void error(long line, String code, String message) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new RestoreRepresentation.LineError(line, code, message));
        }
    }

    private void write() {
        if (notes.isEmpty()) {
            return;
        }
        List<OriginOutcome> outcomes = RepeatableJob.in(factory, caller.realmId(), (session, realm) -> {
            List<OriginOutcome> written =
                    AccessProvider.of(session).upkeep(realm).restore(notes);
            long added = written.stream().filter(OriginOutcome.ADDED::equals).count();
            long changed =
                    written.stream().filter(OriginOutcome.CHANGED::equals).count();
            if (added + changed > 0) {
                new AuditTrail(session, realm, caller)
                        .write(
                                OperationType.ACTION,
                                "ROLECALL_ORIGINS",
                                Map.of("added", Long.toString(added), "changed", Long.toString(changed)),
                                "rolecall",
                                "origins");
            }
            return written;
        });
        for (int i = 0; i < outcomes.size(); i++) {
            counts.merge(outcomes.get(i), 1L, Long::sum);
            if (outcomes.get(i) == OriginOutcome.NO_MEMBERSHIP) {
                error(numbers.get(i), "no-membership", "there is no such membership");
            }
            if (outcomes.get(i) == OriginOutcome.PAST_END) {
                error(numbers.get(i), "past-end", "what is in force does not end in the past");
            }
        }
        notes.clear();
        numbers.clear();
    }

    private long count(OriginOutcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }
}
