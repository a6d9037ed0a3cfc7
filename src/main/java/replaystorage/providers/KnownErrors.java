package replaystorage.providers;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import replaystorage.host.YamlMapping;
import replaystorage.host.YamlReader;
import replaystorage.providers.Provider.KnownError;

/**
 * The list of mistakes that a template ends with, and those that every provider has. It is read when it is first looked at: a run that goes well
 * needs none of it, and it is half of the template.
 */
final class KnownErrors extends AbstractList<KnownError> {
    private static final String YAML_KEY = "mistakes";
    private static final String KEY_LINE = "\n" + YAML_KEY + ":";

    private final String template;
    private final String text;
    private final int keyIndex;
    private List<KnownError> errors;

    private KnownErrors(String template, String text, int begin) {
        this.template = template;
        this.text = text;
        this.keyIndex = begin;
    }

    /** @throws IllegalStateException where the template has none */
    static KnownErrors splitFrom(String template, String text) {
        int begin = text.indexOf(KEY_LINE);
        if (begin < 0) {
            throw new IllegalStateException(template + " has no " + YAML_KEY);
        }
        return new KnownErrors(template, text, begin);
    }

    /** What the template holds besides. */
    String textBefore() {
        return text.substring(0, keyIndex + 1);
    }

    private synchronized List<KnownError> errors() {
        if (errors == null) {
            List<KnownError> all = new ArrayList<>(read(template, text.substring(keyIndex)));
            all.addAll(read("mistakes.yaml", TemplateFiles.readCommonErrors()));
            errors = List.copyOf(all);
        }
        return errors;
    }

    private static List<KnownError> read(String file, String text) {
        YamlMapping fields = new YamlMapping(file, YamlReader.readMap(file, text));
        List<KnownError> mistakes =
                fields.mappings(YAML_KEY).stream().map(KnownErrors::readError).toList();
        fields.rejectUnknownKeys();
        return mistakes;
    }

    private static KnownError readError(YamlMapping fields) {
        KnownError mistake = new KnownError(
                fields.pattern("text"),
                fields.string("says"),
                fields.string("remedy"),
                fields.integer("status", 0),
                fields.string("with", null),
                fields.bool("temporary"));
        fields.rejectUnknownKeys();
        return mistake;
    }

    @Override
    public KnownError get(int index) {
        return errors().get(index);
    }

    @Override
    public int size() {
        return errors().size();
    }
}
