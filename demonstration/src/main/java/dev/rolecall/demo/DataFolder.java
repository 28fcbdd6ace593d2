package dev.rolecall.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder one demo works in, held by a lock as long as it is open: servers prepared for it, databases, logs.
 * Whatever an earlier demo left running in it, because only that demo was killed, is ended when it is opened.
 */
public final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;
    private final LeftoverProcesses server;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
        this.server = new LeftoverProcesses(path.resolve("server.processes"));
    }

    public static DataFolder open(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locks(channel)) {
                channel.close();
                throw new DemoException(
                        "another demo works in " + path + ": end it, or choose another folder with --data");
            }
            DataFolder data = new DataFolder(path, channel);
            data.server.end();
            return data;
        } catch (IOException e) {
            throw new DemoException("the folder " + path + " cannot be used: " + e);
        }
    }

    private static boolean locks(FileChannel channel) throws IOException {
        @Nullable FileLock lock = channel.tryLock();
        return lock != null;
    }

    /** Forgets both databases; the prepared servers stay, they are made from the build alone. */
    void empty() {
        PostgresData.postmaster(postgres()).ifPresent(Processes::stop);
        try {
            Trees.delete(path.resolve("h2"));
            Trees.delete(postgres());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Remembers a server until it is closed, for a start after everything went wrong. */
    public void remember(ProcessHandle running) {
        server.remember(running);
    }

    Path h2() {
        return path.resolve("h2").resolve("keycloak");
    }

    public Path postgres() {
        return path.resolve("postgres");
    }

    public Path log(String name) {
        return path.resolve("log").resolve(name + ".log");
    }

    public Path installation(boolean onPostgres) {
        return path.resolve(onPostgres ? "keycloak-postgres" : "keycloak-h2");
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            server.forget();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
