package replaystorage.bench;

import java.io.IOException;
import java.util.List;

/** One thing that is measured, with what must hold. */
interface Scenario {
    String name();

    /** One line for --help. */
    String about();

    Outcome run(Ground ground) throws IOException;

    /** What a scenario gave. */
    record Outcome(List<Trial> trials, List<Verdict> verdicts) {
        static Outcome of(String series, List<Trial> trials, List<Demand> demands) {
            Results results = new Results(trials).of(series);
            return new Outcome(
                    trials,
                    demands.stream().map(one -> one.judge(series, results)).toList());
        }
    }
}
