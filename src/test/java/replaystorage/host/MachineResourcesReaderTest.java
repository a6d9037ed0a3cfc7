package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineResourcesReaderTest {
    private static final long MB = 1_000_000;

    @TempDir
    Path root;

    @BeforeEach
    void machine() throws IOException {
        put("proc/meminfo", "MemTotal:       8000000 kB\nMemFree:         100000 kB\nMemAvailable:   4000000 kB\n");
        put("proc/self/limits", """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             95956                95956                processes
                Max open files            1024                 524288               files
                """);
    }

    private void put(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void group(String folder, String limit, long used, long cache) throws IOException {
        put(folder + "/memory.max", limit + "\n");
        put(folder + "/memory.current", used + "\n");
        put(
                folder + "/memory.stat",
                "anon 5\ninactive_file " + cache / 2 + "\nactive_file " + cache / 2 + "\nfile 99\n");
    }

    private void oldGroup(String folder, String limit, long used, long cache) throws IOException {
        put(folder + "/memory.limit_in_bytes", limit + "\n");
        put(folder + "/memory.usage_in_bytes", used + "\n");
        put(folder + "/memory.stat", "inactive_file 1\ntotal_inactive_file " + cache + "\ntotal_active_file 0\n");
    }

    private MachineResources.Memory memory() {
        return MachineResourcesReader.readBelow(root, 2).memory();
    }

    @Test
    void available_memory_counts_without_a_cgroup_limit() {
        assertThat(memory().free()).isEqualTo(4_000_000L << 10);
        assertThat(memory().limit()).hasValue(8_000_000L << 10);
        assertThat(memory().describe()).isEqualTo("8.2 GB of memory (the machine), 4.1 GB of it free");
    }

    @Test
    void cgroup_cache_counts_as_free_memory() throws IOException {
        put("proc/self/cgroup", "0::/\n");
        group("sys/fs/cgroup", Long.toString(1000 * MB), 700 * MB, 400 * MB);
        assertThat(memory().describe()).isEqualTo("1.0 GB of memory (cgroup), 700.0 MB of it free");
    }

    @Test
    void cgroup_may_be_below_the_mount() throws IOException {
        put("proc/self/cgroup", "0::/user.slice/pod/inner\n");
        group("sys/fs/cgroup/user.slice/pod/inner", "max", 10 * MB, 0);
        group("sys/fs/cgroup/user.slice/pod", Long.toString(300 * MB), 100 * MB, 0);
        group("sys/fs/cgroup/user.slice", Long.toString(900 * MB), 100 * MB, 0);
        assertThat(memory().describe()).isEqualTo("300.0 MB of memory (cgroup), 200.0 MB of it free");
    }

    @Test
    void cgroup_limit_above_the_free_memory_of_the_machine_is_ignored() throws IOException {
        put("proc/self/cgroup", "0::/\n");
        group("sys/fs/cgroup", "64000000000", 0, 0);
        assertThat(memory().describe()).contains("(the machine)");
    }

    @Test
    void cgroup_limit_max_means_unlimited() throws IOException {
        put("proc/self/cgroup", "0::/\n");
        group("sys/fs/cgroup", "max", 5, 0);
        assertThat(memory().describe()).contains("(the machine)");
    }

    @Test
    void cgroup_v1_of_a_container_is_read_at_the_mount() throws IOException {
        put("proc/self/cgroup", "9:name=systemd:/docker/5f2\n4:hugetlb,memory:/docker/5f2\n0::/docker/5f2\n");
        oldGroup("sys/fs/cgroup/memory", Long.toString(512 * MB), 112 * MB, 100 * MB);
        assertThat(memory().describe()).isEqualTo("512.0 MB of memory (cgroup), 500.0 MB of it free");
    }

    @Test
    void cgroup_v1_huge_limit_means_unlimited() throws IOException {
        put("proc/self/cgroup", "4:memory:/\n");
        oldGroup("sys/fs/cgroup/memory", "9223372036854771712", 5, 0);
        assertThat(memory().describe()).contains("(the machine)");
    }

    @Test
    void cgroup_path_outside_the_mount_is_ignored() throws IOException {
        put("proc/self/cgroup", "0::/../../other\n");
        group("sys/fs/cgroup", Long.toString(300 * MB), 0, 0);
        group("sys/other", Long.toString(MB), 0, 0);
        assertThat(memory().describe()).startsWith("300.0 MB");
    }

    @ParameterizedTest
    @CsvSource({"x:y", "0::", "''", "4:memory"})
    void malformed_cgroup_list_limits_nothing(String text) throws IOException {
        put("proc/self/cgroup", text + "\n");
        assertThat(memory().describe()).contains("(the machine)");
    }

    @Test
    void unreadable_proc_files_limit_nothing() throws IOException {
        Files.delete(root.resolve("proc/meminfo"));
        Files.delete(root.resolve("proc/self/limits"));
        MachineResources machine = MachineResourcesReader.readBelow(root, 2);
        assertThat(machine.memory()).isEqualTo(MachineResources.Memory.UNKNOWN);
        assertThat(machine.openFiles()).isEmpty();
        assertThat(machine.describe()).isEqualTo("2 cores, memory unknown");
    }

    @Test
    void open_files_are_the_soft_limit() throws IOException {
        assertThat(MachineResourcesReader.readBelow(root, 1).openFiles()).hasValue(1024);
        assertThat(MachineResourcesReader.readBelow(root, 1).describe())
                .startsWith("1 core, ")
                .endsWith(", 1024 open files");
        put("proc/self/limits", "Max open files            unlimited            unlimited            files\n");
        assertThat(MachineResourcesReader.readBelow(root, 1).openFiles()).isEmpty();
    }

    @Test
    void reads_memory_and_open_files_of_this_machine() {
        assertThat(MachineResourcesReader.readHost().memory().limit()).isPresent();
        assertThat(MachineResourcesReader.readHost().openFiles()).isPresent();
    }
}
