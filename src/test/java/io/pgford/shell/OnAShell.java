package io.pgford.shell;

import io.pgford.database.Pair;
import io.pgford.pair.PostgresPair;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of the shell in this process, on a fresh pair of databases; results come as rows of CSV and nothing else. */
abstract class OnAShell {
    @TempDir
    Path folder;

    final Pair pair = PostgresPair.shared().fresh();
    TestShell shell;

    @BeforeEach
    final void openShell() {
        shell = TestShell.on(pair);
        shell.mustRun("\\timing off", "\\pset format csv", "\\t on");
    }

    @AfterEach
    final void closeShell() {
        shell.close();
        PostgresPair.shared().drop(pair);
    }
}
