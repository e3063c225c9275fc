package io.pgford.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create role app login password 'hush' valid until 'infinity';",
                "ALTER USER app ENCRYPTED PASSWORD E'hush\\'hush';",
                "alter role app password $x$hush$x$;",
                "alter role app password 'hush'\n 'hush';",
                "alter role app password hush123!;",
                "select 1; alter role app password hush",
                "@old alter role app password 'hush",
                "create user mapping for app server old options (user 'app', password 'hush');",
                "alter user mapping for app server old options (set password 'hush');",
                "insert into users (name, password) values ('hush', 'hush');",
                "update users set password = 'hush' where id = 1;",
                "select set_config('app.password', 'hush', false);",
                "select dblink_connect('host=db user=app password=hush');",
                "select dblink_connect('host=db password=''hush hush'' user=app');",
                "create subscription s connection 'host=db password=hush' publication p;",
                "connect old postgresql://app:hush@db:5432/shop?sslmode=require",
                "connect old 'postgresql://app:hu@sh/hush@db/shop'",
                "connect new \"host=db user=app password='hush hush' dbname=shop\"",
                "connect new 'postgresql://db/shop?user=app&password=hush'",
                "PGPASSWORD=hush psql",
                "\\! PGPASSWORD=\"hush hush\" psql",
                "worker start --password hush --clients 4",
                "worker start --app-password='hush hush'",
                "-- alter role app password 'hush'",
                "\\set secret: hush",
                "{\"password\": \"hush\"}",
            })
    void masks(String text) {
        Redacted redacted = Redactor.redact(text);
        assertThat(redacted.text()).doesNotContainIgnoringCase("hush").contains(Redactor.MASK);
        assertThat(redacted.masked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select password from users where id = 1;",
                "alter role app password null;",
                "-- the password is in .pgpass",
                "connect old postgresql://app@db:5432/shop",
                "move parent --batch 1000",
                "select 'a@b', 'x://y';",
                "create table t (password text not null);",
                "",
            })
    void leavesAlone(String text) {
        assertThat(Redactor.redact(text)).isEqualTo(new Redacted(text, false));
    }

    @org.junit.jupiter.api.Test
    void keepsWhatStandsAround() {
        assertThat(Redactor.redact("connect old postgresql://app:hush@db:5432/shop?sslmode=require")
                        .text())
                .isEqualTo("connect old postgresql://app:********@db:5432/shop?sslmode=require");
        assertThat(Redactor.redact("create role a password 'x' login;").text())
                .isEqualTo("create role a password '********' login;");
        assertThat(Redactor.redact("connect old 'host=db password=hush'").text())
                .isEqualTo("connect old 'host=db password=********'");
    }
}
