package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Endpoint;
import io.pgford.database.EndpointParser;
import io.pgford.database.Secret;
import io.pgford.problem.Problem;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolePasswordsTest {
    private static final Endpoint OLD = EndpointParser.parse("postgresql://postgres:root@db.example:5433/shop");

    @Test
    void asksTheSandboxBeforeTheEnvironment() {
        RolePasswords both = new RolePasswords(
                () -> Map.of("app", new Secret("of the sandbox")), name -> Optional.of("of the environment"));

        assertThat(both.find(new NoTerminal(), OLD, "app").reveal()).isEqualTo("of the sandbox");
        assertThat(both.find(new NoTerminal(), OLD, "web").reveal()).isEqualTo("of the environment");
    }

    @Test
    void takesTheEndpointsOwnPasswordForItsOwnRole() {
        RolePasswords passwords = new RolePasswords(Map::of, name -> Optional.of("other"));

        assertThat(passwords.find(new NoTerminal(), OLD, "postgres").reveal()).isEqualTo("root");
    }

    @Test
    void namesTheVariableAfterTheRole() {
        assertThat(RolePasswords.variable("app")).isEqualTo("PGFORD_PASSWORD_APP");
        assertThat(RolePasswords.variable("Order-Desk é")).isEqualTo("PGFORD_PASSWORD_ORDER_DESK__");
    }

    @Test
    void asksWhereSomebodyCanAnswer() {
        RolePasswords passwords = new RolePasswords(Map::of, name -> Optional.empty());
        Run terminal = new NoTerminal() {
            @Override
            public boolean interactive() {
                return true;
            }

            @Override
            public Optional<Secret> askSecret(String question) {
                assertThat(question).contains("app").contains("db.example:5433");
                return Optional.of(new Secret("typed"));
            }
        };

        assertThat(passwords.find(terminal, OLD, "app").reveal()).isEqualTo("typed");
    }

    @Test
    void saysWhereAPasswordCouldBePut() {
        RolePasswords passwords = new RolePasswords(Map::of, name -> Optional.of(""));

        assertThatThrownBy(() -> passwords.find(new NoTerminal(), OLD, "a:b"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.what()).contains("\"a:b\"").contains("db.example:5433");
                    assertThat(problem.next())
                            .contains("PGFORD_PASSWORD_A_B")
                            .contains("db.example:5433:shop:a\\:b:PASSWORD")
                            .contains("sandbox start");
                });
    }
}
