package io.pgford.shell.describe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "parent ~ `` ~ ^(parent)$",
                "PAR* ~ `` ~ ^(par.*)$",
                "p?r ~ `` ~ ^(p.r)$",
                "shop.a$b ~ ^(shop)$ ~ ^(a\\$b)$",
                "\"Order.Items*\" ~ `` ~ ^(Order\\.Items\\*)$",
                "\"a\"\"b\" ~ `` ~ ^(a\"b)$",
                "shop.* ~ ^(shop)$ ~ ^(.*)$",
                "*. ~ ^(.*)$ ~ .*",
                "db.shop.t ~ ^(shop)$ ~ ^(t)$",
            })
    void becomesARegularExpression(String text, String schema, String name) {
        NamePattern pattern = NamePattern.of(text);
        assertThat(pattern.schema().orElse("")).isEqualTo(schema);
        assertThat(pattern.name()).isEqualTo(name);
    }

    @Test
    void requestsAreTakenApart() {
        Request request = Request.of("\\dtS+  shop.* ;");
        assertThat(request.command()).isEqualTo("dt");
        assertThat(request.system()).isTrue();
        assertThat(request.plus()).isTrue();
        assertThat(request.pattern()).map(NamePattern::text).contains("shop.*");
    }
}
