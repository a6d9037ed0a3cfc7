package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.RcloneCli;
import replaystorage.support.b2.B2ApplicationKey;
import replaystorage.support.b2.B2CommandLine;
import replaystorage.support.b2.B2ErrorResponse;
import replaystorage.support.b2.FakeB2Server;

/** Checks the fake B2 server with Backblaze's own client and with rclone, to exclude errors that our code shares. */
class FakeB2ServerIT {
    private static final String BUCKET = "first-bucket";
    private static final String URI_OF_BUCKET = "b2://" + BUCKET;

    @TempDir
    Path root;

    private FakeB2Server server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeB2Server();
        server.createBucket(BUCKET);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path file(String name, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(root.resolve(name), bytes);
    }

    private B2CommandLine client(B2ApplicationKey key) {
        return B2CommandLine.of(server, key, root);
    }

    @Test
    void b2_client_creates_lists_and_deletes_buckets() {
        B2CommandLine b2 = client(server.masterKey());
        b2.get("bucket", "create", "second-bucket", "allPrivate");
        assertThat(b2.get("bucket", "list")).contains(BUCKET, "second-bucket");
        String rule = "{\"daysFromHidingToDeleting\": 3, \"fileNamePrefix\": \"old/\"}";
        b2.get("bucket", "update", "second-bucket", "--lifecycle-rule", rule);
        assertThat(b2.get("bucket", "get", "second-bucket")).contains("\"daysFromHidingToDeleting\": 3");
        b2.get("bucket", "delete", "second-bucket");
        assertThat(server.buckets()).containsExactly(BUCKET);
        assertThat(b2.run("bucket", "create", BUCKET, "allPrivate").err()).contains("already in use");
    }

    @Test
    void b2_client_downloads_what_it_uploaded_whole_or_in_parts() throws IOException {
        B2CommandLine b2 = client(server.masterKey());
        for (Path sent : List.of(file("empty", 0), file("small", 1000), file("large", 17_000_000))) {
            String name = "folder/ä b+c %41 " + sent.getFileName();
            b2.get("file", "upload", "--no-progress", "--min-part-size", "5000000", BUCKET, sent.toString(), name);
            Path back = root.resolve(sent.getFileName() + ".back");
            b2.get("file", "download", "--no-progress", URI_OF_BUCKET + "/" + name, back.toString());
            assertThat(back).hasSameBinaryContentAs(sent);
        }
        assertThat(server.count("b2_upload_file")).isEqualTo(2);
        assertThat(server.count("b2_upload_part")).isEqualTo(2);
    }

    @Test
    void b2_client_reads_ranges() throws IOException {
        B2CommandLine b2 = client(server.masterKey());
        Path sent = file("ranges", 100_000);
        b2.get("file", "upload", "--no-progress", BUCKET, sent.toString(), "ranges");
        String told = b2.python("""
                import io
                bucket = api.get_bucket_by_name('first-bucket')
                for first, last in (0, 0), (7, 20), (99990, 99999):
                    out = io.BytesIO()
                    bucket.download_file_by_name('ranges', range_=(first, last)).save(out)
                    print(out.getvalue().hex())
                try:
                    bucket.download_file_by_name('ranges', range_=(100000, 100001))
                except Exception as e:
                    print(type(e).__name__)
                """);
        String all = HexFormat.of().formatHex(Files.readAllBytes(sent));
        assertThat(told.lines())
                .containsExactly(
                        all.substring(0, 2), all.substring(14, 42), all.substring(199_980), "UnsatisfiableRange");
    }

    @Test
    void b2_client_reads_listings_page_by_page() {
        B2CommandLine b2 = client(server.masterKey());
        String told = b2.python("""
                bucket = api.get_bucket_by_name('first-bucket')
                for i in range(7):
                    for version in range(2):
                        bucket.upload_bytes(b'%d' % version, 'f%d/x' % (i % 3) if i % 2 else 'n%d' % i)
                bucket.upload_bytes('\\U0001f3ae'.encode(), 'z\\U0001f3ae')
                bucket.upload_bytes(b'', 'z\\ufb00')
                for latest in True, False:
                    for recursive in True, False:
                        listed = bucket.ls(latest_only=latest, recursive=recursive, fetch_count=2)
                        print(' '.join(folder or version.file_name for version, folder in listed))
                """);
        assertThat(told.lines())
                .containsExactly(
                        "f0/x f1/x f2/x n0 n2 n4 n6 z\ufb00 z\ud83c\udfae",
                        "f0/ f1/ f2/ n0 n2 n4 n6 z\ufb00 z\ud83c\udfae",
                        "f0/x f0/x f1/x f1/x f2/x f2/x n0 n0 n2 n2 n4 n4 n6 n6 z\ufb00 z\ud83c\udfae",
                        "f0/ f1/ f2/ n0 n0 n2 n2 n4 n4 n6 n6 z\ufb00 z\ud83c\udfae");
    }

