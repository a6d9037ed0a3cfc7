package replaystorage.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;

/** The problems of src/docs/doctor.md: creates each, and checks that doctor names it and that its command fixes it. */
class DocumentedDoctorProblemsIT {
    @TempDir
    Path root;

    private MisconfiguredPod patient;
    private Pod pod;

    @BeforeEach
    void setUp() {
        patient = MisconfiguredPod.at(root);
        pod = patient.pod();
    }

    @ParameterizedTest
    @MethodSource("replaystorage.it.doctor.DoctorProblemCases#mended")
    void mended(DoctorProblem mistake) {
        mistake.make().accept(pod);
        Pod.CommandRun sick = pod.run("doctor");
        assertThat(MisconfiguredPod.findProblem(sick, mistake)).as(sick.out()).isNotNull();
        assertThat(sick.all()).doesNotContain(S3Server.SECRET);

        patient.runFixCommand(MisconfiguredPod.fixCommand(sick, mistake));
        Pod.CommandRun cured = pod.run("doctor");
        assertThat(MisconfiguredPod.findProblem(cured, mistake)).as(cured.out()).isNull();
    }

    @ParameterizedTest
    @MethodSource("replaystorage.it.doctor.DoctorProblemCases#named")
    void named(DoctorProblem mistake) {
        mistake.make().accept(pod);
        Pod.CommandRun run = pod.run("doctor");
        assertThat(MisconfiguredPod.findProblem(run, mistake)).as(run.out()).startsWith("error");
        assertThat(MisconfiguredPod.fixCommand(run, mistake)).isNotEmpty();
        assertThat(run.status()).as(run.out()).isNotZero();
        assertThat(run.out()).as("every check ran").contains(" workspace ", " disk ", " switches ");
    }

    @ParameterizedTest
    @MethodSource("replaystorage.it.doctor.DoctorProblemCases#healthy")
    void healthy(DoctorProblem none) {
        none.make().accept(pod);
        Pod.CommandRun run = InstalledProgram.on(pod).run("doctor");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out())
                .doesNotContain("warning", "error", "skipped", "Try:")
                .contains("may list, write");
        assertThat(run.err()).isEmpty();
    }
}
