package replaystorage.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.settings.SettingsFixture;

/** Log lines of rclone 1.75.2 with fake servers and MinIO; Drive's last ones are from reports. */
class LogDiagnosisTest {
    private static final Map<String, String> VALUES =
            Map.of("bucket", "melee", "variable", "B2_REPLAYS", "endpoint", "http://h:9", "remote", "b2");

    private static LogDiagnosis of(String provider, String... lines) {
        return LogDiagnosis.find(SettingsFixture.CATALOGUE.provider(provider), List.of(lines), VALUES)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed to authorize account: failed to authenticate: Unknown 401 Unauthorized (401 unauthorized) | B2_KEY_ID and B2_APP_KEY | 78",
                "failed to authorize account: failed to authenticate: Invalid authorization token (401 bad_auth_token) | B2_KEY_ID and B2_APP_KEY | 78",
                "failed to authenticate: This request is not currently supported on API version number 1 (400 bad_request) | too old | 69",
                "you must use bucket(s) [{\"x1\" \"other\"}] with this application key | restricted to the bucket other and cannot access the bucket melee | 3",
                "you must use bucket(s) [{\"x1\" \"one\"} {\"x2\" \"two\"}] with this application key | and cannot access the bucket melee | 3",
                "Failed to lsjson: error in ListJSON: directory not found | bucket melee | 3",
                "Failed to copy: failed to create bucket: Unknown 401 Unauthorized (401 unauthorized) | no bucket melee | 3",
                "Failed to copy: failed to get upload URL: Unknown 401 Unauthorized (401 unauthorized) | lacks the right writeFiles | 0",
                "up: Unauthorized: Unknown 401 Unauthorized (401 unauthorized) | lacks the right writeFiles | 0",
                "down: Unauthorized: Unknown 401 Unauthorized (401 unauthorized) | lacks the right readFiles | 0",
                "Failed to copy: Usage cap exceeded. (403 cap_exceeded) | a cap of the Backblaze account | 0",
                "Failed to lsjson: error in ListJSON: Unknown 401 Unauthorized (401 unauthorized) | lacks a right | 0",
                "failed to get upload URL: Cannot upload files, storage cap exceeded. (403 storage_cap_exceeded) | storage cap | 0",
                "failed to GET for download: Cannot download file (403 download_cap_exceeded) | download cap | 0",
                "failed to authenticate: Transaction cap exceeded (403 transaction_cap_exceeded) | transaction cap | 0",
                "Failed to copy: no tomes available (503 no_tomes_available): trying again in 1s | fewer requests | 0",
            })
    void explains_errors_of_b2(String line, String says, int status) {
        LogDiagnosis diagnosis = of("b2", line);

        assertThat(diagnosis.message()).contains(says);
        assertThat(diagnosis.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api error InvalidAccessKeyId: The Access Key Id you provided does not exist in our records. | does not know the access key | 78",
                "StatusCode: 401, RequestID: R, HostID: H, api error Unauthorized: Unauthorized | does not know the access key | 78",
                "api error InvalidArgument: Credential access key has length 5, should be 32 | does not know the access key | 78",
                "api error SignatureDoesNotMatch: The request signature we calculated does not match | does not belong to the key | 78",
                "Failed to create file system for \"m:good/\": secret_access_key not found | only one of | 78",
                "Failed to lsjson: error in ListJSON: directory not found | bucket melee | 3",
                "operation error S3: PutObject, https response error StatusCode: 404, api error NoSuchBucket: The specified bucket does not exist | has no bucket melee | 3",
                "api error InvalidBucketName: The specified bucket is not valid. | not a valid bucket name | 3",
                "operation error S3: PutObject, https response error StatusCode: 403, RequestID: R, HostID: H, api error AccessDenied: Access Denied | may not write | 0",
                "operation error S3: ListObjectsV2, https response error StatusCode: 403, api error AccessDenied: Access Denied. | may not list | 0",
                "operation error S3: DeleteObject, https response error StatusCode: 403, api error AccessDenied: Access Denied. | may not delete | 0",
                "operation error S3: HeadObject, https response error StatusCode: 403, api error Forbidden: Forbidden | may not read | 0",
                "Failed to copy: failed to open source object: Object in GLACIER, restore first: bucket=\"b\", key=\"old.pt\" | archive class | 0",
                "operation error S3: PutObject, https response error StatusCode: 403, api error QuotaExceeded: Bucket quota exceeded | quota | 0",
                "exceeded maximum number of attempts, 1, https response error StatusCode: 503, api error SlowDown: Please reduce | fewer requests | 0",
                "Probable clock skew error: https response error StatusCode: 403, api error RequestTimeTooSkewed: The difference | clock | 0",
            })
    void explains_errors_of_every_s3_provider(String line, String says, int status) {
        for (String provider : List.of("r2", "s3", "minio")) {
            LogDiagnosis diagnosis = of(provider, line);

            assertThat(diagnosis.message()).as(provider).contains(says);
            assertThat(diagnosis.status()).as(provider).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api error ExpiredToken: The provided token has expired. | AWS_SESSION_TOKEN has expired | 78",
                "api error InvalidToken: The provided token is malformed | AWS_SESSION_TOKEN | 78",
                "api error AuthorizationHeaderMalformed: the region 'us-east-1' is wrong; expecting 'eu-west-1' | the region eu-west-1 | 78",
                "api error PermanentRedirect: The bucket you are attempting to access | not in the region | 78",
                "get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found | no credentials | 78",
            })
    void explains_errors_of_aws(String line, String says, int status) {
        assertThat(of("s3", line).message()).contains(says);
        assertThat(of("s3", line).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oauth2: cannot fetch token: 400 Bad Request {\"error\": \"invalid_grant\", \"error_description\": \"Invalid JWT Signature.\"} | this service account's key | 78",
                "{\"error\": \"invalid_grant\", \"error_description\": \"Invalid JWT: Token must be a short-lived token (60 minutes)\"} | clock | 0",
                "{\"error\": \"invalid_grant\", \"error_description\": \"Invalid grant: account not found\"} | was deleted or disabled | 78",
                "error opening service account credentials file: open /nope.json: no such file or directory | open /nope.json | 78",
                "failed to create oauth client from service account: error processing credentials: invalid character 'b' | not a JSON key file | 78",
                "google: read JWT from JSON credentials: 'type' field is \"\" (expected \"service_account\") | not a JSON key file | 78",
                "couldn't fetch token: invalid_grant: maybe token expired? - try refreshing with \"rclone config reconnect gd1:\" | expired | 78",
                "failed to create oauth client: invalid character 'o' in literal null (expecting 'u') | GDRIVE_TOKEN | 78",
                "empty token found - please run \"rclone config reconnect gd3:\" | missing | 78",
                "token expired and there's no refresh token - manually refresh | no refresh_token | 78",
                "couldn't fetch token: invalid_client: if you're using your own client id/secret | GDRIVE_CLIENT_ID | 78",
                "googleapi: Error 403: The user's Drive storage quota has been exceeded., storageQuotaExceeded | is full | 0",
                "googleapi: Error 403: Service Accounts do not have storage quota. Leverage shared drives, storageQuotaExceeded | service account has no storage | 0",
                "googleapi: Error 403: Rate Limit Exceeded, rateLimitExceeded | fewer requests | 0",
                "googleapi: Error 403: The user does not have sufficient permissions for this file., insufficientFilePermissions | may not write | 0",
                "couldn't find root directory ID: googleapi: Error 404: File not found: 1abc., notFound | id 1abc | 3",
                "error in ListJSON: couldn't list directory: googleapi: Error 404: File not found: ., notFound | the id in GDRIVE_ROOT_FOLDER_ID | 3",
                "error in ListJSON: directory not found | folder melee | 3",
            })
    void explains_errors_of_drive(String line, String says, int status) {
        assertThat(of("gdrive", line).message()).contains(says);
        assertThat(of("gdrive", line).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Get \"http://nowhere.invalid/x\": dial tcp: lookup nowhere.invalid on 10.0.0.1:53: no such host | name nowhere.invalid can't be resolved; the network or DNS does not work | 5",
                "dial tcp: lookup api.backblazeb2.com on 10.0.0.1:53: read udp: i/o timeout | DNS server | 5",
                "Get \"http://127.0.0.1:1/x\": dial tcp 127.0.0.1:1: connect: connection refused | nothing listens at 127.0.0.1:1 | 5",
                "proxyconnect tcp: dial tcp 127.0.0.1:1: connect: connection refused | proxy | 5",
                "net/http: timeout awaiting response headers | http://h:9 does not answer | 5",
                "dial tcp 10.1.1.1:443: i/o timeout | http://h:9 does not answer | 5",
                "dial tcp 10.1.1.1:443: connect: network is unreachable | no network | 5",
                "http: server gave HTTP response to HTTPS client | answers http, not https | 78",
                "tls: failed to verify certificate: x509: cannot validate certificate for 127.0.0.1 | certificate | 0",
                "Failed to copy: preallocate: file too big for remaining disk space | no space | 74",
                "write tiny/big.bin.29daaf44.partial: no space left on device | disk is full | 74",
                "open /w/x.pt: permission denied | /w/x.pt | 74",
            })
    void explains_network_and_machine_errors_of_every_provider(String line, String says, int status) {
        for (Provider provider : SettingsFixture.CATALOGUE.all()) {
            LogDiagnosis diagnosis = of(provider.name(), line);

            assertThat(diagnosis.message()).as(provider.name()).contains(says);
            assertThat(diagnosis.status()).as(provider.name()).isEqualTo(status);
        }
    }

    @Test
    void explains_a_wrong_clock_although_the_error_is_a_plain_403() {
        for (String provider : List.of("r2", "s3", "minio")) {
            LogDiagnosis diagnosis = of(
                    provider,
                    "Failed to copy: operation error S3: HeadObject, https response error StatusCode: 403, api error Forbidden: Forbidden",
                    "Time may be set wrong - time from \"127.0.0.1:19421\" is -59m59.28s different from this computer");

            assertThat(diagnosis.message()).contains("clock");
        }
    }

    @Test
    void remedy_names_the_variable() {
        assertThat(of("b2", "error in ListJSON: directory not found").remedy()).startsWith("export B2_REPLAYS=...");
    }

    @Test
    void explains_no_other_lines() {
        assertThat(LogDiagnosis.find(SettingsFixture.CATALOGUE.provider("b2"), List.of("Copied (new)"), VALUES))
                .isEmpty();
    }
}
