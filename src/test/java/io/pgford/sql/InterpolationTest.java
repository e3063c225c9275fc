package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
    private static final Map<String, String> VALUES =
            Map.of("n", "42", "who", "O'Brien", "1", "one", "t", "Order Items");

    private static String fill(String sql) {
        return Interpolation.fill(sql, new Interpolation.Values() {
            @Override
            public Optional<String> value(String name) {
                return Optional.ofNullable(VALUES.get(name));
            }

            @Override
            public String literal(String value) {
                return "'" + value.replace("'", "''") + "'";
            }

            @Override
            public String identifier(String value) {
                return '"' + value + '"';
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select :n|select 42",
                "select :n::int|select 42::int",
                "select id::n from x|select id::n from x",
                "select :'who'|select 'O''Brien'",
                "select * from :\"t\" where a=:n;|select * from \"Order Items\" where a=42;",
                "select ':n' \":n\" -- :n|select ':n' \":n\" -- :n",
                "select $$:n$$ /* :n */ E'\\':n'|select $$:n$$ /* :n */ E'\\':n'",
                "select :unknown :'unknown'|select :unknown :'unknown'",
                "select a[1:n]|select a[142]",
                "select a[:n:5]|select a[42:5]",
                "a := :n|a := 42",
                "select :{?n}, :{?m}|select TRUE, FALSE",
                "select :n:n|select 4242",
                "select :|select :",
                "select :'n|select :'n"
            })
    void fillsAsPsqlDoes(String typed, String sent) {
        assertThat(fill(typed)).isEqualTo(sent);
    }

    @Property
    void leavesTextWithoutVariablesAlone(@ForAll("texts") String text) {
        String without = text.replace("x", "");
        assertThat(Interpolation.fill(without, new NoValues())).isEqualTo(without);
    }

    @Provide
    net.jqwik.api.Arbitrary<String> texts() {
        return SqlTexts.difficult();
    }

    private static final class NoValues implements Interpolation.Values {
        @Override
        public Optional<String> value(String name) {
            return Optional.empty();
        }

        @Override
        public String literal(String value) {
            return value;
        }

        @Override
        public String identifier(String value) {
            return value;
        }
    }
}
