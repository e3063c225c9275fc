package io.pgford.shell.prompt;

import io.pgford.shell.Terminals;
import io.pgford.shell.print.Cells;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Buffer;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.MaskingCallback;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.reader.impl.BufferImpl;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/**
 * JLine's editor with the habits of this shell: suggestions behind the cursor, Up and Down that search by what is typed, a key
 * for the operator's own editor, and a return from Ctrl-Z that keeps pasting safe.
 */
final class PromptReader extends LineReaderImpl {
    private static final String EDIT_KEYS = KeyMap.translate("^X^E");
    // Some terminals, PuTTY and tmux among them, send others than the terminfo entry they go by has.
    private static final List<String> HOME_KEYS = List.of("\033[1~", "\033[7~", "\033[H", "\033OH");
    private static final List<String> END_KEYS = List.of("\033[4~", "\033[8~", "\033[F", "\033OF");

    /** On a smaller terminal, all of it is for what is typed. */
    private static final int LEAST_ROWS = 5;

    private static final int LEAST_COLUMNS = 30;

    private final Suggestions suggestions;
    private final OfferLine offers;
    private String suggested = "";
    private Optional<String> toEdit = Optional.empty();
    private String sought = "";
    private String found = "";
    private List<AttributedString> below = List.of();
    private Runnable prompted = () -> {};
    private boolean stopping;

    PromptReader(Terminal terminal, Suggestions suggestions, OfferLine offers) {
        super(terminal, "pgford", new HashMap<>());
        this.suggestions = suggestions;
        this.offers = offers;
        accepting(FORWARD_CHAR);
        accepting(VI_FORWARD_CHAR);
        accepting(END_OF_LINE);
        getWidgets().put(CALLBACK_INIT, () -> {
            prompted.run();
            return true;
        });
        getWidgets().put(UP_LINE_OR_SEARCH, this::up);
        getWidgets().put(DOWN_LINE_OR_SEARCH, this::down);
        Widget edit = this::editElsewhere;
        getWidgets().put(EDIT_AND_EXECUTE_COMMAND, edit);
        for (String map : List.of(EMACS, VIINS, VICMD)) {
            KeyMap<Binding> keys = getKeyMaps().get(map);
            keys.bind(new Reference(EDIT_AND_EXECUTE_COMMAND), EDIT_KEYS);
            HOME_KEYS.forEach(key -> keys.bind(new Reference(BEGINNING_OF_LINE), key));
            END_KEYS.forEach(key -> keys.bind(new Reference(END_OF_LINE), key));
        }
        getKeyMaps().get(VICMD).bind(new Reference(EDIT_AND_EXECUTE_COMMAND), "v");
    }

    /** Takes the keys of an editor: {@code emacs} or {@code vi}. On a dumb terminal keys do nothing but themselves. */
    void editing(String mode) {
        if (!Terminals.isDumb(terminal)) {
            KeyMap<Binding> keys = getKeyMaps().get(mode.equals("vi") ? VIINS : EMACS);
            getKeyMaps().put(LineReader.MAIN, keys);
        }
    }

    /** Whether to suggest the rest of a line, and to say what fits, from now on. */
    void use(boolean suggesting, boolean offering) {
        suggestions.use(suggesting);
        offers.use(offering && !Terminals.isDumb(terminal));
    }

    /** What was in the line when the key for the editor was pressed, once. */
    Optional<String> takeToEdit() {
        Optional<String> taken = toEdit;
        toEdit = Optional.empty();
        return taken;
    }

