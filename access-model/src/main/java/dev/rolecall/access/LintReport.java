package dev.rolecall.access;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is wrong in a realm.
 *
 * @param findings  errors first
 * @param truncated kinds of which there is more than was looked at
 */
public record LintReport(List<Finding> findings, Set<Finding.Code> truncated) {
    public LintReport {
        findings = findings.stream().sorted().toList();
        truncated = Collections.unmodifiableSet(new TreeSet<>(truncated));
    }
}
