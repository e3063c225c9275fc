package io.pgford.shell;

import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import io.pgford.script.ScriptParser;
import io.pgford.script.Vocabulary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Runs lines from standard input as they come, up to the first that fails. */
final class InputLines {
    private final ScriptParser parser;
    private final Dispatcher dispatcher;
    private final Leaving leaving;

    InputLines(Vocabulary vocabulary, Dispatcher dispatcher, Leaving leaving) {
        this.parser = new ScriptParser(vocabulary);
        this.dispatcher = dispatcher;
        this.leaving = leaving;
    }

    Exit run(BufferedReader input) {
        StringBuilder text = new StringBuilder();
        int looked = 0;
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                text.append(line).append('\n');
                // Looked at only when half as much again has come, or nothing more is there yet: a long COPY is read in
                // linear time.
                if (!input.ready() || text.length() >= looked + looked / 2) {
                    looked = text.length();
                    if (isComplete(text.toString())) {
                        Exit exit = dispatcher.execute(text.toString());
                        if (exit != Exit.DONE || leaving.asked()) {
                            return exit;
                        }
                        text.setLength(0);
                        looked = 0;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dispatcher.execute(text.toString());
    }

    private boolean isComplete(String text) {
        try {
            return parser.read(text).waiting().isEmpty();
        } catch (Problem wrong) {
            return true;
        }
    }
}