    @Override
    public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
        boolean typing = doAutosuggestion && post == null && buf.cursor() == buf.length();
        AttributedString shown = ControlMarks.shown(super.getDisplayedBufferWithPrompts(secondaryPrompts));
        suggested = typing ? suggestions.after(buf.toString()) : "";
        AttributedStringBuilder all =
                new AttributedStringBuilder().append(shown).styled(AttributedStyle::faint, Cells.safe(suggested, true));
        List<AttributedString> lines = new ArrayList<>(below);
        String offered = post == null ? offers.at(buf.toString(), buf.cursor(), size.getColumns() - 1, unicode()) : "";
        if (!offered.isEmpty()) {
            lines.add(0, new AttributedString(offered, AttributedStyle.DEFAULT.faint()));
        }
        if (hasRoomBelow(all, lines.size())) {
            lines.forEach(line -> all.append("\n").append(line));
        }
        return all.toAttributedString();
    }

    private boolean unicode() {
        return terminal.encoding().equals(StandardCharsets.UTF_8);
    }

    /** What stands there already comes first: a list of completions, a search, a text that fills the screen. And nothing stays behind a line that is over. */
    private boolean hasRoomBelow(AttributedStringBuilder shown, int lines) {
        int rows = size.getRows();
        int columns = size.getColumns();
        return lines > 0
                && post == null
                && reading
                && state == State.NORMAL
                && rows >= LEAST_ROWS
                && columns >= LEAST_COLUMNS
                && shown.length() < rows * columns
                && shown.columnSplitLength(columns).size() + lines < rows;
    }

    /** What to do when a line begins to be read. */
    void onPrompt(Runnable action) {
        prompted = action;
    }

    /**
     * Lets something be printed above what is typed, and draws lines below it. Does nothing where no line is read, or where the
     * operator is in the middle of a search or a choice.
     */
    void beside(Runnable above, List<AttributedString> lines) {
        if (lock.tryLock()) {
            try {
                if (reading && !stopping && state == State.NORMAL) {
                    above.run();
                    if (!lines.equals(below) && !Terminals.isDumb(terminal)) {
                        below = lines;
                        redisplay();
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** A key that goes on to the right takes the suggestion where there is nothing else to the right. */
    private void accepting(String name) {
        getWidgets().put(name, () -> {
            if (buf.cursor() == buf.length() && !suggested.isEmpty()) {
                buf.write(suggested);
            } else {
                callWidget("." + name);
            }
            return true;
        });
    }

    private boolean editElsewhere() {
        toEdit = Optional.of(buf.toString());
        buf.clear();
        callWidget(ACCEPT_LINE);
        return true;
    }

    private boolean up() {
        return upLine() || search(true);
    }

    private boolean down() {
        return downLine() || search(false);
    }

    /** The next entry that begins with what was typed before the first of these keys. */
    private boolean search(boolean backward) {
        String now = buf.toString();
        if (!now.equals(found) || found.isEmpty()) {
            sought = now;
            history.moveToEnd();
        }
        ListIterator<History.Entry> entries = history.iterator(history.index() + (backward || atEnd() ? 0 : 1));
        while (backward ? entries.hasPrevious() : entries.hasNext()) {
            History.Entry entry = backward ? entries.previous() : entries.next();
            String line = entry.line();
            if (line.startsWith(sought) && !line.equals(now)) {
                history.moveTo(entry.index());
                found = line;
                return show(line);
            }
        }
        if (!backward && !found.isEmpty()) {
            history.moveToEnd();
            found = "";
            return show(sought);
        }
        return false;
    }

    private boolean atEnd() {
        return history.index() > history.last();
    }

    private boolean show(String line) {
        buf.clear();
        buf.write(line);
        return true;
    }

    @Override
    public String readLine(String prompt, String right, MaskingCallback masking, String buffer) {
        // Cleared, a buffer keeps its room: after a long text each key would copy all of that.
        buf.copyFrom(new BufferImpl());
        if (Terminals.isDumb(terminal)) {
            return super.readLine(prompt, right, masking, buffer);
        }
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.TSTP, signal -> stop());
        try {
            return super.readLine(prompt, right, masking, buffer);
        } finally {
            terminal.handle(Terminal.Signal.TSTP, before);
        }
    }

    @Override
    protected void redisplay(boolean flush) {
        if (buf.length() <= Excerpt.WHOLE) {
            super.redisplay(flush);
            return;
        }
        lock.lock();
        // Each key would keep another copy.
        undo.clear();
        Buffer whole = buf.copy();
        try {
            Excerpt excerpt = Excerpt.of(whole.toString(), whole.cursor());
            buf.clear();
            buf.write(excerpt.before() + excerpt.after());
            buf.cursor(excerpt.before().codePointCount(0, excerpt.before().length()));
            super.redisplay(flush);
        } finally {
            buf.copyFrom(whole);
            lock.unlock();
        }
    }

    /** Ctrl-Z: the shell that started this one goes on writing where the cursor is, so nothing may stand below it. */
    private void stop() {
        stopping = true;
        terminal.puts(Capability.clr_eos);
        terminal.flush();
        try {
            String pid = String.valueOf(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-STOP", pid).start();
        } catch (IOException e) {
            stopping = false;
        }
    }

    @Override
    protected synchronized void handleSignal(Terminal.Signal signal) {
        if (signal == Terminal.Signal.WINCH) {
            lock.lock();
            try {
                goToBeginning();
                super.handleSignal(signal);
            } finally {
                lock.unlock();
            }
            return;
        }
        stopping = false;
        super.handleSignal(signal);
        if (signal == Terminal.Signal.CONT && isSet(Option.BRACKETED_PASTE)) {
            // The shell in between has told the terminal not to mark what is pasted.
            terminal.writer().write(BRACKETED_PASTE_ON);
            terminal.flush();
        }
    }

    /**
     * A terminal that changes its width breaks long lines anew. JLine would draw the prompt once more where the cursor is now;
     * so this goes up to where the prompt begins, and clears what is there.
     */
    private void goToBeginning() {
        Size now = terminal.getBufferSize();
        if (!reading
                || now.getColumns() == 0
                || (now.getColumns() == size.getColumns() && now.getRows() == size.getRows())) {
            return;
        }
        terminal.puts(Capability.carriage_return);
        for (int up = rowsAbove(now.getColumns()); up > 0; up--) {
            terminal.puts(Capability.cursor_up);
        }
        terminal.puts(Capability.clr_eos);
    }

    /** How many rows of what is shown stand above the cursor's, on a terminal so wide. */
    private int rowsAbove(int columns) {
        String before = buf.upToCursor();
        String behind = buf.toString().substring(before.length());
        int line = (int) before.chars().filter(character -> character == '\n').count();
        int toEnd = behind.indexOf('\n') < 0 ? behind.length() : behind.indexOf('\n');
        List<AttributedString> lines =
                super.getDisplayedBufferWithPrompts(new ArrayList<>()).columnSplitLength(Integer.MAX_VALUE);
        int rows = 0;
        for (AttributedString above : lines.subList(0, Math.min(line, lines.size()))) {
            rows += Math.max(1, (above.columnLength() + columns - 1) / columns);
        }
        if (line < lines.size()) {
            AttributedString all = lines.get(line);
            rows += all.subSequence(0, Math.max(0, all.length() - toEnd)).columnLength() / columns;
        }
        return rows;
    }
}
