package io.pgford.pair;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where the servers of the integration tests come from: the system property {@value #PROPERTY}. */
enum Kind {
    /** PostgreSQL's own programs, as {@code sandbox start} uses them: the default. */
    EMBEDDED {
        @Override
        PostgresPair own(int oldMajor, int newMajor) {
            return new EmbeddedPair(oldMajor, newMajor);
        }
    },
    /** Docker, by Testcontainers: images {@code postgres:13} and so on. */
    CONTAINERS {
        @Override
        PostgresPair own(int oldMajor, int newMajor) {
            return new ContainerPair(oldMajor, newMajor);
        }
    },
    /** Servers that run already: superusers' URIs in {@code -Dpgford.test.old=…} and {@code -Dpgford.test.new=…}. */
    URIS {
        @Override
        PostgresPair own(int oldMajor, int newMajor) {
            return Assumptions.abort("SKIPPED: this test stops and kills servers; those given by URI are not its own");
        }
    };

    static final String PROPERTY = "pgford.test.postgres";

    static Kind chosen() {
        String word = System.getProperty(PROPERTY, "embedded");
        return Stream.of(values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "-D" + PROPERTY + "=" + word + ": say embedded, containers or uris"));
    }

    /** Servers that nobody else uses. */
    abstract PostgresPair own(int oldMajor, int newMajor);
}
