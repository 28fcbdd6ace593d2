package dev.rolecall.imports.upload;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** What makes two requests the same: how their file is to be understood, what is to be done with it, and its bytes. */
public final class Fingerprint {
    private final MessageDigest digest = ContentDigest.digest("SHA-256");

    public Fingerprint(Upload upload) {
        UploadOrder order = upload.order();
        String said =
                order.mode() + "\n" + order.dryRun() + "\n" + order.headerMappings() + "\n" + upload.form() + "\n";
        digest.update(said.getBytes(StandardCharsets.UTF_8));
    }

    /** The same bytes; they are counted in as they are read. */
    public InputStream over(InputStream file) {
        return new DigestingStream(file, List.of(digest));
    }

    /** 64 hexadecimal digits, once all bytes were read; to be asked for once. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
