package replaystorage.settings;

import java.util.Optional;
import replaystorage.settings.Provider.Flag;
import replaystorage.settings.Takes.Cost;

/** Reads a tuned flag of a template. */
final class FlagReader {
    private FlagReader() {}

    static Flag read(Fields fields) {
        String flag = fields.text("flag");
        String why = fields.text("why");
        Optional<Takes> takes = fields.has("each") ? Optional.of(takes(fields, flag)) : Optional.empty();
        fields.end();
        return new Flag(flag, why, false, takes);
    }

    private static Takes takes(Fields fields, String flag) {
        if (!flag.matches("--[a-z-]+ [1-9][0-9]{0,5}")) {
            throw fields.wrong("each", "only a flag with a number has each, not " + flag);
        }
        int most = Integer.parseInt(flag.substring(flag.indexOf(' ') + 1));
        int least = fields.number("least", 1);
        if (least < 1 || least > most) {
            throw fields.wrong("least", "least is not from 1 to " + most + ": " + least);
        }
        Fields each = fields.fields("each");
        Cost small = cost(each);
        each.end();
        if (!fields.has("large")) {
            return new Takes(least, small, Long.MAX_VALUE, small);
        }
        Fields large = fields.fields("large");
        Takes takes = new Takes(least, small, large.size("from"), cost(large));
        large.end();
        return takes;
    }

    private static Cost cost(Fields fields) {
        return new Cost(fields.size("memory"), fields.number("files", 0));
    }
}
