package io.pgford.shell;

import io.pgford.command.Run;
import io.pgford.database.Secret;
import java.util.Optional;

/** A run that nobody is told of on the way, and that can ask nobody. */
abstract class QuietRun implements Run {
    @Override
    public void say(String line) {}

    @Override
    public void progress(String line) {}

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public Optional<Secret> askSecret(String question) {
        return Optional.empty();
    }
}
