package io.pgford.sql;

import java.util.Locale;

/**
 * Takes the secrets out of a line of SQL or of the command language before it is kept: passwords of roles and user mappings,
 * in connection URIs and keyword strings, in {@code PGPASSWORD=} and behind {@code --password}. Where it cannot be sure, it
 * masks: a value that was no secret can be typed again, a secret in a file cannot be taken back. It knows a secret by the word in
 * front of it, so one without such a word goes unseen.
 */
public final class Redactor {
    /** What stands in place of a secret. */
    public static final String MASK = "********";

    private Redactor() {}

    /** The text with its secrets masked. */
    public static Redacted redact(String text) {
        String literals = new SecretLiterals().mask(text);
        String result = SecretText.maskValues(SecretText.maskUris(literals));
        return new Redacted(result, !result.equals(text));
    }

    /** Whether a word announces a secret. */
    static boolean announces(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.contains("passw")
                || lower.contains("passphrase")
                || lower.contains("secret")
                || lower.equals("pwd");
    }
}
