package replaystorage.settings;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import replaystorage.settings.Provider.Mistake;

/**
 * The list of mistakes that a template ends with, and those that every provider has. It is read when it is first looked at: a run that goes well
 * needs none of it, and it is half of the template.
 */
final class Mistakes extends AbstractList<Mistake> {
    private static final String KEY = "mistakes";
    private static final String BEGIN = "\n" + KEY + ":";

    private final String template;
    private final String text;
    private final int begin;
    private List<Mistake> list;

    private Mistakes(String template, String text, int begin) {
        this.template = template;
        this.text = text;
        this.begin = begin;
    }

    /** @throws IllegalStateException where the template has none */
    static Mistakes endOf(String template, String text) {
        int begin = text.indexOf(BEGIN);
        if (begin < 0) {
            throw new IllegalStateException(template + " has no " + KEY);
        }
        return new Mistakes(template, text, begin);
    }

    /** What the template holds besides. */
    String before() {
        return text.substring(0, begin + 1);
    }

    private synchronized List<Mistake> list() {
        if (list == null) {
            List<Mistake> all = new ArrayList<>(read(template, text.substring(begin)));
            all.addAll(read("mistakes.yaml", Templates.mistakes()));
            list = List.copyOf(all);
        }
        return list;
    }

    private static List<Mistake> read(String file, String text) {
        Fields fields = new Fields(file, Yaml.map(file, text));
        List<Mistake> mistakes =
                fields.list(KEY).stream().map(Mistakes::mistake).toList();
        fields.end();
        return mistakes;
    }

    private static Mistake mistake(Fields fields) {
        Mistake mistake = new Mistake(
                fields.pattern("text"),
                fields.text("says"),
                fields.text("remedy"),
                fields.number("status", 0),
                fields.text("with", null),
                fields.flag("temporary"));
        fields.end();
        return mistake;
    }

    @Override
    public Mistake get(int index) {
        return list().get(index);
    }

    @Override
    public int size() {
        return list().size();
    }
}
