package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;

/** The mistakes of src/docs/doctor.md: each is made, named, and mended by the line that doctor gives. */
class DoctorIT {
    @TempDir
    Path root;

    private Patient patient;
    private Pod pod;

    @BeforeEach
    void setUp() {
        patient = Patient.at(root);
        pod = patient.pod();
    }

    @ParameterizedTest
    @MethodSource("replaystorage.Mistakes#mended")
    void mended(Mistake mistake) {
        mistake.make().accept(pod);
        Pod.Run sick = pod.run("doctor");
        assertThat(Patient.problem(sick, mistake)).as(sick.out()).isNotNull();
        assertThat(sick.all()).doesNotContain(S3Server.SECRET);

        patient.paste(Patient.remedy(sick, mistake));
        Pod.Run cured = pod.run("doctor");
        assertThat(Patient.problem(cured, mistake)).as(cured.out()).isNull();
    }

    @ParameterizedTest
    @MethodSource("replaystorage.Mistakes#named")
    void named(Mistake mistake) {
        mistake.make().accept(pod);
        Pod.Run run = pod.run("doctor");
        assertThat(Patient.problem(run, mistake)).as(run.out()).startsWith("error");
        assertThat(Patient.remedy(run, mistake)).isNotEmpty();
        assertThat(run.status()).as(run.out()).isNotZero();
        assertThat(run.out()).as("every check ran").contains(" workspace ", " disk ", " switches ");
    }

    @ParameterizedTest
    @MethodSource("replaystorage.Mistakes#healthy")
    void healthy(Mistake none) {
        none.make().accept(pod);
        Pod.Run run = InstalledProgram.on(pod).run("doctor");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out())
                .doesNotContain("warning", "error", "skipped", "Try:")
                .contains("may list, write");
        assertThat(run.err()).isEmpty();
    }
}
