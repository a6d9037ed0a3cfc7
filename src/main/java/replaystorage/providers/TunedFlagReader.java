package replaystorage.providers;

import java.util.Optional;
import replaystorage.flags.FlagResourceCost;
import replaystorage.flags.FlagResourceCost.ResourceCost;
import replaystorage.flags.RcloneFlag;
import replaystorage.flags.TunedFlag;
import replaystorage.host.YamlMapping;

final class TunedFlagReader {
    private TunedFlagReader() {}

    static TunedFlag read(YamlMapping fields) {
        RcloneFlag flag = RcloneFlag.parse(fields.string("flag"));
        String why = fields.string("why");
        Optional<FlagResourceCost> takes =
                fields.has("each") ? Optional.of(readResourceCost(fields, flag)) : Optional.empty();
        fields.rejectUnknownKeys();
        return TunedFlag.ofTemplate(flag, why, takes);
    }

    private static FlagResourceCost readResourceCost(YamlMapping fields, RcloneFlag flag) {
        String number = flag.value().orElse("");
        if (!number.matches("[1-9][0-9]{0,5}")) {
            throw fields.error("each", "only a flag with a number has each, not " + flag);
        }
        int most = Integer.parseInt(number);
        int least = fields.integer("least", 1);
        if (least < 1 || least > most) {
            throw fields.error("least", "least is not from 1 to " + most + ": " + least);
        }
        YamlMapping each = fields.mapping("each");
        ResourceCost small = readCost(each);
        each.rejectUnknownKeys();
        if (!fields.has("large")) {
            return new FlagResourceCost(least, small, Long.MAX_VALUE, small);
        }
        YamlMapping large = fields.mapping("large");
        FlagResourceCost cost = new FlagResourceCost(least, small, large.byteSize("from"), readCost(large));
        large.rejectUnknownKeys();
        return cost;
    }

    private static ResourceCost readCost(YamlMapping fields) {
        return new ResourceCost(fields.byteSize("memory"), fields.integer("files", 0));
    }
}
