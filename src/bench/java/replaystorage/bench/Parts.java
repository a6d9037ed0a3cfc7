package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A run of ours, and what it asks of rclone, each alone. */
record Parts(Job job, Said said, Path names, Marks marks, String conf) {
    static final String RAW = "rclone, same flags";
    static final String LISTINGS = "its listings";
    static final String LOOKS = "its look afterwards";
    static final String MARKS = "its marks";
    private static final double MOST = 0.3;

    static Parts of(Path folder, Job job) throws IOException {
        return new Parts(
                job,
                Said.by(job),
                Said.names(job.expected(), folder.resolve("names.txt")),
                Marks.in(folder.resolve("marks")),
                folder.resolve(Client.CONF).toString());
    }

    List<Contender> contenders() {
        Way raw =
                new Way(RAW, (from, to) -> said.copy(names, from.rclone(), to.rclone()), Map.of("RCLONE_CONFIG", conf));
        List<Contender> all = job.contenders(List.of(raw));
        // Makes the same emptiness that ours finds.
        all.add(part(LISTINGS, ShellWork.together(said.listings(names)), ours -> {}));
        List<List<String>> looks = said.looks(names);
        if (!looks.isEmpty()) {
            all.add(part(LOOKS, ShellWork.inTurn(looks), Parts::run));
        }
        List<List<String>> marking = said.marks(marks);
        if (!marking.isEmpty()) {
            all.add(part(MARKS, ShellWork.inTurn(marking), ours -> {}));
        }
        return all;
    }

    private interface Before {
        void done(Contender.Attempt ours) throws IOException;
    }

    private Contender part(String name, List<String> command, Before before) {
        return new Contender(name, run -> {
            Contender.Attempt ours = job.ours(run);
            before.done(ours);
            return new Contender.Attempt(command, ours.variables(), launch -> "");
        });
    }

    private static void run(Contender.Attempt ours) throws IOException {
        Launch launch = Launch.of(ours.command(), ours.variables());
        if (launch.status() != 0) {
            throw new IOException(launch.end());
        }
    }

    /** Ours less raw rclone, the listings and the look afterwards; the marks are its own and stay in. */
    static Verdict beyond(String series, Results results) {
        List<String> less = new ArrayList<>(List.of(RAW, LISTINGS));
        boolean looks = results.tools().contains(LOOKS);
        if (looks) {
            less.add(LOOKS);
        }
        OptionalDouble left = results.seconds(Results.OURS);
        for (String part : less) {
            OptionalDouble its = results.seconds(part);
            left = left.isPresent() && its.isPresent()
                    ? OptionalDouble.of(left.getAsDouble() - its.getAsDouble())
                    : OptionalDouble.empty();
        }
        String beyond = looks ? "raw rclone, the listings and the look afterwards" : "raw rclone and the listings";
        return Verdict.atMost(series, MOST, "s beyond " + beyond, left);
    }
}
