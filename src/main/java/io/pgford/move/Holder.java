package io.pgford.move;

/**
 * A session that keeps a gate open.
 *
 * @param seconds the age of its transaction
 * @param query what it runs, or ran last, cut to 60 characters
 */
public record Holder(int pid, String role, String application, long seconds, String query) {
    @Override
    public String toString() {
        return "pid " + pid + (role.isEmpty() ? "" : ", role " + role)
                + (application.isEmpty() ? "" : ", " + application) + ", in a transaction for " + seconds + " s: "
                + query;
    }
}
