package io.pgford.shell.danger;

import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.shell.sql.Session;
import io.pgford.sql.Deed;
import io.pgford.sql.Identifiers;
import io.pgford.sql.Lexer;
import io.pgford.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Judges how dangerous a statement is: by what it does, to what, on which side, and to how many rows. */
final class Judge {
    private final Session session;
    private final Side side;
    private final String sql;
    private final long manyRows;
    private final Supplier<Crossing> crossing;
    private Optional<Crossing> asked = Optional.empty();

    /** @param manyRows from how many changed rows on somebody is asked */
    Judge(Session session, Side side, String sql, long manyRows, Supplier<Crossing> crossing) {
        this.session = session;
        this.side = side;
        this.sql = sql;
        this.manyRows = manyRows;
        this.crossing = crossing;
    }

    private Crossing crossing() {
        if (asked.isEmpty()) {
            asked = Optional.of(crossing.get());
        }
        return asked.get();
    }

    /**
     * The verdict on all deeds of the statement.
     *
     * @throws Problem for what the planner finds wrong with the statement
     */
    Verdict of(List<Deed> deeds) {
        Verdict verdict = Verdict.HARMLESS;
        for (Deed deed : deeds) {
            verdict = verdict.or(of(deed));
        }
        if (deeds.stream().anyMatch(Deed::changesRows)) {
            verdict = verdict.or(byRows(deeds));
        }
        return undoable(verdict);
    }

    /** In a transaction a rollback takes it back: yes or no is enough, unless the crossing would break. */
    private Verdict undoable(Verdict verdict) {
        boolean inTransaction = session.state() == Session.State.OPEN;
        return inTransaction && verdict.level() == Verdict.Level.WORD && !verdict.breaksCrossing()
                ? new Verdict(Verdict.Level.YES, verdict.what() + " A rollback undoes it.", "", false)
                : verdict;
    }

    private Verdict of(Deed deed) {
        boolean table = deed.object().endsWith("table");
        Optional<FoundTable> found = table || deed.object().equals("materialized view")
                ? FoundTable.of(session, deed.name())
                : Optional.empty();
        if (table && (found.isEmpty() || found.get().temporary())) {
            // What is not there, the server says; what ends with the session is nobody else's.
            return deed.name().isEmpty() && deed.kind() == Deed.Kind.REWRITE
                    ? yes("It locks every table of the database on " + side + ", one after the other.")
                    : Verdict.HARMLESS;
        }
        Optional<Verdict> breaks = deed.canBreakCrossing() ? breaks(deed, found) : Optional.empty();
        if (breaks.isPresent()) {
            return breaks.get();
        }
        return switch (deed.kind()) {
            case TRUNCATE -> word("It empties " + found.orElseThrow().shown() + " on " + side + ".", deed);
            case DROP -> dropped(deed, found);
            case DROP_COLUMN ->
                word(
                        "It takes a column of " + found.orElseThrow().shown() + " on " + side + " away, with its data.",
                        deed);
            case RESHAPE, INSERT, UPDATE, DELETE, MERGE -> behindTheBack(deed, found.orElseThrow());
            case REWRITE ->
                yes("It locks " + found.orElseThrow().shown() + " on " + side
                        + " against everybody, readers too, while it is written anew.");
            case UPSERT -> upsert(deed, found.orElseThrow());
        };
    }

    private Verdict dropped(Deed deed, Optional<FoundTable> found) {
        String what = found.map(FoundTable::shown).orElse(deed.name());
        return switch (deed.object()) {
            case "table", "schema", "database", "materialized view", "tablespace", "owned by" ->
                word("It drops " + deed.object() + " " + what + " on " + side + ", with all that is in it.", deed);
            case "index",
                    "sequence",
                    "server",
                    "extension",
                    "type",
                    "domain",
                    "foreign table",
                    "subscription",
                    "publication",
                    "role",
                    "user" -> yes("It drops " + deed.object() + " " + what + " on " + side + ".");
            default -> Verdict.HARMLESS;
        };
    }

    private Optional<Verdict> breaks(Deed deed, Optional<FoundTable> found) {
        boolean needed = found.map(table -> crossing().needs(side, table.name()))
                .orElseGet(() -> crossing().needs(side, deed.object(), lastPart(deed.name())));
        if (!needed) {
            return Optional.empty();
        }
        String object = found.map(table -> table.name().shown()).orElse(deed.object() + " " + deed.name());
        String effect = switch (deed.kind()) {
            case TRUNCATE -> "It destroys rows of " + object + " that are still to cross.";
            case RESHAPE, DROP_COLUMN ->
                "It changes " + object + " on " + side + " only, and the two sides would no longer fit together.";
            default -> "It drops " + object + " on " + side + ".";
        };
        return Optional.of(new Verdict(
                Verdict.Level.WORD,
                "A crossing is under way and stands on " + object + ". " + effect,
                lastPart(deed.name()),
                true));
    }

    private Verdict upsert(Deed deed, FoundTable table) {
        if (side == Side.NEW && crossing().needs(side, table.name())) {
            return yes("ON CONFLICT on " + table.name().shown()
                    + " does not see the rows that are still on old: a key may be there twice afterwards.");
        }
        return behindTheBack(deed, table);
    }

    /** Once the application works on {@code new}, nobody writes to {@code old} directly: the mover may stand there. */
    private Verdict behindTheBack(Deed deed, FoundTable table) {
        boolean behind = side == Side.OLD
                && crossing().needs(side, table.name())
                && crossing().cutOver();
        if (behind) {
            return yes("The application works on new now, and reaches the rows of "
                    + table.name().shown() + " from there: change them there as well, with @new.");
        }
        return deed.kind() == Deed.Kind.RESHAPE
                ? yes("It locks " + table.shown() + " on " + side + " and may write all of it anew.")
                : Verdict.HARMLESS;
    }

    private Verdict byRows(List<Deed> deeds) {
        Optional<Deed> open = deeds.stream()
                .filter(deed -> deed.changesRows() && !deed.where())
                .findFirst();
        boolean plannable = Lexer.tokens(sql).stream()
                .filter(token -> !token.isBlank())
                .findFirst()
                .filter(Judge::canBeExplained)
                .isPresent();
        long rows = plannable ? Estimate.rows(session.plan(sql)) : 0;
        String about =
                plannable ? String.format(Locale.ROOT, "about %,d row%s", rows, rows == 1 ? "" : "s") : "all rows";
        if (open.isPresent() && open.get().kind() != Deed.Kind.MERGE) {
            String what = open.get().kind() + " without WHERE: " + about + " of "
                    + open.get().name() + " on " + side + ".";
            boolean grave = open.get().kind() == Deed.Kind.DELETE
                    && side == Side.OLD
                    && crossing().cutOver();
            return grave ? word(what, open.get()) : yes(what);
        }
        return rows >= manyRows
                ? yes("The planner expects it to change " + about + " on " + side + ".")
                : Verdict.HARMLESS;
    }

    private static boolean canBeExplained(Token first) {
        return first.isAny("with", "insert", "update", "delete", "merge");
    }

    private static Verdict yes(String what) {
        return new Verdict(Verdict.Level.YES, what, "", false);
    }

    private static Verdict word(String what, Deed deed) {
        return new Verdict(Verdict.Level.WORD, what, lastPart(deed.name()), false);
    }

    /** The name without its schema, as it is typed without quotes. */
    private static String lastPart(String name) {
        return Identifiers.parts(name).map(parts -> parts.get(parts.size() - 1)).orElse(name);
    }
}
