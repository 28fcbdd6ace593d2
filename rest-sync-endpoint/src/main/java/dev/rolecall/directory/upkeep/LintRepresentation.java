package dev.rolecall.directory.upkeep;

import dev.rolecall.access.Finding;
import dev.rolecall.access.LintReport;
import java.util.List;

/**
 * A part of a report.
 *
 * @param total     how many findings there are, of each kind no more than 1,000
 * @param errors    how many of them are errors; they come first
 * @param truncated kinds of which there is more than was looked at
 */
record LintRepresentation(long total, long errors, List<String> truncated, List<Entry> entries) {
    LintRepresentation {
        truncated = List.copyOf(truncated);
        entries = List.copyOf(entries);
    }

    record Entry(String severity, String code, String where, String message) {
        static Entry of(Finding finding) {
            return new Entry(finding.severity().wire(), finding.code().wire(), finding.where(), finding.message());
        }
    }

    static LintRepresentation of(LintReport report, int first, int max) {
        List<Finding> findings = report.findings();
        return new LintRepresentation(
                findings.size(),
                findings.stream()
                        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                        .count(),
                report.truncated().stream().map(Finding.Code::wire).toList(),
                findings.stream().skip(first).limit(max).map(Entry::of).toList());
    }
}
