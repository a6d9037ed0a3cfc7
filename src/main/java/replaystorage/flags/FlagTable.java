package replaystorage.flags;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of rclone's flags: rclone-flags.txt. */
public final class FlagTable {
    private FlagTable() {}

    /** Read on first use: most runs have no flag and no variable of rclone. */
    private static final class Rules {
        private static final Map<String, FlagRule> BY_NAME = read();
    }

    public static FlagRule rule(String name) {
        FlagRule rule = Rules.BY_NAME.get(name);
        if (rule != null) {
            return rule;
        }
        return name.matches("(?:s3|b2|drive)-.*") ? FlagRule.FOR_EVERY_CALL : FlagRule.FOR_COPIES;
    }

    public static FlagRule ruleOfVariable(String variable) {
        return RcloneFlag.nameOfVariable(variable).map(FlagTable::rule).orElse(FlagRule.FOR_COPIES);
    }

    /** The flags that replay-storage.yaml may have, with their dashes. */
    public static List<String> allowedInFile() {
        return Rules.BY_NAME.entrySet().stream()
                .filter(each -> each.getValue().isAllowedInFile())
                .map(each -> "--" + each.getKey())
                .toList();
    }

    private static Map<String, FlagRule> read() {
        Map<String, FlagRule> rules = new TreeMap<>();
        try (InputStream table = FlagTable.class.getResourceAsStream("rclone-flags.txt")) {
            String heading = "";
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                if (line.startsWith(" ")) {
                    for (String name : line.strip().split(" ", -1)) {
                        rules.put(
                                name,
                                rules.getOrDefault(name, FlagRule.FOR_COPIES).and(heading));
                    }
                } else {
                    heading = line;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("rclone-flags.txt", e);
        }
        return rules;
    }
}
