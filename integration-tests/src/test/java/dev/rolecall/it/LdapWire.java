package dev.rolecall.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a {@link Slapd} and hands on whole messages of LDAP. What mentions a certain text it can keep to
 * itself, as a directory that hangs, or answer in part and cut the connection off at the boundary of two messages: what came
 * until then looks like an answer.
 */
final class LdapWire implements AutoCloseable {
    private static final int SILENT = -1;

    private final int directory;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger caught = new AtomicInteger();
    private volatile @Nullable Fault fault;

    private LdapWire(int directory, ServerSocket listener) {
        this.directory = directory;
        this.listener = listener;
    }

    /** @param after how many messages of the answer the connection is cut */
    private record Fault(String text, int after) {
        boolean isAbout(byte[] message) {
            return new String(message, StandardCharsets.ISO_8859_1).contains(text);
        }
    }

    static LdapWire to(Slapd slapd) {
        try {
            LdapWire wire = new LdapWire(slapd.port(), new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "ldap://127.0.0.1:" + listener.getLocalPort();
    }

    // faults

    /** From now on there is none. What waits for an answer is cut off. */
    void mend() {
        fault = null;
        sockets.forEach(LdapWire::close);
    }

    /** No answer to what mentions the text, and the connection stays; the empty text is in everything. */
    void hangAt(String text) {
        become(new Fault(text, SILENT));
    }

    /** Of the answers to what mentions the text so many messages arrive, and then the connection ends. */
    void cutOff(String text, int after) {
        become(new Fault(text, after));
    }

    private void become(Fault next) {
        mend();
        caught.set(0);
        fault = next;
    }

    /** How many requests met the last fault. */
    int caught() {
        return caught.get();
    }

    // messages

    private void accept() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException e) {
            close(listener); // as it is when the test is over
        }
    }

    /** While the directory is down whoever comes is sent away. */
    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), directory);
            sockets.add(client);
            sockets.add(server);
            AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
            start(() -> pump(client, server, message -> handOver(message, left, server)));
            start(() -> pump(server, client, message -> handBack(message, left, client)));
        } catch (IOException e) {
            close(client);
        }
    }

    private void handOver(byte[] message, AtomicInteger left, Socket server) throws IOException {
        @Nullable Fault now = fault;
        if (now != null && now.isAbout(message)) {
            caught.incrementAndGet();
            if (now.after() == SILENT) {
                return;
            }
            left.set(now.after());
        }
        server.getOutputStream().write(message);
    }

    private static void handBack(byte[] message, AtomicInteger left, Socket client) throws IOException {
        if (left.getAndDecrement() <= 0) {
            throw new EOFException();
        }
        client.getOutputStream().write(message);
    }

    private interface Handing {
        void of(byte[] message) throws IOException;
    }

    /** Until one side ends; then the other does. */
    private void pump(Socket from, Socket to, Handing handing) {
        try {
            DataInputStream messages = new DataInputStream(new BufferedInputStream(from.getInputStream()));
            while (true) {
                handing.of(next(messages));
            }
        } catch (IOException e) {
            close(from);
            close(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** A whole message: a tag, its length as X.690 8.1.3 has it, and so many bytes. */
    private static byte[] next(DataInputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(in.readUnsignedByte());
        int length = in.readUnsignedByte();
        message.write(length);
        if (length > 0x7f) {
            byte[] bytes = new byte[length & 0x7f];
            in.readFully(bytes);
            message.write(bytes);
            length = new BigInteger(1, bytes).intValueExact();
        }
        byte[] content = new byte[length];
        in.readFully(content);
        message.write(content);
        return message.toByteArray();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "ldap-wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        close(listener);
        sockets.forEach(LdapWire::close);
    }
}
