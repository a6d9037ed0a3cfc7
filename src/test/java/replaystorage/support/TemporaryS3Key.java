package replaystorage.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assumptions;

/** A temporary key with a session token (AssumeRole) that is limited by a policy. */
public record TemporaryS3Key(String id, String secret, String token) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Skips the test if the server is not MinIO. */
    public static TemporaryS3Key of(S3Server server, S3KeyPolicy policy) {
        String body = "Action=AssumeRole&Version=2011-06-15&DurationSeconds=3600&Policy="
                + URLEncoder.encode(policy.json(), UTF_8);
        String time = TIME.format(Instant.now());
        URI uri = URI.create(server.endpoint() + "/");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Amz-Date", time)
                .header("Authorization", signature(uri.getAuthority(), time, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                S3Server.served("keys with few rights: NOT TRIED, since the S3 server gives out none");
            }
            Assumptions.assumeTrue(answer.statusCode() == 200, answer::body);
            return new TemporaryS3Key(
                    element(answer.body(), "AccessKeyId"),
                    element(answer.body(), "SecretAccessKey"),
                    element(answer.body(), "SessionToken"));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String element(String xml, String name) {
        Matcher found = Pattern.compile("<" + name + ">([^<]+)</").matcher(xml);
        if (!found.find()) {
            throw new AssertionError(name + " is missing in " + xml);
        }
        return found.group(1);
    }

    /** AWS's signature version 4. */
    private static String signature(String host, String time, String body) {
        String scope = time.substring(0, 8) + "/us-east-1/sts/aws4_request";
        String headers = "content-type;host;x-amz-date";
        String canonical = "POST\n/\n\ncontent-type:application/x-www-form-urlencoded\nhost:" + host + "\nx-amz-date:"
                + time + "\n\n" + headers + "\n" + hash(body);
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash(canonical);
        byte[] key = ("AWS4" + S3Server.SECRET).getBytes(UTF_8);
        for (String part : List.of(time.substring(0, 8), "us-east-1", "sts", "aws4_request")) {
            key = hmac(key, part);
        }
        return "AWS4-HMAC-SHA256 Credential=" + S3Server.KEY + "/" + scope + ", SignedHeaders=" + headers
                + ", Signature=" + HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
