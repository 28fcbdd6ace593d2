package dev.rolecall.ldap;

import static dev.rolecall.ldap.RuleSyntaxException.quoted;

import dev.rolecall.access.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One name of a target, with captures in it: {@code ${customer}}, {@code ${region:exact}-eu}. What is caught becomes part
 * of this one name and is never read as notation.
 */
record NameTemplate(List<Piece> pieces) {
    static final String OPENING = "${";

    private static final Pattern CAPTURE = Pattern.compile("\\$\\{([A-Za-z0-9_]+)(:exact)?}");

    NameTemplate {
        pieces = List.copyOf(pieces);
    }

    /**
     * A plain text, or a capture.
     *
     * @param text  the text, or the capture's name
     * @param exact whether the capture keeps the case the directory spells it in
     */
    record Piece(String text, boolean isCapture, boolean exact) {}

    /** @param what what it is the name of, for messages */
    static NameTemplate parse(String what, String encoded) {
        List<Piece> pieces = new ArrayList<>();
        Matcher capture = CAPTURE.matcher(encoded);
        int end = 0;
        while (capture.find()) {
            addText(what, encoded.substring(end, capture.start()), pieces);
            pieces.add(new Piece(capture.group(1), true, capture.group(2) != null));
            end = capture.end();
        }
        addText(what, encoded.substring(end), pieces);
        if (pieces.isEmpty()) {
            throw new RuleSyntaxException("the " + what + " is missing");
        }
        return new NameTemplate(pieces);
    }

    Set<String> captures() {
        Set<String> names = new TreeSet<>();
        pieces.stream().filter(Piece::isCapture).map(Piece::text).forEach(names::add);
        return names;
    }

    /** The name where it is the same for everybody, or null. */
    @Nullable String literal() {
        return captures().isEmpty() ? pieces.get(0).text() : null;
    }

    /** @throws UnusableCaptureException if a capture can stand for nothing */
    String fill(Map<String, Capture> captures) throws UnusableCaptureException {
        StringBuilder name = new StringBuilder();
        for (Piece piece : pieces) {
            name.append(piece.isCapture() ? caught(piece, captures.get(piece.text())) : piece.text());
        }
        return name.toString();
    }

    private static String caught(Piece piece, @Nullable Capture capture) throws UnusableCaptureException {
        if (capture == null || capture.fault() != null) {
            throw new UnusableCaptureException(
                    "the capture " + piece.text() + " " + (capture == null ? "is missing" : capture.fault()));
        }
        return piece.exact() ? capture.text() : capture.folded();
    }

    private static void addText(String what, String encoded, List<Piece> pieces) {
        if (encoded.contains(OPENING)) {
            throw new RuleSyntaxException(
                    "a capture is written ${name} or ${name:exact}: " + quoted(encoded) + "; a plain ${ is %24{");
        }
        if (!encoded.isEmpty()) {
            pieces.add(new Piece(Reference.decode(what, encoded), false, false));
        }
    }
}
