package replaystorage.settings;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import replaystorage.settings.Provider.Mistake;

/** A template's list of mistakes with those that every provider has. It is made when it is first looked at: a run that goes well needs none of its patterns. */
final class Mistakes extends AbstractList<Mistake> {
    private final List<Fields> own;
    private List<Mistake> list;

    Mistakes(List<Fields> own) {
        this.own = own;
    }

    private synchronized List<Mistake> list() {
        if (list == null) {
            Fields everywhere = new Fields("mistakes.yaml", Yaml.map("mistakes.yaml", Templates.mistakes()));
            List<Fields> all = new ArrayList<>(own);
            all.addAll(everywhere.list("mistakes"));
            everywhere.end();
            list = all.stream().map(Mistakes::mistake).toList();
        }
        return list;
    }

    private static Mistake mistake(Fields fields) {
        Mistake mistake = new Mistake(
                fields.pattern("text"), fields.text("says"), fields.text("remedy"), fields.number("status", 0));
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
