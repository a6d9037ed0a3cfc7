package replaystorage.session;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Handlers of POSIX signals; Java has no other API for them than {@code sun.misc}. */
final class SignalHandlers {
    private SignalHandlers() {}

    /**
     * Runs the work in a thread of its own when the signal arrives. A signal that was ignored at the start, as under
     * nohup, stays ignored.
     *
     * @param name without SIG, such as "TERM"
     * @return puts the previous handler back
     */
    static Runnable set(String name, Runnable work) {
        Signal signal = new Signal(name);
        SignalHandler previous = Signal.handle(signal, received -> work.run());
        if (previous.equals(SignalHandler.SIG_IGN)) {
            Signal.handle(signal, previous);
        }
        return () -> Signal.handle(signal, previous);
    }

    /** Sends this process a signal. */
    static void raise(String name) {
        Signal.raise(new Signal(name));
    }
}
