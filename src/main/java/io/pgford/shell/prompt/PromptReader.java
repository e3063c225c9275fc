package io.pgford.shell.prompt;

import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * JLine's editor with the habits of this shell: suggestions behind the cursor, Up and Down that search by what is typed, a key
 * for the operator's own editor, and a return from Ctrl-Z that keeps pasting safe.
 */
final class PromptReader extends LineReaderImpl {
    private static final String EDIT_KEYS = KeyMap.translate("^X^E");
    // Some terminals, PuTTY and tmux among them, send others than the terminfo entry they go by has.
    private static final List<String> HOME_KEYS = List.of("\033[1~", "\033[7~", "\033[H", "\033OH");
    private static final List<String> END_KEYS = List.of("\033[4~", "\033[8~", "\033[F", "\033OF");

    private final Suggestions suggestions;
    private String suggested = "";
    private Optional<String> toEdit = Optional.empty();
    private String sought = "";
    private String found = "";

    PromptReader(Terminal terminal, Suggestions suggestions) {
        super(terminal, "pgford", new HashMap<>());
        this.suggestions = suggestions;
        accepting(FORWARD_CHAR);
        accepting(VI_FORWARD_CHAR);
        accepting(END_OF_LINE);
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
        if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            KeyMap<Binding> keys = getKeyMaps().get(mode.equals("vi") ? VIINS : EMACS);
            getKeyMaps().put(LineReader.MAIN, keys);
        }
    }

    /** Whether to suggest, from now on. */
    void use(boolean suggesting) {
        suggestions.use(suggesting);
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
        AttributedString shown = super.getDisplayedBufferWithPrompts(secondaryPrompts);
        suggested = typing ? suggestions.after(buf.toString()) : "";
        return suggested.isEmpty()
                ? shown
                : new AttributedStringBuilder()
                        .append(shown)
                        .styled(AttributedStyle::faint, suggested)
                        .toAttributedString();
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

    /** Back from Ctrl-Z: the shell in between has told the terminal not to mark what is pasted. */
    @Override
    protected synchronized void handleSignal(Terminal.Signal signal) {
        super.handleSignal(signal);
        if (signal == Terminal.Signal.CONT && isSet(Option.BRACKETED_PASTE)) {
            terminal.writer().write(BRACKETED_PASTE_ON);
            terminal.flush();
        }
    }
}
