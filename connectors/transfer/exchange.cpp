// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/exchange.hpp"

#include "connectors/transfer/response_head.hpp"
#include "connectors/transfer/ssh.hpp"
#include "connectors/transfer/trouble.hpp"

namespace tuermer {
namespace {

std::vector<std::string> header_lines(const HttpRequest& request)
{
    auto lines = request.headers;
    lines.emplace_back("Expect:"); // no server of statistics waits for a 100
    if (!request.etag.empty()) lines.push_back("If-None-Match: " + request.etag);
    if (!request.last_modified.empty())
        lines.push_back("If-Modified-Since: " + request.last_modified);
    return lines;
}

std::string header(const Headers& headers, std::string_view name)
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

Text too_large(std::uint64_t max_bytes)
{
    return say("Die Antwort ist entpackt größer als die erlaubten {} Bytes",
               "The decompressed answer is larger than the allowed {} bytes", max_bytes);
}

} // namespace

Slist slist_of(const std::vector<std::string>& lines)
{
    Slist list;
    for (const auto& line : lines) {
        curl_slist* longer = curl_slist_append(list.get(), line.c_str());
        static_cast<void>(list.release()); // now part of `longer`
        list.reset(longer);
    }
    return list;
}

void set_common_options(CURL* handle, const std::string& ca_file, char* trouble)
{
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, trouble);
    if (ca_file.empty()) return;
    for (const auto option : {CURLOPT_CAPATH, CURLOPT_PROXY_CAPATH})
        curl_easy_setopt(handle, option, nullptr);
    for (const auto option : {CURLOPT_CAINFO, CURLOPT_PROXY_CAINFO})
        curl_easy_setopt(handle, option, ca_file.c_str());
}

Exchange::Exchange(const HttpRequest& request, const Address& address)
    : request_(request),
      where_(shown(address.url)),
      handle_(curl_easy_init()),
      headers_(slist_of(header_lines(request))),
      body_(request.large_into)
{
    set_common_options(handle(), request.ca_file, trouble_.data());
    set_target(address);
    set_method();
    set_limits();
    set_callbacks();
}

