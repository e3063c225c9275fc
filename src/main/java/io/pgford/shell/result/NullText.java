package io.pgford.shell.result;

import io.pgford.shell.print.Cells;
import io.pgford.shell.print.Style;
import io.pgford.shell.print.TextGrid;
import java.util.List;
import java.util.Optional;

/** What stands for no value. */
final class NullText {
    private NullText() {}

    /** As a cell for people: where nothing was set, a sign that no text looks like. */
    static TextGrid.Cell cell(View view, Style style, Optional<String> value) {
        if (value.isPresent()) {
            return TextGrid.Cell.ofLines(value.get());
        }
        return view.nullText()
                .map(text -> new TextGrid.Cell(List.of(Cells.safe(text, false)), true))
                .orElseGet(() -> TextGrid.Cell.none(style));
    }

    /** As text for programs: where nothing was set, nothing. */
    static String text(View view, Optional<String> value) {
        return value.orElseGet(() -> view.nullText().orElse(""));
    }
}
