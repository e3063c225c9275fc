package io.pgford;

/** The program. */
public final class Pgford {
    private Pgford() {}

    public static void main(String[] args) {
        System.out.println("pgford");
    }
}
