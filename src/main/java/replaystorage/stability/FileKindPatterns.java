package replaystorage.stability;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** File name patterns by which programs mark what a file or folder is; add a line for a new program. */
public enum FileKindPatterns {
    /** Incomplete and never uploaded: the writer renames it when it is complete. */
    TEMPORARY(
            "*.tmp",
            "*.tmp.*",
            "*.partial",
            "*.incomplete",
            "tmp-checkpoint-*", // Hugging Face's trainer
            "*.orbax-checkpoint-tmp*"),

    /** A temporary file, as rsync writes, or a setting, as hydra's: uploaded after a longer wait. */
    HIDDEN(".*"),

    /** A folder that is one checkpoint: complete if all its files are. */
    CHECKPOINT_FOLDER(
            "{checkpoint,ckpt,global_step,step,epoch,iter,iteration}[-_=]#",
            "{checkpoint,ckpt,global_step,step,epoch,iter,iteration}#",
            "*.{ckpt,orbax,distcp,zarr,keras}"),

    /** A file that makes its folder one checkpoint, whatever the folder's name. */
    CHECKPOINT_INDEX(
            "*.index.json", // sharded safetensors and torch files
            ".metadata", // torch's distributed checkpoints
            "_METADATA", // orbax
            "_CHECKPOINT_METADATA",
            "manifest.ocdbt",
            "commit_success.txt",
            "*.index", // TensorFlow
            "trainer_state.json"),

    /** Never empty when complete: a full disk or a killed writer leaves empty files. */
    NEVER_EMPTY("*.pt", "*.pth", "*.npz", "*.ckpt", "*.safetensors", "*.slp"),

    /** Refers to the files beside it, and is uploaded after them. */
    UPLOADED_LAST(
            "index.json",
            "metadata.json",
            "config.json",
            "manifest.json",
            "checkpoint",
            "latest",
            "latest_checkpointed_iteration.txt",
            "_SUCCESS",
            "*.done"),

    /** Open during the whole run, and only appended to: every prefix is valid. */
    APPEND_ONLY("events.out.tfevents*", "*.wandb", "*.log", "*.jsonl", "*.ndjson", "nohup.out", "slurm-*.out"),

    /** Written during the whole run; no checkpoint waits for it. */
    LOG("events.out.tfevents*", "*.wandb", "*.log", "*.jsonl", "*.ndjson", "nohup.out", "slurm-*.out", "*.csv"),

    /** A SQLite database or its journal: no copy is consistent while a program has it open. */
    DATABASE("*.db", "*.db3", "*.sqlite", "*.sqlite3", "*.{db,db3,sqlite,sqlite3}-{wal,shm,journal}");

    private final Pattern pattern;

    /** @param globs `*` for any characters, `#` for a number, `{a,b}` for alternatives */
    FileKindPatterns(String... globs) {
        this.pattern = Pattern.compile(
                List.of(globs).stream().map(FileKindPatterns::globToRegex).collect(Collectors.joining("|")),
                Pattern.DOTALL);
    }

    private static String globToRegex(String glob) {
        return glob.replace(".", "\\.")
                .replace("*", ".*")
                .replace("#", "\\d+")
                .replace("{", "(?:")
                .replace("}", ")")
                .replace(",", "|");
    }

    public boolean matches(String name) {
        return pattern.matcher(name.substring(name.lastIndexOf('/') + 1)).matches();
    }

    public static boolean isTemporary(String name) {
        int end = name.indexOf('/');
        return end < 0
                ? TEMPORARY.matches(name)
                : TEMPORARY.matches(name.substring(0, end)) || isTemporary(name.substring(end + 1));
    }

    public static boolean isUploadedLast(String name) {
        return CHECKPOINT_INDEX.matches(name) || UPLOADED_LAST.matches(name);
    }
}
