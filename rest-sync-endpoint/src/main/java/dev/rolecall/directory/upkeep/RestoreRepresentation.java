package dev.rolecall.directory.upkeep;

import java.util.List;

/**
 * What became of the lines of a file of origins.
 *
 * @param skipped  notes about memberships that are not there, or that would end in the past what is in force
 * @param rejected lines that could not be read
 * @param errors   the first of the skipped and rejected lines
 */
record RestoreRepresentation(
        long rows, long added, long changed, long unchanged, long skipped, long rejected, List<LineError> errors) {
    RestoreRepresentation {
        errors = List.copyOf(errors);
    }

    /** @param line its number, from 1 */
    record LineError(long line, String code, String message) {}
}
