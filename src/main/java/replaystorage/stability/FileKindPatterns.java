package replaystorage.stability;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names by which writers tell what a file or a folder is; a new writer's habit is one more line here. */
public enum FileKindPatterns {
    /** Not complete yet, and never sent: its writer gives it another name when it is. */
    TEMPORARY(
            "*.tmp",
            "*.tmp.*",
            "*.partial",
            "*.incomplete",
            "tmp-checkpoint-*", // Hugging Face's trainer
            "*.orbax-checkpoint-tmp*"),

    /** May be a writer's temporary file, as rsync makes them, or a setting such as hydra's: sent when it was left alone for longer than others. */
    HIDDEN(".*"),

    /** A folder that is one checkpoint: complete when all in it is. */
    CHECKPOINT_FOLDER(
            "{checkpoint,ckpt,global_step,step,epoch,iter,iteration}[-_=]#",
            "{checkpoint,ckpt,global_step,step,epoch,iter,iteration}#",
            "*.{ckpt,orbax,distcp,zarr,keras}"),

    /** What makes a folder of any name one checkpoint. */
    CHECKPOINT_INDEX(
            "*.index.json", // sharded safetensors and torch files
            ".metadata", // torch's distributed checkpoints
            "_METADATA", // orbax
            "_CHECKPOINT_METADATA",
            "manifest.ocdbt",
            "commit_success.txt",
            "*.index", // TensorFlow
            "trainer_state.json"),

    /** Holds something when it is whole: an empty one is what a full disk or a killed writer leaves. */
    NEVER_EMPTY("*.pt", "*.pth", "*.npz", "*.ckpt", "*.safetensors", "*.slp"),

    /** Says that the files beside it are there, and so goes up after them. */
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

    /** Stays open for as long as a run lasts and only grows: whatever part of it is there is a valid prefix. */
    APPEND_ONLY("events.out.tfevents*", "*.wandb", "*.log", "*.jsonl", "*.ndjson", "nohup.out", "slurm-*.out"),

    /** Written for as long as a run lasts; no checkpoint waits for it. */
    LOG("events.out.tfevents*", "*.wandb", "*.log", "*.jsonl", "*.ndjson", "nohup.out", "slurm-*.out", "*.csv"),

    /** A SQLite database, or the journal beside one: while a program has it open no copy of the file is consistent. */
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

    /** Whether a name is one of these, whatever folders stand before it. */
    public boolean matches(String name) {
        return pattern.matcher(name.substring(name.lastIndexOf('/') + 1)).matches();
    }

    /** Whether a name, or a folder that it lies in, is one of those that are not complete. */
    public static boolean isTemporary(String name) {
        int end = name.indexOf('/');
        return end < 0
                ? TEMPORARY.matches(name)
                : TEMPORARY.matches(name.substring(0, end)) || isTemporary(name.substring(end + 1));
    }

    /** Whether a file goes up after those beside it. */
    public static boolean isUploadedLast(String name) {
        return CHECKPOINT_INDEX.matches(name) || UPLOADED_LAST.matches(name);
    }
}
