package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Sends a file of people the way an HR system does: a client-credentials token, one POST, then looks until it is done.
 */
final class HrImport {
    static final String CLIENT = "hr-import";

    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED", "REJECTED");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final int PAGE = 1_000;

    private final Realm realm;
    private final String secret;
    private final Path file;

    HrImport(Realm realm, String secret, Path file) {
        this.realm = realm;
        this.secret = secret;
        this.file = file;
    }

    /** Sends the file and follows the import to its end. */
    ImportOutcome run(Consumer<ProgressLine> progress) {
        long rows = rows();
        URI location = realm.uri("/rolecall/imports").resolve(send().location());
        String token = token(); // a second one: the first is used up by the file
        JsonNode document = follow(location, token, rows, progress);
        JsonNode rejected = Http.get(URI.create(location + "/rows?status=rejected&first=0&max=" + PAGE), token)
                .expecting(200)
                .json();
        return ImportOutcome.of(document, rejected);
    }

    private Answer send() {
        try {
            return Http.send("POST", realm.uri("/rolecall/imports"), token(), "text/csv", BodyPublishers.ofFile(file))
                    .expecting(202);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode follow(URI location, String token, long rows, Consumer<ProgressLine> progress) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode document = Http.get(location, token).expecting(200).json();
            progress.accept(new ProgressLine(done(document.path("counts")), rows));
            if (ENDED.contains(document.path("state").asText())) {
                return document;
            }
            Pause.of(GLANCE);
        }
        throw new DemoException("the import did not end within " + PATIENCE.toMinutes() + " minutes");
    }

    private static long done(JsonNode counts) {
        return Stream.of("created", "updated", "unchanged", "rejected")
                .mapToLong(name -> counts.path(name).asLong())
                .sum();
    }

    private String token() {
        return realm.clientCredentials(CLIENT, secret).access();
    }

    /** Rows of the file, which has no line breaks inside of cells. */
    private long rows() {
        try (Stream<String> lines = Files.lines(file)) {
            return Math.max(0, lines.filter(line -> !line.isEmpty()).count() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
