package replaystorage.transfer;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import replaystorage.console.Console;
import replaystorage.host.ConflictName;
import replaystorage.host.MachineResourcesReader;
import replaystorage.transfer.copy.CopyOptions;
import replaystorage.transfer.copy.DiskSpaceReservations;
import replaystorage.transfer.copy.TuningNotice;
import replaystorage.transfer.list.NameFilter;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.list.Timeouts;

/** The context of transfers for which the user set no options. */
public final class TransferContextFixture {
    private TransferContextFixture() {}

    /** @param state the folder of the records */
    public static TransferContext of(RemoteStorage storage, Path state, Console console, Timeouts timeouts) {
        return new TransferContext(
                storage,
                storage.settings(),
                state,
                console,
                copyOptions(timeouts),
                NameFilter.ALL,
                List.of(),
                new ConflictName(() -> "pod", InstantSource.system()),
                new DiskSpaceReservations());
    }

    public static CopyOptions copyOptions(Timeouts timeouts) {
        return new CopyOptions(
                List.of(),
                Set.of(),
                Optional.empty(),
                timeouts,
                MachineResourcesReader::readHost,
                TuningNotice.silent());
    }
}
