package replaystorage.support.b2;

import java.util.Map;

/** What B2 answers where it does not do what it was asked. */
public final class B2Error extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final Integer retryAfter;

    private B2Error(int status, String code, String message, Integer retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public static B2Error of(int status, String code) {
        return new B2Error(status, code, "", null);
    }

    static B2Error of(int status, String code, String message) {
        return new B2Error(status, code, message, null);
    }

    static B2Error badRequest(String message) {
        return of(400, "bad_request", message);
    }

    static B2Error unauthorized() {
        return of(401, "unauthorized");
    }

    static B2Error notFound(String what) {
        return of(404, "not_found", what + " not found");
    }

    /** The same, to be asked again after so many seconds. */
    public B2Error after(int seconds) {
        return new B2Error(status, code, getMessage(), seconds);
    }

    int status() {
        return status;
    }

    /** Seconds, or null. */
    Integer retryAfter() {
        return retryAfter;
    }

    Map<String, Object> json() {
        return Json.of("status", status, "code", code, "message", getMessage());
    }
}
