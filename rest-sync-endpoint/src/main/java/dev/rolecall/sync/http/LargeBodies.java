package dev.rolecall.sync.http;

import dev.rolecall.imports.upload.Upload;
import dev.rolecall.sync.rows.HeaderValue;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests may have a large body: files of imports, sent in a form that is streamed. Everything that is not plainly one
 * is none, for what Keycloak reads whole must stay small.
 */
final class LargeBodies {
    /** What any other request may have: Keycloak's own limit. */
    static final long ELSEWHERE = 10 << 20;

    private static final String FORM_DATA = "multipart/form-data";

    /** These are handed on as they come. Forms are not: the server reads them whole before it asks who sends them. */
    private static final Set<String> STREAMED =
            Set.of("text/csv", "application/x-ndjson", "application/json", Upload.FORM_DATA_STREAMED);

    /**
     * The path as it was sent, without the server's own prefix. A realm's name may be percent-encoded, but with nothing that
     * could be a part of a path: no dot, slash, backslash, semicolon or percent sign.
     */
    private static final Pattern PATH = Pattern.compile("/realms/"
            + "(?!\\.{1,2}/)(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%(?!2[eEfF5]|5[cC]|3[bB])[2-7a-fA-F][0-9a-fA-F]|%[89][0-9a-fA-F])++"
            + "/rolecall/imports/?");

    private static final String UNREADABLE = "application/octet-stream";

    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$%&'*+.^`|~-]{1,127}/[\\w!#$%&'*+.^`|~-]{1,127}");

    private LargeBodies() {}

    /**
     * @param path   undecoded, without a query
     * @param prefix the server's relative path, or null where it has none
     */
    static boolean isFile(String method, @Nullable String path, @Nullable String prefix) {
        if (!method.equals("POST") || path == null) {
            return false;
        }
        String root = prefix == null || prefix.equals("/") ? "" : prefix.replaceAll("/+$", "");
        return path.startsWith(root)
                && PATH.matcher(path.substring(root.length())).matches();
    }

    /**
     * The content type under which a file is streamed: its own, or, for a form, one that the server does not know as such.
     * One that cannot be read becomes one that is refused: Keycloak answers it with an error of its own, 500.
     */
    static @Nullable String streamed(@Nullable String contentType) {
        if (contentType != null && !isReadable(contentType)) {
            return UNREADABLE;
        }
        if (contentType == null || !contentType.regionMatches(true, 0, FORM_DATA, 0, FORM_DATA.length())) {
            return contentType;
        }
        String rest = contentType.substring(FORM_DATA.length());
        boolean form = rest.isEmpty() || ";, \t".indexOf(rest.charAt(0)) >= 0;
        return form ? Upload.FORM_DATA_STREAMED + rest : contentType;
    }

    private static boolean isReadable(String contentType) {
        return HeaderValue.parse(contentType)
                .filter(type -> MEDIA_TYPE.matcher(type.value()).matches())
                .isPresent();
    }

    static boolean isStreamed(@Nullable String contentType) {
        return contentType != null
                && STREAMED.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
