package io.pgford.shell.prompt;

/**
 * One thing that fits at the cursor.
 *
 * @param group the heading it is listed under
 * @param about a few words beside it; may be empty
 * @param whole whether a space follows; not behind a schema's dot or a function's parenthesis
 */
record Offer(String text, String group, String about, boolean whole) {
    Offer(String text, String group, String about) {
        this(text, group, about, true);
    }
}
