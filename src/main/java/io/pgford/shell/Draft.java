package io.pgford.shell;

import java.util.Optional;

/** A text that waits to stand in the next prompt, for the operator to look at before it runs. */
public final class Draft {
    private Optional<String> text = Optional.empty();

    public void put(String wanted) {
        text = Optional.of(wanted);
    }

    /** The text, once. */
    public Optional<String> take() {
        Optional<String> taken = text;
        text = Optional.empty();
        return taken;
    }
}
