package io.pgford;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the rooms of the house and the arrows between them: dependencies point downwards only. */
class ArchitectureTest {
    private static final String HOUSE = "io.pgford";
    private static final int LINES = 400;
    private static final Path SOURCES = Path.of("src", "main", "java");

    /** Which rooms a room may use, beside itself and {@code problem}. */
    private static final Map<String, List<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("problem", List.of()),
            Map.entry("sql", List.of()),
            Map.entry("database", List.of("sql")),
            Map.entry("catalog", List.of("database", "sql")),
            Map.entry("crossing", List.of("catalog", "database", "sql")),
            Map.entry("move", List.of("catalog", "database", "sql")),
            Map.entry("check", List.of("catalog", "database", "sql")),
            Map.entry("sandbox", List.of("database", "sql")),
            Map.entry("script", List.of("sql")),
            Map.entry(
                    "command", List.of("crossing", "move", "check", "sandbox", "script", "catalog", "database", "sql")),
            Map.entry(
                    "shell",
                    List.of(
                            "command",
                            "crossing",
                            "move",
                            "check",
                            "sandbox",
                            "script",
                            "catalog",
                            "database",
                            "sql"))));

    /** A quotation mark behind an SQL word, at the end of a Java string: an identifier is about to be put in by hand. */
    private static final Pattern QUOTED_BY_HAND = Pattern.compile(
            "\\b(TABLE|FROM|INTO|JOIN|UPDATE|ONLY|SCHEMA|SERVER|ROLE|SEQUENCE|INDEX|EXTENSION|CONSTRAINT|DATABASE|FUNCTION"
                    + "|TRIGGER|COLUMN|INHERIT|REFERENCES|OWNER TO|MAPPING FOR|\\.) ?\\\\\"\"\\s*\\+");

    /** Doubling the quotation marks of a text is how a name becomes an identifier. */
    private static final Pattern QUOTES_DOUBLED =
            Pattern.compile("replace(All)?\\(\\s*(\"\\\\\"\"|'\"')\\s*,\\s*\"\\\\\"\\\\\"\"");

    private static final JavaClasses CLASSES =
            new ClassFileImporter(List.of(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)).importPackages(HOUSE);

    @TestFactory
    Stream<DynamicTest> roomsUseOnlyWhatIsBelow() {
        return MAY_USE.keySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> noClasses()
                                .that(are(room))
                                .should()
                                .dependOnClassesThat(outside(room))
                                .because(room + " may use itself, problem, and " + MAY_USE.get(room))
                                .check(CLASSES)));
    }

    @Test
    void everyClassIsInARoom() {
        classes()
                .that()
                .doNotHaveFullyQualifiedName(Pgford.class.getName())
                .should()
                .resideInAnyPackage(
                        MAY_USE.keySet().stream().map(ArchitectureTest::inside).toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheShellAndTheProgramsSpeakToTheirCaller() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("shell"))
                .and()
                .doNotHaveFullyQualifiedName(Pgford.class.getName())
                // The worker is a program of its own; what it says there is its log.
                .and()
                .doNotHaveFullyQualifiedName(HOUSE + ".sandbox.worker.Log")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    @Test
    void onlyQuoteMakesIdentifiers() throws IOException {
        assertThat(sources().filter(file -> !file.endsWith(Path.of("database", "Quote.java"))))
                .allSatisfy(file -> assertThat(Files.readString(file))
                        .as("%s: use Quote.identifier or Name.sql()", file)
                        .doesNotContainPattern(QUOTED_BY_HAND)
                        .doesNotContainPattern(QUOTES_DOUBLED));
    }

    @Test
    void noFileIsTooLong() throws IOException {
        Stream<Path> all = Stream.concat(sources(), java(Path.of("src", "test", "java")));
        assertThat(all)
                .allSatisfy(file -> assertThat(Files.readAllLines(file))
                        .as("the lines of %s", file)
                        .hasSizeLessThanOrEqualTo(LINES));
    }

    private static DescribedPredicate<JavaClass> are(String room) {
        return resideInAPackage(inside(room));
    }

    private static DescribedPredicate<JavaClass> outside(String room) {
        DescribedPredicate<JavaClass> allowed = are(room).or(are("problem"));
        for (String used : MAY_USE.get(room)) {
            allowed = allowed.or(are(used));
        }
        return resideInAPackage(HOUSE + "..").and(DescribedPredicate.not(allowed));
    }

    private static String inside(String room) {
        return HOUSE + "." + room + "..";
    }

    private static Stream<Path> sources() throws IOException {
        return java(SOURCES);
    }

    private static Stream<Path> java(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }
}
