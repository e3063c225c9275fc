package io.pgford.shell.prompt;

import java.util.List;
import java.util.Locale;

/** What fits at the cursor, and whether names of files fit as well. */
record Offers(List<Offer> offers, boolean files) {
    static final Offers NONE = new Offers(List.of(), false);

    Offers {
        offers = List.copyOf(offers);
    }

    static Offers of(List<String> texts, String group) {
        return new Offers(texts.stream().map(text -> new Offer(text, group, "")).toList(), false);
    }

    /** Those that begin with what is typed, in any case and without regard to quotes; else those that hold it. */
    List<Offer> matching(String typed) {
        String word = plain(typed);
        List<Offer> begin = offers.stream()
                .filter(offer -> plain(offer.text()).startsWith(word))
                .toList();
        if (!begin.isEmpty() || word.length() < 2) {
            return begin;
        }
        return offers.stream()
                .filter(offer -> plain(offer.text()).contains(word))
                .toList();
    }

    private static String plain(String text) {
        return (text.startsWith("\"") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
    }
}
