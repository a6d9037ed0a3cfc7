package replaystorage.providers;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import replaystorage.host.YamlMapping;
import replaystorage.host.YamlReader;
import replaystorage.providers.Provider.KnownError;

/** A provider's known errors, parsed on first use, followed by the common ones. */
final class KnownErrors extends AbstractList<KnownError> {
    private final ProviderTemplates templates;
    private final String name;
    private List<KnownError> errors;

    KnownErrors(ProviderTemplates templates, String name) {
        this.templates = templates;
        this.name = name;
    }

    private synchronized List<KnownError> errors() {
        if (errors == null) {
            List<KnownError> all = new ArrayList<>();
            read(name + ".yaml", templates.mistakes(name)).forEach(all::add);
            read("mistakes.yaml", YamlReader.readMap("mistakes.yaml", TemplateFiles.readCommonErrors()))
                    .forEach(all::add);
            errors = List.copyOf(all);
        }
        return errors;
    }

    private static Stream<KnownError> read(String file, Map<String, Object> document) {
        YamlMapping fields = new YamlMapping(file, document);
        List<YamlMapping> entries = fields.mappings(ProviderTemplates.MISTAKES);
        fields.rejectUnknownKeys();
        return entries.stream().map(KnownErrors::readError);
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
