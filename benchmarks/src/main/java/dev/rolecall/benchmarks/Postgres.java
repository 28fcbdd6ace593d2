package dev.rolecall.benchmarks;

import dev.rolecall.demo.PostgresServer;
import java.nio.file.Path;

/** A PostgreSQL of ours on the loopback address, with fsync on, that ends with us. */
interface Postgres extends AutoCloseable {
    int port();

    String user();

    String password();

    /** The process whose children are the database's others. */
    ProcessHandle process();

    @Override
    void close();

    default String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** With nothing installed. */
    static Postgres embedded(Path data) {
        PostgresServer server = PostgresServer.start(data).stopAtExit();
        return new Postgres() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public String user() {
                return server.user();
            }

            @Override
            public String password() {
                return server.password();
            }

            @Override
            public ProcessHandle process() {
                return server.process();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
