package dev.rolecall.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What slapd writes about what it is asked, with the level {@code stats}. */
final class SearchLog {
    private static final String SEARCH = " SRCH base=";

    private SearchLog() {}

    static int searches(InputStream log) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(log, StandardCharsets.ISO_8859_1));
        int searches = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(SEARCH)) {
                searches++;
            }
        }
        return searches;
    }
}
