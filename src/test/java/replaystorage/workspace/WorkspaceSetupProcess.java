package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import replaystorage.host.Environment;
import replaystorage.workspace.move.SetupReport;

/** A pod start as a separate process; prints each line of its report with its kind. */
final class WorkspaceSetupProcess {
    private WorkspaceSetupProcess() {}

    public static void main(String[] words) {
        SetupReport report = new WorkspaceSetup(new Workspace(Environment.of(System.getenv())), List.of()).prepare();
        report.notes().forEach(line -> System.out.println("note: " + line));
        report.warnings().forEach(line -> System.out.println("warning: " + line));
        report.errors().forEach(line -> System.out.println("error: " + line));
    }

    static List<String> command() {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                WorkspaceSetupProcess.class.getName());
    }

    static Process start(Map<String, String> variables, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }
}
