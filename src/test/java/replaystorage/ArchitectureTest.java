package replaystorage;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import org.zeroturnaround.exec.ProcessExecutor;
import replaystorage.rclone.LogLine;

/** Allowed dependencies between packages, and calls that only one class may make. */
@AnalyzeClasses(packages = "replaystorage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** From top to bottom: a package uses only packages below it. */
    private static final List<String> LAYERS = List.of(
            "",
            "cli",
            "doctor",
            "jobs.autosync",
            "session",
            "session.option",
            "jobs.snapshot",
            "jobs",
            "jobs.checkpoint",
            "transfer.link",
            "transfer",
            "transfer.upload",
            "transfer.download",
            "transfer.copy",
            "transfer.plan",
            "transfer.note",
            "transfer.list",
            "costs",
            "console",
            "rclone.conf",
            "rclone",
            "settings",
            "providers",
            "userconfig",
            "flags",
            "stability",
            "workspace",
            "workspace.move",
            "host");

    private static final int MOST_TYPES = 25;
    private static final int MOST_COMMAND_TYPES = 45;

    @ArchTest
    static final ArchRule a_package_uses_only_packages_below_it = classes().should(dependOnlyOnLowerLayers());

    @ArchTest
    static final ArchRule only_the_session_opens_rclone_for_the_commands = noClasses()
            .that()
            .resideInAnyPackage("replaystorage.cli..", "replaystorage.console..")
            .should()
            .dependOnClassesThat(
                    are(resideInAPackage("replaystorage.rclone..").and(not(belongTo(type(LogLine.class))))));

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
    static final ArchRule only_the_rclone_package_starts_processes = noClasses()
            .that()
            .resideOutsideOfPackage("replaystorage.rclone")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessExecutor.class, ProcessBuilder.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    @ArchTest
    static final ArchRule every_process_is_started_by_the_executor =
            noClasses().should().dependOnClassesThat().belongToAnyOf(ProcessBuilder.class);

    @ArchTest
    static final ArchRule no_name_is_a_collective_term = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..helper..");

    @ArchTest
    static final ArchRule nobody_logs =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j..");

    @ArchTest
    static void no_package_is_too_large_to_read(JavaClasses classes) {
        Map<String, List<JavaClass>> packages = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(each -> !each.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName));
        packages.forEach((name, types) -> assertThat(types)
                .as(name)
                .hasSizeLessThanOrEqualTo(name.equals("replaystorage.cli") ? MOST_COMMAND_TYPES : MOST_TYPES));
    }

    @ArchTest
    static void no_two_types_have_one_simple_name(JavaClasses classes) {
        Map<String, List<JavaClass>> names = classes.stream()
                .filter(each ->
                        !each.isAnonymousClass() && !each.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName));
        assertThat(names.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }

    private static ArchCondition<JavaClass> dependOnlyOnLowerLayers() {
        return new ArchCondition<>("use only packages below their own") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith("replaystorage") && layer(target) < layer(item)) {
                        events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static int layer(JavaClass type) {
        String name = type.getPackageName().replaceFirst("^replaystorage\\.?", "");
        int layer = LAYERS.indexOf(name);
        assertThat(layer).as("layer of " + type.getName()).isNotNegative();
        return layer;
    }
}
