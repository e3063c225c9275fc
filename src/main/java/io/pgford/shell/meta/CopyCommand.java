package io.pgford.shell.meta;

import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.shell.Console;
import io.pgford.shell.SqlRunner;
import io.pgford.shell.danger.Caution;
import io.pgford.shell.print.Cells;
import io.pgford.shell.result.HomePath;
import io.pgford.shell.sql.Session;
import io.pgford.shell.sql.Sessions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code \copy}: COPY with files and programs on this machine. The rows stream; none is kept in memory. */
public final class CopyCommand implements MetaCommand {
    private final SqlRunner sql;
    private final Sessions sessions;
    private final Caution caution;

    public CopyCommand(SqlRunner sql, Sessions sessions, Caution caution) {
        this.sql = sql;
        this.sessions = sessions;
        this.caution = caution;
    }

    @Override
    public List<String> names() {
        return List.of("\\copy");
    }

    @Override
    public String usage() {
        return "\\copy TABLE|(QUERY) FROM|TO 'FILE'|PROGRAM 'COMMAND'|STDIN|STDOUT [OPTIONS]";
    }

    @Override
    public String what() {
        return "COPY with a file or a program on this machine";
    }

    @Override
    public Outcome run(MetaCall call) {
        String text = call.item().text();
        int lineEnd = text.indexOf('\n');
        String line = lineEnd < 0 ? text : text.substring(0, lineEnd);
        Optional<String> data = lineEnd < 0 ? Optional.empty() : Optional.of(text.substring(lineEnd + 1));
        CopyRequest request = CopyRequest.of(line.substring(call.name().length()));
        refuseTwice(call, request, data);
        return sql.onSides(call.console(), call.item().route(), side -> {
            Session session = sessions.on(side);
            caution.check(call.console(), session, side, request.sql());
            long rows = request.from() ? in(session, request, data) : out(call.console(), side, session, request);
            String place = request.place().kind() == CopyRequest.Place.Kind.INLINE && !request.from() ? "" : "COPY ";
            if (!place.isEmpty()) {
                Console console = call.console();
                console.err().flush();
                console.out().println(console.style().dim(place + String.format(Locale.ROOT, "%d", rows)));
            }
            return Optional.empty();
        });
    }

    /** Standard input can be read once: the second side would get no rows, and say nothing. */
    private static void refuseTwice(MetaCall call, CopyRequest request, Optional<String> data) {
        boolean standardInput = request.place().kind() == CopyRequest.Place.Kind.PROCESS
                || (request.place().kind() == CopyRequest.Place.Kind.INLINE && data.isEmpty());
        if (request.from()
                && standardInput
                && call.item().route().filter(word -> word.equals("both")).isPresent()) {
            throw Problem.usage(
                    "Standard input can be read once, not for both sides",
                    "Name a file: @both \\copy TABLE from 'FILE'");
        }
    }

    private static long in(Session session, CopyRequest request, Optional<String> data) {
        CopyRequest.Place place = request.place();
        try {
            switch (place.kind()) {
                case FILE -> {
                    try (InputStream file = Files.newInputStream(HomePath.of(place.name()))) {
                        return session.copyIn(request.sql(), file);
                    }
                }
                case PROGRAM -> {
                    Process process = start(place.name(), false);
                    long rows;
                    try (InputStream output = process.getInputStream()) {
                        rows = session.copyIn(request.sql(), new CheckedInput(output, process, place.name()));
                    }
                    return rows;
                }
                case INLINE -> {
                    InputStream lines = data.<InputStream>map(
                                    text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                            .orElse(System.in);
                    return session.copyIn(request.sql(), lines);
                }
                case PROCESS -> {
                    return session.copyIn(request.sql(), System.in);
                }
            }
            throw new IllegalStateException(place.kind().name());
        } catch (IOException e) {
            throw Problem.failed(place.name() + " cannot be read: " + HomePath.why(e), "Nothing was copied.", e);
        }
    }

    private static long out(Console console, Side side, Session session, CopyRequest request) {
        CopyRequest.Place place = request.place();
        try {
            switch (place.kind()) {
                case FILE -> {
                    try (OutputStream file = Files.newOutputStream(HomePath.of(place.name()))) {
                        return session.copyOut(request.sql(), file);
                    }
                }
                case PROGRAM -> {
                    Process process = start(place.name(), true);
                    long rows;
                    try (OutputStream input = process.getOutputStream()) {
                        rows = session.copyOut(request.sql(), input);
                    }
                    int exit = waitFor(process);
                    if (exit != 0) {
                        throw Problem.failed(
                                "On " + side + ": " + place.name() + " ended with exit code " + exit,
                                "It may not have taken all of the rows.");
                    }
                    return rows;
                }
                case INLINE, PROCESS -> {
                    try (OutputStream shown = new ConsoleStream(console)) {
                        return session.copyText(request.sql(), shown);
                    }
                }
            }
            throw new IllegalStateException(place.kind().name());
        } catch (IOException e) {
            throw Problem.failed(
                    place.name() + " cannot be written: " + HomePath.why(e), "Name another file, or make room.", e);
        }
    }

    /** @param reads whether it is to read from here; else it writes to here, and reads from nowhere */
    private static Process start(String command, boolean reads) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectError(ProcessBuilder.Redirect.INHERIT);
        if (reads) {
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        }
        return builder.start();
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Fails at its end where the program failed, so that half of its rows are not taken for all. */
    private static final class CheckedInput extends java.io.FilterInputStream {
        private final Process process;
        private final String command;

        CheckedInput(InputStream output, Process process, String command) {
            super(output);
            this.process = process;
            this.command = command;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            if (read < 0) {
                int exit = waitFor(process);
                if (exit != 0) {
                    throw new IOException(command + " ended with exit code " + exit);
                }
            }
            return read;
        }
    }

    /** Rows on a terminal, made safe for it; as they are elsewhere. */
    private static final class ConsoleStream extends OutputStream {
        private final Console console;
        private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();

        ConsoleStream(Console console) {
            this.console = console;
        }

        @Override
        public void write(int b) {
            line.write(b);
            if (b == '\n') {
                print();
            }
        }

        private void print() {
            String text = line.toString(StandardCharsets.UTF_8);
            console.out().print(console.terminal() ? Cells.safe(text, true) : text);
            line.reset();
        }

        @Override
        public void close() {
            print();
            console.out().flush();
        }
    }
}
