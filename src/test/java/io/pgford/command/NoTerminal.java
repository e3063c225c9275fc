package io.pgford.command;

import io.pgford.database.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run that nobody watches; it keeps what it was told. */
class NoTerminal implements Run {
    final List<String> said = new ArrayList<>();

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public void progress(String line) {}

    @Override
    public boolean interrupted() {
        return false;
    }

    @Override
    public Hook onInterrupt(Runnable action) {
        return () -> {};
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public Optional<Secret> askSecret(String question) {
        return Optional.empty();
    }
}