void Exchange::set_target(const Address& address)
{
    curl_easy_setopt(handle(), CURLOPT_URL, address.url.c_str());
    const bool sftp = is_sftp(address.url);
    curl_easy_setopt(handle(), CURLOPT_PROTOCOLS_STR, sftp ? "sftp" : "http,https");
    if (sftp) set_ssh_options(handle(), request_);
    curl_easy_setopt(handle(), CURLOPT_FOLLOWLOCATION, 0L);
    if (!request_.proxy.empty()) curl_easy_setopt(handle(), CURLOPT_PROXY, request_.proxy.c_str());
    curl_easy_setopt(handle(), CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (address.user.empty()) return;
    curl_easy_setopt(handle(), CURLOPT_USERNAME, address.user.c_str());
    curl_easy_setopt(handle(), CURLOPT_PASSWORD, address.password.c_str());
}

void Exchange::set_method()
{
    curl_easy_setopt(handle(), CURLOPT_USERAGENT, request_.user_agent.c_str());
    curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(handle(), CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(handle(), CURLOPT_FILETIME, 1L);
    if (request_.method == "GET") return;
    if (request_.method == "HEAD") {
        curl_easy_setopt(handle(), CURLOPT_NOBODY, 1L);
        return;
    }
    curl_easy_setopt(handle(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(handle(), CURLOPT_POSTFIELDS, request_.body.data());
    if (request_.method != "POST")
        curl_easy_setopt(handle(), CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

void Exchange::set_limits()
{
    const auto milliseconds = [](std::chrono::milliseconds time) { return long{time.count()}; };
    curl_easy_setopt(handle(), CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request_.connect_timeout));
    curl_easy_setopt(handle(), CURLOPT_TIMEOUT_MS, milliseconds(request_.total_timeout));
    curl_easy_setopt(handle(), CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle(), CURLOPT_LOW_SPEED_TIME, long{request_.stalled_after.count()});
}

void Exchange::set_callbacks()
{
    curl_easy_setopt(handle(), CURLOPT_WRITEFUNCTION, &Exchange::body_arrives);
    curl_easy_setopt(handle(), CURLOPT_WRITEDATA, this);
    curl_easy_setopt(handle(), CURLOPT_HEADERFUNCTION, &Exchange::head_arrives);
    curl_easy_setopt(handle(), CURLOPT_HEADERDATA, this);
}

// Answering less than `size` ends the transfer.
std::size_t Exchange::body_arrives(char* bytes, std::size_t, std::size_t size, void* self) noexcept
{
    auto& exchange = *static_cast<Exchange*>(self);
    exchange.too_large_ = exchange.body_.size() + size > exchange.request_.max_bytes;
    if (exchange.too_large_) return 0;
    exchange.kept_ = exchange.body_.append({bytes, size});
    return exchange.kept_ ? size : 0;
}

std::size_t Exchange::head_arrives(char* bytes, std::size_t, std::size_t size, void* self) noexcept
{
    auto& exchange = *static_cast<Exchange*>(self);
    read_header_line({bytes, size}, exchange.response_.headers);
    return size;
}

Result<> Exchange::read_status(CURLcode code)
{
    if (is_sftp(where_)) {
        response_.status = status_of_sftp(code);
        if (response_.status == 0)
            return tl::unexpected(ssh_trouble(code, trouble_.data(), where_));
    } else {
        if (code != CURLE_OK) return tl::unexpected(trouble(code, trouble_.data(), where_));
        long status = 0;
        curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
        response_.status = static_cast<int>(status);
    }
    curl_off_t modified = -1;
    curl_easy_getinfo(handle(), CURLINFO_FILETIME_T, &modified);
    if (modified >= 0)
        response_.modified = std::chrono::sys_seconds(std::chrono::seconds(modified));
    return {};
}

Result<HttpResponse> Exchange::outcome(CURLcode code)
{
    if (too_large_) return fail(Remedy::mend, too_large(request_.max_bytes), where_);
    if (!kept_) return tl::unexpected(kept_.error());
    if (code == CURLE_ABORTED_BY_CALLBACK) return tl::unexpected(cancelled(where_));
    if (code == CURLE_OPERATION_TIMEDOUT) return fail(Remedy::retry, late(), where_);
    if (auto answered = read_status(code); !answered) return tl::unexpected(answered.error());
    response_.media_type = media_type(response_.headers);
    response_.etag = header(response_.headers, "etag");
    response_.last_modified = header(response_.headers, "last-modified");
    response_.retry_after = retry_after(response_.headers);
    response_.final_url = where_;
    if (!body_.lies_in_file()) {
        response_.body = std::move(body_).take_text();
        return std::move(response_);
    }
    auto large = std::move(body_).take();
    if (!large) return tl::unexpected(std::move(large.error()));
    response_.large = std::move(*large);
    return std::move(response_);
}

// Which of the three time-outs it was tells an operator whether a firewall, a slow server or a
// large file is to blame.
Text Exchange::late() const
{
    curl_off_t ready_after = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_PRETRANSFER_TIME_T, &ready_after);
    if (ready_after == 0)
        return say("Keine Verbindung innerhalb von {} Sekunden", "No connection within {} seconds",
                   request_.connect_timeout.count());
    if (took() >= request_.total_timeout)
        return say("Die Antwort war nach {} Sekunden nicht vollständig",
                   "The answer was not complete after {} seconds", request_.total_timeout.count());
    return say("Der Server hat {} Sekunden lang nichts gesendet",
               "The server sent nothing for {} seconds", request_.stalled_after.count());
}

std::string Exchange::redirect() const
{
    const char* target = nullptr;
    curl_easy_getinfo(handle_.get(), CURLINFO_REDIRECT_URL, &target);
    return target ? target : "";
}

std::chrono::milliseconds Exchange::took() const
{
    curl_off_t microseconds = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_TOTAL_TIME_T, &microseconds);
    return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(microseconds));
}

} // namespace tuermer
