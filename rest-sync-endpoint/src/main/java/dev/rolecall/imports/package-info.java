/**
 * Files of any size, applied in the background. {@link dev.rolecall.imports.ImportsResource} stores a file and answers;
 * {@link dev.rolecall.imports.ImportWorker} on every node applies what is stored, block by block, each block in one
 * transaction with its results and the checkpoint behind it. So every row is applied exactly once, whichever node ends
 * when. Entry type: {@link dev.rolecall.imports.Imports}. How rows are read is in {@code dev.rolecall.sync.rows}, what
 * they do to people in {@code dev.rolecall.people}.
 */
@NullMarked
package dev.rolecall.imports;

import org.jspecify.annotations.NullMarked;
