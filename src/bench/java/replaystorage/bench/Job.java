package replaystorage.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What has to be moved from where to where, by ours or in another way, each with a destination of its own. */
interface Job {
    /** What has to be there in the end. */
    Contents expected();

    Contender.Attempt ours(int run, String... flags) throws IOException;

    Contender.Attempt by(Way way, int run) throws IOException;

    /** Ours and these. */
    default List<Contender> contenders(List<Way> ways) {
        List<Contender> all = new ArrayList<>(List.of(new Contender(Results.OURS, this::ours)));
        ways.forEach(way -> all.add(new Contender(way.name(), run -> by(way, run))));
        return all;
    }
}
