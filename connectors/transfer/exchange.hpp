// SPDX-License-Identifier: EUPL-1.2
// One HTTP request and its answer, without following redirects: an easy handle and what it
// collects.
#pragma once

#include "connectors/bytes/growing_bytes.hpp"
#include "connectors/transfer/address.hpp"
#include "connectors/transfer/http.hpp"

#include <array>
#include <curl/curl.h>
#include <memory>

namespace tuermer {

struct SlistEnd {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Slist = std::unique_ptr<curl_slist, SlistEnd>;
Slist slist_of(const std::vector<std::string>& lines);

struct EasyEnd {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;

// What HTTP and SMTP have in common: no signals, no netrc, certificates verified, nothing waited
// for when a name server hangs. The file of authorities, if given, stands instead of the system's.
void set_common_options(CURL* handle, const std::string& ca_file, char* trouble);

class Exchange {
public:
    // `request` must live longer; `address` is where it goes this time.
    Exchange(const HttpRequest& request, const Address& address);
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    CURL* handle() { return handle_.get(); }
    Result<HttpResponse> outcome(CURLcode code); // once
    // The absolute address the answer points to; empty when it points nowhere.
    std::string redirect() const;
    std::chrono::milliseconds took() const;

private:
    static std::size_t body_arrives(char* bytes, std::size_t, std::size_t size,
                                    void* self) noexcept;
    static std::size_t head_arrives(char* bytes, std::size_t, std::size_t size,
                                    void* self) noexcept;
    void set_target(const Address& address);
    void set_method();
    void set_limits();
    void set_callbacks();
    Result<> read_status(CURLcode code);
    Text late() const;

    const HttpRequest& request_;
    std::string where_;
    Easy handle_;
    Slist headers_;
    HttpResponse response_;
    GrowingBytes body_;
    bool too_large_ = false;
    Result<> kept_{}; // what arrived
    std::array<char, CURL_ERROR_SIZE> trouble_{};
};

} // namespace tuermer
