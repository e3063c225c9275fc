package io.pgford.shell.meta;

import io.pgford.script.Outcome;
import io.pgford.shell.result.Format;
import io.pgford.shell.result.View;
import io.pgford.shell.sql.Display;
import java.util.List;
import java.util.Optional;

/** How results look: {@code \pset}, and the short words of psql for its most used settings. */
public final class ViewCommand implements MetaCommand {
    private final Display display;

    public ViewCommand(Display display) {
        this.display = display;
    }

    @Override
    public List<String> names() {
        return List.of("\\pset", "\\x", "\\a", "\\H", "\\t", "\\f");
    }

    @Override
    public String usage() {
        return "\\pset [NAME [VALUE]]";
    }

    @Override
    public String what() {
        return "how results look: " + String.join(", ", View.NAMES)
                + "; \\x [on|off|auto] expanded, \\a unaligned, \\H html, \\t rows alone, \\f SEPARATOR";
    }

    @Override
    public Outcome run(MetaCall call) {
        switch (call.name()) {
            case "\\x" -> set(call, "expanded", one(call, "\\x [on|off|auto]"));
            case "\\t" -> set(call, "tuples_only", one(call, "\\t [on|off]"));
            case "\\f" -> set(call, "fieldsep", one(call, "\\f [SEPARATOR]"));
            case "\\a" -> toggle(call, Format.UNALIGNED);
            case "\\H" -> toggle(call, Format.HTML);
            default -> {
                call.atMost(2, usage());
                if (call.words().size() == 1) {
                    View.NAMES.forEach(name -> tell(call, name));
                } else {
                    set(call, call.words().get(1), call.word(2));
                }
            }
        }
        return Outcome.done();
    }

    private static Optional<String> one(MetaCall call, String usage) {
        call.atMost(1, usage);
        return call.word(1);
    }

    private void toggle(MetaCall call, Format format) {
        call.atMost(0, call.name());
        Format now = display.view().format();
        display.view(display.view().with(now == format ? Format.ALIGNED : format));
        tell(call, "format");
    }

    /** A format without a word behind it is told, not set back: as psql does. */
    private void set(MetaCall call, String name, Optional<String> value) {
        if (name.equals("format") && value.isEmpty()) {
            tell(call, name);
            return;
        }
        display.view(display.view().with(name, value));
        tell(call, View.NAMES.contains(name) ? name : name.equals("x") ? "expanded" : "tuples_only");
    }

    private void tell(MetaCall call, String name) {
        String value = display.view().value(name);
        String text = switch (name) {
            case "expanded" -> "Expanded display is " + value + ".";
            case "format" -> "Output format is " + value + ".";
            case "null" -> value.isEmpty() ? "Null display is the format's own." : "Null display is " + value + ".";
            case "columns" -> "columns is " + value + (value.equals("0") ? ", the terminal's." : ".");
            default -> name + " is " + value + ".";
        };
        call.tell(text);
    }
}
