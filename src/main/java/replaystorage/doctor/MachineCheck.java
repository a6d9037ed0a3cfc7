package replaystorage.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import replaystorage.host.HumanNumbers;
import replaystorage.host.MachineResources;
import replaystorage.host.MachineResourcesReader;

/** Tests Java, the locale, and the limits of the machine or container. */
public final class MachineCheck implements Check {
    /** Less does not fit even one rclone with the fewest transfers; more is adapted to. */
    private static final long LITTLE_MEMORY = 150_000_000;

    /** Open files for one rclone and its pipes. */
    private static final long FEW_FILES = 128;

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                Finding.ok("Java " + System.getProperty("java.version") + " at " + System.getProperty("java.home")));
        String charset = System.getProperty("sun.jnu.encoding", "");
        if (!Charset.isSupported(charset) || !Charset.forName(charset).equals(StandardCharsets.UTF_8)) {
            findings.add(Finding.warning(
                    "the locale's charset is " + charset + ": other file names can't be read",
                    "export LC_ALL=C.UTF-8"));
        }
        MachineResources machine = MachineResourcesReader.readHost();
        findings.add(Finding.ok(machine.describe()));
        if (machine.memory().free() < LITTLE_MEMORY) {
            findings.add(Finding.warning(
                    "only " + HumanNumbers.bytes(machine.memory().free())
                            + " of memory is free: rclone may be killed while it copies",
                    "# stop other programs, or give this machine or container more memory"));
        }
        machine.openFiles().stream()
                .filter(files -> files < FEW_FILES)
                .forEach(files -> findings.add(Finding.warning(
                        "only " + files + " files may be open at a time: few files can be transferred in parallel",
                        "ulimit -n 4096   # if refused: raise the limit of the machine or container")));
        return findings;
    }
}
