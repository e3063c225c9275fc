package io.pgford.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.sql.Lexer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DumpRolesTest {
    @Test
    void findsTheRolesThatADumpNames() {
        assertRoles("GRANT SELECT,INSERT ON TABLE shop.parent TO app", "app");
        assertRoles("GRANT ALL ON TABLE \"to\" TO \"Odd \"\"role\" WITH GRANT OPTION", "Odd \"role");
        assertRoles("GRANT SELECT ON TABLE t TO PUBLIC");
        assertRoles("REVOKE ALL ON FUNCTION f() FROM PUBLIC");
        assertRoles("REVOKE ALL ON TABLE t FROM shop_owner", "shop_owner");
        assertRoles(
                "CREATE POLICY p ON t FOR SELECT TO app, \"Report\" USING ((to_char(a) = 'x'::text))", "app", "Report");
        assertRoles("CREATE POLICY p ON t USING (true)");
        assertRoles(
                "ALTER DEFAULT PRIVILEGES FOR ROLE owner1 IN SCHEMA s GRANT SELECT ON TABLES TO app", "owner1", "app");
        assertRoles("ALTER DEFAULT PRIVILEGES FOR ROLE owner1 REVOKE ALL ON FUNCTIONS FROM PUBLIC", "owner1");
        assertRoles("SET SESSION AUTHORIZATION 'grantor'", "grantor");
        assertRoles("SET SESSION AUTHORIZATION grantor", "grantor");
        assertRoles("CREATE TABLE t (a int)");
        assertRoles("GRANT");
    }

    private static void assertRoles(String statement, String... roles) {
        assertThat(DumpRoles.named(Lexer.tokens(statement).stream()
                        .filter(token -> !token.isBlank())
                        .toList()))
                .as(statement)
                .isEqualTo(List.of(roles));
    }
}
