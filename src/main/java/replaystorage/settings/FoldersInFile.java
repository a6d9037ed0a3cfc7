package replaystorage.settings;

import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The folders of a user's file: each becomes an artifact, and a name on file systems that may not tell A from a. */
final class FoldersInFile {
    private static final Set<String> TAKEN = Set.of("checkpoints", "logs", "cache", "replays", "snapshots");
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    private FoldersInFile() {}

    static List<String> names(Fields fields) {
        List<String> names = fields.texts("folders");
        NavigableSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        seen.addAll(TAKEN);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!FOLDER.matcher(name).matches()) {
                throw fields.wrong(
                        "folders/" + i,
                        "'" + name
                                + "' can't be an artifact: a name of letters, digits, '_', '-' and '.' is wanted, which begins with a letter, a digit or '_'");
            }
            if (!seen.add(name)) {
                String one = seen.floor(name);
                throw fields.wrong(
                        "folders/" + i,
                        "the folder " + name
                                + (one.equals(name) ? " is one already" : " differs from " + one + " only in case"));
            }
        }
        return names;
    }
}
