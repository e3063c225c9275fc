package io.pgford.crossing;

import io.pgford.catalog.AppSession;
import io.pgford.catalog.Gates;
import io.pgford.catalog.Register;
import io.pgford.catalog.SetAside;
import io.pgford.catalog.Survey;
import io.pgford.catalog.Table;
import io.pgford.crossing.Stage.State;
import io.pgford.database.Connections;
import io.pgford.database.Rows;
import io.pgford.database.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The steps of a crossing, each with its state as the two catalogs and the register show it. */
public final class Stages {
    private final Connections connections;
    private final Survey survey;
    private final List<Table> tables;
    private final Register register;

    private Stages(Connections connections, Survey survey) {
        this.connections = connections;
        this.survey = survey;
        this.tables = survey.crossing();
        this.register = survey.register();
    }

    /** All steps in their order. */
    public static List<Stage> of(Connections connections, Survey survey) {
        Stages stages = new Stages(connections, survey);
        return stages.isOver() ? stages.over() : stages.all();
    }

    /** Nothing of pgford is left, what could cross is gone from {@code old} and on {@code new}: the crossing lies behind. */
    private boolean isOver() {
        List<Table> able = tables.stream()
                .filter(t -> survey.obstacles(t.name()).isEmpty())
                .toList();
        return !register.exists()
                && !able.isEmpty()
                && able.stream().allMatch(t -> survey.newSide().table(t.name()).isPresent())
                && !anyRows(Side.OLD, able)
                && anyRows(Side.NEW, able);
    }

    private boolean anyRows(Side side, List<Table> of) {
        String any = of.stream()
                .map(t -> "EXISTS (SELECT FROM ONLY " + t.name().sql() + ")")
                .collect(Collectors.joining(" OR "));
        return connections.with(side, c -> Rows.holds(c, "SELECT " + any));
    }

    private List<Stage> over() {
        return List.of(
                new Stage("crossing", "", State.DONE, "all rows are on new, and nothing of pgford is left there"));
    }

    private List<Stage> all() {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage(
                "schema on old",
                "schema apply FILE --on old",
                tables.isEmpty() ? State.TODO : State.DONE,
                count(tables.size(), "table")));
        stages.add(link());
        stages.add(schema());
        stages.add(inherit());
        stages.add(foreignKeysOff());
        stages.add(sequences());
        stages.add(cutOver());
        stages.add(move());
        stages.add(foreignKeysOn());
        stages.add(new Stage("clean up", "cleanup", State.TODO, setAside()));
        return stages;
    }

    private Stage link() {
        long linked = tables.stream()
                .filter(t -> register.foreignTables().containsKey(t.name()))
                .count();
        State state = register.server().isEmpty()
                ? State.TODO
                : linked == 0 && schemaCount() == 0 ? State.DONE : State.of(Math.max(1, linked), tables.size());
        String detail = register.server()
                .map(s -> count(linked, "foreign table") + ", for "
                        + count(register.mappings().size(), "role"))
                .orElse("");
        return new Stage("link", "fdw init", state, detail);
    }

    private long schemaCount() {
        return tables.stream()
                .filter(t -> survey.newSide().table(t.name()).isPresent())
                .count();
    }

    private Stage schema() {
        long there = schemaCount();
        return new Stage(
                "schema on new",
                "schema copy, or schema apply FILE --on new",
                tables.isEmpty() ? State.TODO : State.of(there, tables.size()),
                there + " of " + count(tables.size(), "table"));
    }

    private Stage inherit() {
        long attached = tables.stream().filter(this::attachedOrFinished).count();
        boolean begun = tables.stream().anyMatch(t -> register.attached(t.name()));
        State state = State.of(attached, tables.size());
        return new Stage(
                "inherit",
                "inherit",
                tables.isEmpty() ? State.TODO : state == State.TODO && begun ? State.PARTLY : state,
                attached == 0 ? "" : count(attached, "table") + " on new show the rows of both sides");
    }

    private boolean attachedOrFinished(Table table) {
        return register.finished(table.name())
                || (register.attached(table.name())
                        && register.gatesOf(table.name(), true)
                                .filter(Gates::ordered)
                                .isPresent());
    }

    private Stage foreignKeysOff() {
        ForeignKeyStep step = new ForeignKeyStep(connections);
        boolean open = !step.inTheWay(survey, Side.NEW).isEmpty()
                || !step.inTheWay(survey, Side.OLD).isEmpty();
        int kept = register.keptForeignKeys().size();
        boolean can = register.exists() && schemaCount() == tables.size() && !tables.isEmpty();
        return new Stage(
                "foreign keys off",
                "fk off",
                !can ? State.TODO : !open ? State.DONE : kept > 0 ? State.PARTLY : State.TODO,
                kept == 0 ? "" : kept + " kept by pgford");
    }

    private Stage sequences() {
        List<SequencePair> pairs = SequenceStep.pairs(survey);
        long ahead = pairs.stream().filter(SequencePair::ahead).count();
        State state = !register.exists() || schemaCount() == 0 ? State.TODO : State.of(ahead, pairs.size());
        return new Stage("sequences", "seq sync", state, ahead + " of " + pairs.size() + " ahead");
    }

    private Stage cutOver() {
        long direct = sessions(Side.OLD);
        long onNew = sessions(Side.NEW);
        boolean ready = register.server().isPresent() && tables.stream().allMatch(this::attachedOrFinished);
        // Nobody on either side may be an application that has merely stopped, and starts on old again.
        boolean there = onNew > 0 || !register.progress().isEmpty();
        return new Stage(
                "cut over",
                "the application starts on new (the sample's: worker switch new); where none works: move all",
                ready && direct == 0 && there ? State.DONE : State.TODO,
                direct == 0 ? cutOver(onNew) : count(direct, "session") + " still on old");
    }

    private static String cutOver(long onNew) {
        return "no session of the application is on old, " + (onNew == 0 ? "and none on new" : onNew + " on new");
    }

    private long sessions(Side side) {
        return connections
                .with(side, c -> AppSession.in(c, register.mappings()))
                .size();
    }

    private Stage move() {
        long finished = tables.stream().filter(t -> register.finished(t.name())).count();
        boolean begun = !register.progress().isEmpty();
        State state = tables.isEmpty() || (finished == 0 && !begun)
                ? State.TODO
                : finished == tables.size() ? State.DONE : State.PARTLY;
        return new Stage("move", "move all", state, finished + " of " + count(tables.size(), "table") + " finished");
    }

    private Stage foreignKeysOn() {
        boolean finished = !tables.isEmpty() && tables.stream().allMatch(t -> register.finished(t.name()));
        boolean none =
                register.keptForeignKeys().isEmpty() && register.keptOnOld().isEmpty();
        return new Stage("foreign keys on", "fk on", finished && none ? State.DONE : State.TODO, "");
    }

    private String setAside() {
        long rows = connections.with(Side.NEW, SetAside::counts).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return rows == 0 ? "" : count(rows, "row") + " set aside: @new select * from pgford.set_aside;";
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
