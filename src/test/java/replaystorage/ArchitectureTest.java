package replaystorage;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.zeroturnaround.exec.ProcessExecutor;
import replaystorage.rclone.LogLine;

/** Who may use whom, and what only one class may do. */
@AnalyzeClasses(packages = "replaystorage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> LOG_LINE = belongTo(type(LogLine.class));

    @ArchTest
    static final ArchRule packages_use_only_those_below_them = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("main")
            .definedBy("replaystorage")
            .layer("cli")
            .definedBy("replaystorage.cli")
            .layer("doctor")
            .definedBy("replaystorage.doctor")
            .layer("transfer")
            .definedBy("replaystorage.transfer")
            .layer("rclone")
            .definedBy("replaystorage.rclone")
            .layer("settings")
            .definedBy("replaystorage.settings")
            .layer("settling")
            .definedBy("replaystorage.settling")
            .layer("autosync")
            .definedBy("replaystorage.autosync")
            .layer("workspace")
            .definedBy("replaystorage.workspace")
            .layer("costs")
            .definedBy("replaystorage.costs")
            .layer("host")
            .definedBy("replaystorage.host")
            .layer("progress")
            .definedBy("replaystorage.progress")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("doctor")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("transfer")
            .mayOnlyBeAccessedByLayers("cli", "doctor")
            .whereLayer("workspace")
            .mayOnlyBeAccessedByLayers("cli", "doctor")
            .whereLayer("host")
            .mayNotAccessAnyLayer()
            .whereLayer("settings")
            .mayOnlyAccessLayers("host")
            .whereLayer("settling")
            .mayNotAccessAnyLayer()
            .whereLayer("autosync")
            .mayOnlyAccessLayers("host")
            .whereLayer("costs")
            .mayOnlyAccessLayers("settings")
            .whereLayer("costs")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("workspace")
            .mayOnlyAccessLayers("settings", "host")
            .whereLayer("rclone")
            .mayOnlyAccessLayers("settings", "host")
            .whereLayer("transfer")
            .mayOnlyAccessLayers("rclone", "settings", "settling", "host")
            .whereLayer("progress")
            .mayOnlyAccessLayers("rclone")
            // What Main hands to cli: the environment, and whether there is a terminal.
            .whereLayer("main")
            .mayOnlyAccessLayers("cli", "settings", "progress");

    @ArchTest
    static final ArchRule progress_knows_of_rclone_only_its_log_lines = noClasses()
            .that()
            .resideInAPackage("replaystorage.progress")
            .should()
            .dependOnClassesThat(are(resideInAPackage("replaystorage.rclone").and(not(LOG_LINE))));

    /** Opening, Session, Talk and Examination put the program together, Interruption ends what runs; all else knows rclone by its log lines. */
    @ArchTest
    static final ArchRule cli_reaches_rclone_only_where_the_storage_is_opened = noClasses()
            .that()
            .resideInAPackage("replaystorage.cli")
            .and()
            .haveNameNotMatching(".*\\.(Opening|Session|Talk|Interruption|Examination)(\\$.*)?")
            .should()
            .dependOnClassesThat(are(resideInAPackage("replaystorage.rclone").and(not(LOG_LINE))));

    @ArchTest
    static final ArchRule only_main_ends_the_program_and_reads_the_environment = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Main.class.getName())
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule only_the_rclone_package_has_a_door_to_processes = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("replaystorage.rclone.ProcessRclone")
            .and()
            .doNotHaveFullyQualifiedName("replaystorage.rclone.Children")
            .and()
            .doNotHaveFullyQualifiedName("replaystorage.rclone.TerminalWidth")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessExecutor.class, ProcessBuilder.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    @ArchTest
    static final ArchRule no_process_is_started_but_through_the_executor =
            noClasses().should().dependOnClassesThat().belongToAnyOf(ProcessBuilder.class);

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..helper..");

    @ArchTest
    static final ArchRule nobody_logs =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j..");
}
