package io.pgford.shell;

import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.pair.PostgresPair;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of the packaged program, by its launcher, on a real pseudo terminal and a fresh pair of databases. */
abstract class OnATerminal {
    static final Path LAUNCHER =
            Path.of(System.getProperty("pgford.home", ""), "scripts", "pgford").toAbsolutePath();

    @TempDir
    Path folder;

    final Pair pair = PostgresPair.shared().fresh();
    Tmux terminal;

    /** What the program finds in its environment: the pair, and no settings or history of anybody's. */
    final Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("XDG_STATE_HOME", folder.toString());
        environment.put("XDG_CONFIG_HOME", folder.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("PGFORD_OLD", uri(pair.oldEnd()));
        environment.put("PGFORD_NEW", uri(pair.newEnd()));
        return environment;
    }

    private static String uri(Endpoint end) {
        String password = end.password().map(secret -> ":" + secret.reveal()).orElse("");
        return "postgresql://" + end.user() + password + "@" + end.host() + ":" + end.port() + "/" + end.database();
    }

    /** Opens the terminal with a plain shell in it. */
    final void open(int columns, int rows, Map<String, String> environment) {
        terminal = new Tmux(columns, rows, environment);
    }

    /** Starts the program in it, and waits for its prompt. */
    final void start() {
        terminal.enter("clear; " + LAUNCHER);
        terminal.waitForLast("old=>");
    }

    @AfterEach
    final void closeTerminal() {
        terminal.close();
    }
}
