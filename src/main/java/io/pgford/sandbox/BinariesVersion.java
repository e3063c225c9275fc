package io.pgford.sandbox;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a jar with binaries: PostgreSQL's own major and minor number, and the release of the packaging.
 *
 * @param major from 10 on the first number alone ("Versioning Policy" on postgresql.org)
 */
record BinariesVersion(int major, int minor, int release) implements Comparable<BinariesVersion> {
    private static final Pattern JAR = Pattern.compile("postgres-(\\d{2,3})\\.(\\d{1,4})\\.(\\d{1,4})\\.jar");
    private static final Comparator<BinariesVersion> ORDER = Comparator.comparingInt(BinariesVersion::major)
            .thenComparingInt(BinariesVersion::minor)
            .thenComparingInt(BinariesVersion::release);

    /** The version in a file's name; empty for any other file. */
    static Optional<BinariesVersion> ofJar(String fileName) {
        Matcher matcher = JAR.matcher(fileName);
        return matcher.matches()
                ? Optional.of(new BinariesVersion(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    String jar() {
        return "postgres-" + this + ".jar";
    }

    /** As PostgreSQL itself writes it, such as 13.23. */
    String server() {
        return major + "." + minor;
    }

    @Override
    public int compareTo(BinariesVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + release;
    }
}
