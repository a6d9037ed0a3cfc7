package replaystorage.userconfig;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import replaystorage.host.YamlMapping;
import replaystorage.workspace.StandardFolders;

/** Checks the folders of replay-storage.yaml: each becomes an artifact name, also on case-insensitive file systems. */
final class UserConfigArtifacts {
    private static final Pattern FOLDER_PATTERN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    private UserConfigArtifacts() {}

    static List<String> readNames(YamlMapping fields) {
        List<String> names = fields.strings("folders");
        NavigableSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        seen.addAll(StandardFolders.IN_ARTIFACTS_BUCKET);
        seen.add(StandardFolders.REPLAYS);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!FOLDER_PATTERN.matcher(name).matches()) {
                throw fields.error(
                        "folders/" + i,
                        "'" + name
                                + "' is not a valid artifact name: use letters, digits, '_', '-' and '.', beginning with a letter, a digit or '_'");
            }
            if (!seen.add(name)) {
                String one = seen.floor(name);
                throw fields.error(
                        "folders/" + i,
                        "the folder " + name
                                + (one.equals(name)
                                        ? " is an artifact already"
                                        : " differs from " + one + " only in case"));
            }
        }
        return names;
    }
}
