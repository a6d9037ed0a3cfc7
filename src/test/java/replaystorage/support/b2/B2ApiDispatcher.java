package replaystorage.support.b2;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** All calls of the API, by name. */
final class B2ApiDispatcher {
    private final B2AuthTokens tokens;
    private final B2AccountCalls accountCalls;
    private final B2UploadCalls uploads;
    private final B2DownloadCalls downloads;
    private final Map<String, ApiMethod> calls = new HashMap<>();

    private interface ApiMethod {
        Map<String, Object> answer(B2HttpRequest request, B2ApplicationKey key) throws IOException;
    }

    B2ApiDispatcher(FakeB2Account account, B2AuthTokens tokens, String url) {
        this.tokens = tokens;
        B2LargeFileCalls largeFiles = new B2LargeFileCalls(account);
        accountCalls = new B2AccountCalls(account, tokens, url);
        uploads = new B2UploadCalls(account, tokens, largeFiles, url);
        downloads = new B2DownloadCalls(account, tokens);
        B2BucketCalls buckets = new B2BucketCalls(account);
        B2ListCalls lists = new B2ListCalls(account);
        B2FileCalls files = new B2FileCalls(account, tokens);
        calls.put("b2_create_key", accountCalls::createKey);
        calls.put("b2_list_keys", accountCalls::listKeys);
        calls.put("b2_delete_key", accountCalls::deleteKey);
        calls.put("b2_list_buckets", buckets::list);
        calls.put("b2_create_bucket", buckets::create);
        calls.put("b2_update_bucket", buckets::update);
        calls.put("b2_delete_bucket", buckets::delete);
        calls.put("b2_list_file_names", lists::names);
        calls.put("b2_list_file_versions", lists::versions);
        calls.put("b2_get_file_info", files::info);
        calls.put("b2_hide_file", files::hide);
        calls.put("b2_delete_file_version", files::deleteVersion);
        calls.put("b2_copy_file", files::copy);
        calls.put("b2_get_download_authorization", files::downloadAuthorization);
        calls.put("b2_get_upload_url", uploads::url);
        calls.put("b2_get_upload_part_url", uploads::partUrl);
        calls.put("b2_start_large_file", largeFiles::start);
        calls.put("b2_copy_part", largeFiles::copyPart);
        calls.put("b2_finish_large_file", largeFiles::finish);
        calls.put("b2_cancel_large_file", largeFiles::cancel);
        calls.put("b2_list_parts", largeFiles::listParts);
        calls.put("b2_list_unfinished_large_files", largeFiles::listUnfinished);
    }

    void answer(B2HttpRequest request) throws IOException {
        switch (request.call()) {
            case "b2_download_file_by_name" -> downloads.byName(request);
            case "b2_download_file_by_id" -> downloads.byId(request);
            case "b2_authorize_account" -> request.answer(200, accountCalls.authorize(request));
            case "b2_upload_file" -> request.answer(200, uploads.file(request));
            case "b2_upload_part" -> request.answer(200, uploads.part(request));
            default -> {
                ApiMethod call = calls.get(request.call());
                if (call == null) {
                    throw B2ErrorResponse.badRequest("unknown API call: " + request.call());
                }
                request.answer(200, call.answer(request, tokens.key(request.token())));
            }
        }
    }

    /** Answers with an error; a server error also invalidates an upload's URL. */
    void refuse(B2HttpRequest request, B2ErrorResponse error) throws IOException {
        if (error.status() >= 500 && request.isUpload()) {
            uploads.invalidateUrl(request);
        }
        if (error.retryAfter() != null) {
            request.exchange().getResponseHeaders().set("Retry-After", String.valueOf(error.retryAfter()));
        }
        request.answer(error.status(), error.json());
    }
}
