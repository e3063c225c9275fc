package io.pgford.shell;

import io.pgford.command.SandboxPlace;
import io.pgford.command.Settings;
import io.pgford.shell.print.Style;
import io.pgford.shell.prompt.Repl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jline.nativ.OSInfo;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.TerminalProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A short conversation with nobody, which loads the classes that a start needs, so that the JVM can archive them
 * ({@code -XX:ArchiveClassesAtExit}). Touches no instance: the address it names answers nobody.
 */
final class Training {
    private static final String NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing";
    private static final String CONVERSATION = """
            help
            version --json
            select 1;
            \\x
            statsu
            select a, 'b', "c" from d where e in (1, 2) -- f
            ;
            """;

    private Training() {}

    /** Converses. What is said goes nowhere. */
    static void run() throws IOException {
        Path folder = Files.createTempDirectory("pgford-training");
        Settings settings = Settings.of(Map.of("old", NOWHERE, "new", NOWHERE), Map.of(), folder, folder);
        StateDirectory state = new StateDirectory(Map.of("XDG_STATE_HOME", folder.toString()), folder);
        LogFile.use(state);
        TerminalProvider.load("jni");
        keepLibrary();
        byte[] typed = CONVERSATION.replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
        try (Terminal terminal = TerminalBuilder.builder()
                        .system(false)
                        .providers("jni,exec")
                        .streams(new ByteArrayInputStream(typed), OutputStream.nullOutputStream())
                        .type("xterm-256color")
                        .size(new Size(100, 30))
                        .build();
                ConfigurableApplicationContext context = Application.start(new Wiring(
                        settings, new TerminalConsole(terminal, new Style(true, true)), new SandboxPlace(folder)))) {
            context.getBean(Repl.class).run(state);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** JLine unpacks its library anew at each start, unless it finds it in a folder that it is told of. */
    private static void keepLibrary() throws IOException {
        String folder = System.getProperty("library.jline.path", "");
        if (folder.isEmpty()) {
            return;
        }
        String system = OSInfo.getNativeLibFolderPathForCurrentOS();
        String name = System.mapLibraryName("jlinenative").replace(".dylib", ".jnilib");
        try (InputStream library = Terminal.class.getResourceAsStream("/org/jline/nativ/" + system + "/" + name)) {
            if (library != null) {
                Files.copy(library, Path.of(folder, name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
