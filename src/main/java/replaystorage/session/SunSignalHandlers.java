package replaystorage.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * `sun.misc.Signal` by reflection: javac warns of each use of it, cannot be told not to, and there is nothing else by which Java takes a
 * signal.
 */
final class SunSignalHandlers {
    private static final Class<?> SIGNAL = type("sun.misc.Signal");
    private static final Class<?> HANDLER = type("sun.misc.SignalHandler");
    private static final Object IGNORED = constant("SIG_IGN");

    private SunSignalHandlers() {}

    /** Has a signal taken by the work from now on, in a thread of its own; one that is ignored stays so. */
    static SignalRestorer handleWith(String name, Runnable work) {
        InvocationHandler called = (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "handle" -> work.run();
                case "hashCode" -> {
                    return System.identityHashCode(proxy);
                }
                case "equals" -> {
                    return proxy == arguments[0];
                }
                default -> {}
            }
            return null;
        };
        Object before =
                setHandler(name, Proxy.newProxyInstance(HANDLER.getClassLoader(), new Class<?>[] {HANDLER}, called));
        if (before.equals(IGNORED)) {
            setHandler(name, before);
        }
        return () -> setHandler(name, before);
    }

    /** Leaves a signal to whoever had it before. */
    interface SignalRestorer {
        void restore();
    }

    /** Sends ourselves a signal. */
    static void raise(String name) {
        try {
            SIGNAL.getMethod("raise", SIGNAL).invoke(null, signal(name));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object setHandler(String name, Object handler) {
        try {
            return SIGNAL.getMethod("handle", SIGNAL, HANDLER).invoke(null, signal(name), handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object signal(String name) throws ReflectiveOperationException {
        return SIGNAL.getConstructor(String.class).newInstance(name);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object constant(String name) {
        try {
            return HANDLER.getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
