package dev.rolecall.imports;

import dev.rolecall.people.RowMapping;
import dev.rolecall.people.UnusableMappingException;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.Refusal;
import dev.rolecall.sync.rows.RowTerms;
import dev.rolecall.sync.source.ImportMode;
import dev.rolecall.sync.source.SourceSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a file means, as its source says and its request as far as the source lets it. Kept with the import: an edit of
 * the source changes nothing for files that wait.
 */
record ImportTerms(ImportMode mode, RowTerms rows) {
    /**
     * @param mode what the request says, or null
     * @throws Refusal 400 where what the request says means nothing, 403 where the source does not let it say so
     */
    static ImportTerms of(Gate gate, SourceSettings settings, @Nullable String mode, HeaderMappings mappings) {
        return new ImportTerms(
                mode(gate, settings, mode), new RowTerms(mapping(gate, settings, mappings), settings.emptyCells()));
    }

    private static ImportMode mode(Gate gate, SourceSettings settings, @Nullable String wanted) {
        ImportMode mode = wanted == null
                ? settings.mode()
                : ImportMode.named(wanted)
                        .orElseThrow(
                                () -> Refusal.badRequest("mode", "invalid-value", "The mode is upsert or snapshot."));
        if (mode != settings.mode() && !settings.requestMayChooseMode()) {
            throw gate.forbidden("The source does not let a request choose the mode; it is "
                    + settings.mode().wire() + ".");
        }
        return mode;
    }

    private static RowMapping mapping(Gate gate, SourceSettings settings, HeaderMappings mappings) {
        if (!mappings.isEmpty() && !settings.columns().requestMayMap()) {
            throw gate.forbidden("The source does not let a request change its header mappings.");
        }
        try {
            RowMapping own = settings.columns().mapping();
            return mappings.isEmpty() ? own : own.changedBy(mappings.changes());
        } catch (UnusableMappingException e) {
            throw HeaderMappings.unusable(String.valueOf(e.getMessage()));
        }
    }
}
