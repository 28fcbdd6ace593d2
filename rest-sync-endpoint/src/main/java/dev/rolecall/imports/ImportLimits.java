package dev.rolecall.imports;

import dev.rolecall.sync.gate.ContentLength;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import org.keycloak.Config;

/**
 * What the server takes, set by {@code --spi-realm-restapi-extension--rolecall--max-import-bytes},
 * {@code --spi-realm-restapi-extension--rolecall--max-open-imports} and
 * {@code --spi-realm-restapi-extension--rolecall--max-unpacked-bytes}.
 *
 * @param bytes    of one file, as it is sent; default 1 GiB
 * @param open     imports of one realm that have not ended; default 100
 * @param unpacked bytes of one file once it is decompressed; default 4 GiB
 */
record ImportLimits(long bytes, int open, long unpacked) {
    static ImportLimits from(Config.Scope config) {
        return new ImportLimits(
                config.getLong("maxImportBytes", 1L << 30),
                config.getInt("maxOpenImports", 100),
                config.getLong("maxUnpackedBytes", 1L << 32));
    }

    /** @throws Refusal when the request says of itself that it is too large */
    void check(HttpHeaders headers) {
        if (ContentLength.isAbove(bytes, headers.getHeaderString(HttpHeaders.CONTENT_LENGTH))) {
            throw tooLarge();
        }
    }

    Refusal tooLarge() {
        return Refusal.tooLarge("A file has at most " + bytes + " bytes.");
    }
}