    @Test
    void b2_client_hides_shows_copies_and_deletes_versions() throws IOException {
        B2CommandLine b2 = client(server.masterKey());
        String name = URI_OF_BUCKET + "/a";
        b2.get("file", "upload", "--no-progress", BUCKET, file("one", 10).toString(), "a");
        b2.get("file", "upload", "--no-progress", BUCKET, file("two", 20).toString(), "a");
        b2.get("file", "hide", name);
        assertThat(b2.get("ls", URI_OF_BUCKET)).isEmpty();
        assertThat(b2.get("ls", "--versions", URI_OF_BUCKET).lines()).hasSize(3);
        assertThat(b2.run("file", "info", name).status()).isNotZero();

        b2.get("file", "unhide", name);
        b2.get("file", "server-side-copy", name, URI_OF_BUCKET + "/b");
        b2.get(
                "file",
                "download",
                "--no-progress",
                URI_OF_BUCKET + "/b",
                root.resolve("b").toString());
        assertThat(root.resolve("b")).hasSameBinaryContentAs(root.resolve("two"));
        b2.get("rm", "--no-progress", name);
        b2.get("file", "download", "--no-progress", name, root.resolve("a").toString());
        assertThat(root.resolve("a")).as("the version before").hasSameBinaryContentAs(root.resolve("one"));
        b2.get("rm", "--no-progress", "--versions", "-r", URI_OF_BUCKET);
        assertThat(b2.get("ls", "--versions", URI_OF_BUCKET)).isEmpty();
    }

    @Test
    void b2_client_copies_a_large_file_in_parts_and_cancels_unfinished_ones() throws IOException {
        B2CommandLine b2 = client(server.masterKey());
        file("large", 17_000_000);
        String told = b2.python("""
                import hashlib, io
                bucket = api.get_bucket_by_name('first-bucket')
                started = api.session.start_large_file(bucket.id_, 'unfinished', 'b2/x-auto', {})['fileId']
                part = bytes(range(256)) * 20000
                sha1 = hashlib.sha1(part).hexdigest()
                api.session.upload_part(started, 2, len(part), sha1, io.BytesIO(part))
                print([part.part_number for part in api.services.large_file.list_parts(started)])
                print([file.file_name for file in bucket.list_unfinished_large_files()])
                api.cancel_large_file(started)
                print(list(bucket.list_unfinished_large_files()))
                api.session.start_large_file(bucket.id_, 'left behind', 'b2/x-auto', {})
                one = bucket.upload_local_file('%s', 'one', min_part_size=5000000)
                two = bucket.copy(one.id_, 'two', offset=1000000, length=12000000, min_part_size=5000000,
                    max_part_size=6000000)
                print(two.size, len(list(bucket.ls())))
                print([version.action for version, _ in bucket.ls(latest_only=False)])
                """.formatted(root.resolve("large")));
        assertThat(told.lines())
                .containsExactly("[2]", "['unfinished']", "[]", "12000000 2", "['start', 'upload', 'upload']");
        assertThat(server.count("b2_copy_part")).isEqualTo(2);
        server.rclone(root, server.key()).run("backend", "cleanup", "b2:" + BUCKET, "-o", "max-age=0s");
        assertThat(b2.get("file", "large", "unfinished", "list", URI_OF_BUCKET)).isEmpty();
        b2.get(
                "file",
                "download",
                "--no-progress",
                URI_OF_BUCKET + "/two",
                root.resolve("two").toString());
        byte[] all = Files.readAllBytes(root.resolve("large"));
        assertThat(Files.readAllBytes(root.resolve("two"))).isEqualTo(Arrays.copyOfRange(all, 1_000_000, 13_000_000));
    }

    @Test
    void b2_client_is_restricted_to_the_permissions_of_its_key() throws IOException {
        server.createBucket("other-bucket");
        B2CommandLine b2 = client(server.masterKey());
        Path small = file("small", 10);
        String[] made = b2.get(
                        "key",
                        "create",
                        "--bucket",
                        BUCKET,
                        "--name-prefix",
                        "mine/",
                        "scoped",
                        "listBuckets,listFiles,readFiles")
                .strip()
                .split(" ", 2);
        assertThat(b2.get("key", "list")).contains(made[0], "scoped");
        b2.get("file", "upload", "--no-progress", BUCKET, small.toString(), "mine/a");
        b2.get("file", "upload", "--no-progress", BUCKET, small.toString(), "theirs/a");

        B2CommandLine scoped = client(new B2ApplicationKey(made[0], made[1], "", Set.of(), List.of(), "", 4));
        assertThat(scoped.get("ls", URI_OF_BUCKET + "/mine/")).isEqualTo("mine/a\n");
        for (String[] forbidden : List.of(
                new String[] {"ls", URI_OF_BUCKET + "/theirs/"},
                new String[] {"ls", "b2://other-bucket"},
                new String[] {"bucket", "list"},
                new String[] {"file", "hide", URI_OF_BUCKET + "/mine/a"},
                new String[] {"file", "cat", URI_OF_BUCKET + "/theirs/a"})) {
            assertThat(scoped.run(forbidden).status())
                    .as(String.join(" ", forbidden))
                    .isNotZero();
        }
        b2.get("key", "delete", made[0]);
        assertThat(scoped.run("account", "authorize", made[0], made[1]).err()).contains("unable to authorize");
    }

