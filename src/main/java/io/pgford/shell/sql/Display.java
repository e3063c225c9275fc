package io.pgford.shell.sql;

import io.pgford.command.Settings;
import io.pgford.shell.result.Format;
import io.pgford.shell.result.View;

/** What {@code \pset}, {@code \x} and {@code \timing} have set. */
public final class Display {
    private View view;
    private boolean timing = true;

    /** As the shell starts: {@code --format} names the format. */
    public Display(Settings settings) {
        view = settings.given("format")
                .map(given -> View.DEFAULT.with(Format.of(given.value())))
                .orElse(View.DEFAULT);
    }

    public View view() {
        return view;
    }

    public void view(View other) {
        view = other;
    }

    public boolean timing() {
        return timing;
    }

    public void timing(boolean on) {
        timing = on;
    }
}
