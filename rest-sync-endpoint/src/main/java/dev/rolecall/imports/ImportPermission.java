package dev.rolecall.imports;

import dev.rolecall.access.Origin;
import dev.rolecall.people.Actor;
import dev.rolecall.people.Trace;
import dev.rolecall.people.UpsertRules;
import dev.rolecall.sync.gate.Sender;
import dev.rolecall.sync.source.Source;
import dev.rolecall.sync.source.SourceSettings;
import java.util.Optional;

/** Whether an import may go on, as things are now: rights can be taken back while it waits and while it runs. */
sealed interface ImportPermission {
    String SOURCE_GONE = "The source was removed or disabled.";
    String SENDER_GONE = "The client may not send files any more.";

    static ImportPermission of(Optional<Source> source, Sender sender, Actor actor) {
        if (source.isEmpty()) {
            return new Taken(SOURCE_GONE);
        }
        if (!sender.maySendAs(source.get().settings().clients())) {
            return new Taken(SENDER_GONE);
        }
        Origin origin = new Origin(Origin.Kind.IMPORT, source.get().id());
        SourceSettings settings = source.get().settings();
        Trace trace = new Trace(true, !settings.summaryEvents());
        return new Given(new UpsertRules(settings.rules(origin), actor, settings.takesOverProviderAccounts(), trace));
    }

    record Given(UpsertRules rules) implements ImportPermission {}

    record Taken(String reason) implements ImportPermission {}

    /** Somebody cancelled the import. */
    record Withdrawn() implements ImportPermission {}
}
