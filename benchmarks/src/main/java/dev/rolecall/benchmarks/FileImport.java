package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Realm;
import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;

/** A file through {@code POST imports}, from the first byte sent to the import that has ended. */
final class FileImport implements ImportWay {
    static final String CLIENT = "hr-import";

    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofHours(3);

    private final Realm realm;
    private final Path folder;
    private final Format format;

    FileImport(Realm realm, Path folder, Format format) {
        this.realm = realm;
        this.folder = folder;
        this.format = format;
    }

    /** How rows are written. */
    enum Format {
        CSV("text/csv"),
        NDJSON("application/x-ndjson");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        String line(BenchPerson person) {
            return this == CSV ? person.csv() : person.json().toString();
        }
    }

    @Override
    public String label() {
        return "POST imports, " + format;
    }

    @Override
    public Runnable prepare(ImportWork work, String cohort, int rows) {
        Path file = folder.resolve(cohort + "-" + work.name().toLowerCase(Locale.ROOT));
        write(file, work, cohort, rows);
        ImportCounts expected = ImportCounts.expected(work, cohort, rows);
        String token = token();
        return () -> follow(send(file, token)).require(expected);
    }

    private void write(Path file, ImportWork work, String cohort, int rows) {
        try {
            Files.createDirectories(folder);
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                if (format == Format.CSV) {
                    out.write(String.join(",", BenchPerson.COLUMNS) + "\n");
                }
                for (Iterator<BenchPerson> people = work.people(cohort, rows).iterator(); people.hasNext(); ) {
                    out.write(format.line(people.next()) + "\n");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI send(Path file, String token) {
        try {
            URI imports = realm.uri("/rolecall/imports");
            return imports.resolve(Http.send("POST", imports, token, format.type, BodyPublishers.ofFile(file))
                    .expecting(202)
                    .location());
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportCounts follow(URI location) {
        String token = token(); // the first is used up by the file
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode document = Http.get(location, token).expecting(200).json();
            String state = document.path("state").asText();
            if (state.equals("COMPLETED")) {
                return ImportCounts.of(document.path("counts"));
            }
            if (!state.equals("QUEUED") && !state.equals("RUNNING")) {
                throw new BenchmarkFailedException(
                        "an import is " + state + ": " + document.path("error").asText());
            }
            glance();
        }
        throw new BenchmarkFailedException("an import did not end within " + PATIENCE.toHours() + " hours");
    }

    private static void glance() {
        try {
            Thread.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailedException("interrupted", e);
        }
    }

    private String token() {
        return realm.clientCredentials(CLIENT, Stack.secretOf(CLIENT)).access();
    }
}
