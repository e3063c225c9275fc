package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.pair.PostgresPair;
import org.junit.jupiter.api.Test;

/** The oldest server that can be left, and the two that are said to be reached. */
class SchemaVersionsIT extends OnAPair {
    SchemaVersionsIT() {
        super(PostgresPair.shared(10, 15));
    }

    @Test
    void takesOneSchemaForTheSameOn10And15() {
        shell.mustRun("schema apply " + RICH + " --on old", "schema apply " + RICH + " --on new");
        assertThat(shell.run("schema diff").text()).contains("The schemas of old and new are the same.");
    }

    @Test
    void copiesFrom10To15() {
        shell.mustRun("schema apply " + RICH + " --on old");
        assertThat(shell.run("schema copy").text()).contains("The two schemas are the same now.");
    }
}
