package io.pgford.shell.registry;

/** What a usage problem says to do next. */
final class Usage {
    private Usage() {}

    static String hint(MethodCommand command) {
        return "Usage: " + command.usage() + "\nhelp " + command.getName() + " tells more.";
    }
}