    @Test
    void b2_client_gets_a_new_upload_url_and_token_after_an_error() throws IOException {
        B2CommandLine b2 = client(server.masterKey());
        server.failWhen(
                call -> call.name().equals("b2_upload_file"),
                1,
                B2ErrorResponse.of(503, "service_unavailable").withRetryAfter(1));
        b2.get("file", "upload", "--no-progress", BUCKET, file("small", 10).toString(), "a");
        assertThat(server.count("b2_get_upload_url")).isEqualTo(2);
        server.expireTokens();
        assertThat(b2.get("ls", URI_OF_BUCKET)).isEqualTo("a\n");
        server.failWhen(
                call -> call.name().equals("b2_get_upload_url"), B2ErrorResponse.of(403, "storage_cap_exceeded"));
        assertThat(b2.run(
                                "file",
                                "upload",
                                "--no-progress",
                                BUCKET,
                                root.resolve("small").toString(),
                                "b")
                        .err())
                .contains("storage cap");
    }

    @Test
    void rclone_uploads_large_files_in_parts_copies_them_and_cleans_up() throws IOException {
        RcloneCli rclone = server.rclone(root, server.masterKey());
        Path sent = file("sent", 17_000_000);
        String[] inParts = {"--b2-upload-cutoff", "5Mi", "--b2-chunk-size", "5Mi", "--b2-copy-cutoff", "6Mi"};
        rclone.run("copyto", inParts[0], inParts[1], inParts[2], inParts[3], sent.toString(), "b2:" + BUCKET + "/a/x");
        rclone.run("copyto", inParts[4], inParts[5], "b2:" + BUCKET + "/a/x", "b2:" + BUCKET + "/b/y");
        assertThat(server.count("b2_copy_part")).isEqualTo(3);
        rclone.run("copyto", "b2:" + BUCKET + "/b/y", root.resolve("back").toString());
        assertThat(root.resolve("back")).hasSameBinaryContentAs(sent);
        assertThat(Files.getLastModifiedTime(root.resolve("back")).toMillis())
                .isEqualTo(Files.getLastModifiedTime(sent).toMillis());

        rclone.run("deletefile", "b2:" + BUCKET + "/b/y");
        assertThat(rclone.run("lsf", "-R", "--files-only", "b2:" + BUCKET)).isEqualTo("a/x\n");
        rclone.run("cleanup", "b2:" + BUCKET);
        assertThat(rclone.run("lsf", "-R", "--b2-versions", "--files-only", "b2:" + BUCKET))
                .isEqualTo("a/x\n");
    }

    @Test
    void rclone_reads_a_listing_of_several_pages() {
        RcloneCli rclone = server.rclone(root, server.keyFor(BUCKET));
        IntStream.range(0, 1234).forEach(i -> server.put(BUCKET, "many/f-" + i, "x"));
        assertThat(rclone.run("lsf", "b2:" + BUCKET + "/many").lines()).hasSize(1234);
        assertThat(server.count("b2_list_file_names")).isEqualTo(2);
    }

    @Test
    void each_api_version_has_its_own_sign_in_response() throws IOException {
        B2ApplicationKey scoped = server.keyFor(BUCKET);
        assertThat(signIn(1, scoped)).contains("\"status\":400", "not currently supported on API version number 1");
        assertThat(signIn(4, scoped)).contains("\"allowed\":{\"buckets\":[{\"id\":", "\"name\":\"" + BUCKET + "\"}]");
        assertThat(signIn(3, server.key())).contains("\"apiInfo\":{\"storageApi\":{", "\"bucketId\":null");
        assertThat(signIn(1, server.key()))
                .contains("\"allowed\":{\"bucketId\":null")
                .doesNotContain("apiInfo");
    }

    private String signIn(int version, B2ApplicationKey key) throws IOException {
        URI address = URI.create(server.endpoint() + "/b2api/v" + version + "/b2_authorize_account");
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        byte[] pair = (key.id() + ":" + key.secret()).getBytes(StandardCharsets.UTF_8);
        connection.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        boolean good = connection.getResponseCode() == 200;
        try (var in = good ? connection.getInputStream() : connection.getErrorStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
