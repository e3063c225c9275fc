package io.pgford.command;

import io.pgford.database.Endpoint;
import io.pgford.database.EndpointParser;
import io.pgford.database.Pair;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the pair: what {@code connect} named, else the settings, else the sandbox. */
public final class PairSource implements Supplier<Pair> {
    private static final String NEXT = """
            sandbox start starts two instances to try it on. Or name your own: connect old URI, connect new URI; or start with
            pgford --old URI --new URI, or set PGFORD_OLD and PGFORD_NEW, or write old: and new: into pgford.yml.""";

    private final Settings settings;
    private final Supplier<Optional<Pair>> sandbox;
    private final Map<Side, Endpoint> named = new EnumMap<>(Side.class);

    /** @param sandbox the pair of a sandbox, where there is one */
    public PairSource(Settings settings, Supplier<Optional<Pair>> sandbox) {
        this.settings = settings;
        this.sandbox = sandbox;
    }

    /** Sets a side, from now on. */
    public synchronized void name(Side side, Endpoint endpoint) {
        named.put(side, endpoint);
    }

    /** The endpoint of a side, as far as it is known. */
    public synchronized Optional<Endpoint> end(Side side) {
        return named(side).or(() -> sandboxIfAlone().map(pair -> pair.at(side)));
    }

    /**
     * The pair.
     *
     * @throws Problem that says how to name one
     */
    @Override
    public synchronized Pair get() {
        Optional<Pair> fallback = sandboxIfAlone();
        if (fallback.isPresent() && named.isEmpty()) {
            return withLink(fallback.get());
        }
        Endpoint oldEnd = end(Side.OLD).orElseThrow(() -> missing(Side.OLD));
        Endpoint newEnd = end(Side.NEW).orElseThrow(() -> missing(Side.NEW));
        return withLink(new Pair(
                oldEnd,
                newEnd,
                fallback.filter(pair -> pair.oldEnd().equals(oldEnd)).flatMap(Pair::fdwHost),
                fallback.filter(pair -> pair.oldEnd().equals(oldEnd)).flatMap(Pair::fdwPort)));
    }

    private Optional<Endpoint> named(Side side) {
        return Optional.ofNullable(named.get(side))
                .or(() -> settings.given(side.word()).map(PairSource::parse));
    }

    /** The settings name one pair: where they name half of one, the sandbox is not mixed into it. */
    private Optional<Pair> sandboxIfAlone() {
        boolean settingsNameOne =
                settings.given("old").isPresent() || settings.given("new").isPresent();
        return settingsNameOne ? Optional.empty() : sandbox.get();
    }

    private Pair withLink(Pair pair) {
        return new Pair(
                pair.oldEnd(),
                pair.newEnd(),
                settings.given("fdw.host").map(Settings.Given::value).or(pair::fdwHost),
                settings.given("fdw.port").map(PairSource::port).or(pair::fdwPort));
    }

    private static Endpoint parse(Settings.Given given) {
        try {
            return EndpointParser.parse(given.value());
        } catch (Problem problem) {
            throw Problem.usage(given.source() + ": " + problem.what(), problem.next());
        }
    }

    private static int port(Settings.Given given) {
        if (!given.value().matches("[0-9]{1,5}") || Integer.parseInt(given.value()) > 65_535) {
            throw Problem.usage(
                    given.source() + ": \"" + given.value() + "\" is no port", "A port is a number from 1 to 65535.");
        }
        return Integer.parseInt(given.value());
    }

    private Problem missing(Side side) {
        return end(side.other()).isPresent()
                ? Problem.failed(
                        "No instance is named for " + side,
                        "connect " + side + " URI, or start with --" + side + " URI or "
                                + (side == Side.OLD ? "PGFORD_OLD" : "PGFORD_NEW") + ".")
                : Problem.failed("No pair of instances is named", NEXT);
    }
}
