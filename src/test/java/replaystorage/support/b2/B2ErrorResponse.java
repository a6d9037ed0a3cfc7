package replaystorage.support.b2;

import java.util.Map;

/** An error of the B2 API. */
public final class B2ErrorResponse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final Integer retryAfter;

    private B2ErrorResponse(int status, String code, String message, Integer retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public static B2ErrorResponse of(int status, String code) {
        return new B2ErrorResponse(status, code, "", null);
    }

    static B2ErrorResponse of(int status, String code, String message) {
        return new B2ErrorResponse(status, code, message, null);
    }

    static B2ErrorResponse badRequest(String message) {
        return of(400, "bad_request", message);
    }

    static B2ErrorResponse unauthorized() {
        return of(401, "unauthorized");
    }

    static B2ErrorResponse notFound(String what) {
        return of(404, "not_found", what + " not found");
    }

    public B2ErrorResponse withRetryAfter(int seconds) {
        return new B2ErrorResponse(status, code, getMessage(), seconds);
    }

    int status() {
        return status;
    }

    Integer retryAfter() {
        return retryAfter;
    }

    Map<String, Object> json() {
        return SimpleJson.of("status", status, "code", code, "message", getMessage());
    }
}
