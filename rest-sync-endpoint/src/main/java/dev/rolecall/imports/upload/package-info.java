/**
 * A file on its way in: what a request says about it ({@link dev.rolecall.imports.upload.UploadOrder}), the parts of a
 * multipart body ({@link dev.rolecall.imports.upload.Multipart}), and whether all of it came
 * ({@link dev.rolecall.imports.upload.ContentDigest}). {@link dev.rolecall.imports.upload.Upload} puts them together. Nothing here knows
 * Keycloak or keeps a byte: what is read goes on to who stores it.
 */
@NullMarked
package dev.rolecall.imports.upload;

import org.jspecify.annotations.NullMarked;
