// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/http.hpp"

#include "connectors/transfer/exchange.hpp"
#include "connectors/transfer/ssh.hpp"
#include "connectors/transfer/transfer_impl.hpp"
#include "connectors/transfer/trouble.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace tuermer {
namespace {

using boost::asio::awaitable;
using Answer = Result<HttpResponse>;

bool is_redirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Line ends in a header would let its value speak for us.
bool has_line_end(const HttpRequest& request)
{
    const auto broken = [](const std::string& text) {
        return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
    };
    return std::any_of(request.headers.begin(), request.headers.end(), broken) ||
           broken(request.user) || broken(request.password) || broken(request.etag) ||
           broken(request.last_modified) || broken(request.user_agent) || broken(request.method);
}

Result<Address> checked(const HttpRequest& request)
{
    auto address = read_address(request.url);
    if (!address) return address;
    if (address->user.empty()) {
        address->user = request.user;
        address->password = request.password;
    }
    if (const auto known = check_ssh(request, *address); !known)
        return tl::unexpected(known.error());
    if (has_line_end(request))
        return fail(Remedy::mend,
                    say("Eine Kopfzeile der Anfrage enthält einen Zeilenumbruch",
                        "A header of the request contains a line break"),
                    shown(address->url));
    return address;
}

// The next address, with the credentials of the one written down as long as the host is the same.
Result<Address> next_address(const Address& from, const std::string& location)
{
    auto to = read_address(location);
    if (!to) return to;
    if (!may_follow(from, *to))
        return fail(
            Remedy::mend,
            say("Der Server verweist auf eine andere Adresse: {}; wenn sie stimmt, bitte in "
                "der Quelle eintragen",
                "The server redirects to another address: {}; if it is right, please put it "
                "into the source",
                shown(to->url)),
            shown(from.url));
    if (to->user.empty()) {
        to->user = from.user;
        to->password = from.password;
    }
    return to;
}

tl::unexpected<Error> too_many(const HttpRequest& request)
{
    return fail(Remedy::mend,
                say("Der Server verweist mehr als {} Mal weiter", "More than {} redirects",
                    request.max_redirects),
                shown(request.url));
}

// What is asked of the next address: a form that was accepted is not sent twice (RFC 9110, 15.4),
// and the time is what is left.
HttpRequest next_request(HttpRequest request, int status, std::chrono::milliseconds took)
{
    if (request.method == "POST" && status <= 303) {
        request.method = "GET";
        request.body.clear();
    }
    const auto left = request.total_timeout - std::chrono::floor<std::chrono::seconds>(took);
    request.total_timeout = std::max(left, std::chrono::seconds(1));
    return request;
}

awaitable<Answer> follow(std::shared_ptr<Multi> multi, HttpRequest request, Address address)
{
    for (int redirects = 0;; ++redirects) {
        Exchange exchange(request, address);
        const CURLcode code = co_await perform(multi, exchange.handle());
        auto answer = exchange.outcome(code);
        const std::string location = exchange.redirect();
        if (!answer || !is_redirect(answer->status) || location.empty()) co_return answer;
        if (redirects == request.max_redirects) co_return too_many(request);
        auto next = next_address(address, location);
        if (!next) co_return tl::unexpected(next.error());
        address = *next;
        request = next_request(request, answer->status, exchange.took());
    }
}

// False when the waiting was cancelled.
awaitable<bool> wait_until(Hosts::Time time)
{
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor, time);
    constexpr auto quietly = boost::asio::as_tuple(boost::asio::use_awaitable);
    const auto [ended] = co_await timer.async_wait(quietly);
    co_return !ended;
}

// A wish that is shorter than going away and coming back.
std::optional<std::chrono::seconds> short_wish(const Answer& answer)
{
    constexpr std::chrono::seconds patience{15};
    if (!answer || (answer->status != 429 && answer->status != 503)) return std::nullopt;
    if (!answer->retry_after || *answer->retry_after > patience) return std::nullopt;
    return answer->retry_after;
}

// One request, when the host is ready for it.
awaitable<Answer> ask_politely(std::shared_ptr<Multi> multi, std::shared_ptr<Hosts> hosts,
                               HttpRequest request, Address address)
{
    const auto closed = hosts->closed_for(address.host, std::chrono::steady_clock::now());
    if (closed) co_return held_back(*closed, shown(address.url));
    const auto ready = hosts->ready(address.host, request.pause);
    if (ready > std::chrono::steady_clock::now()) {
        const bool waited = co_await wait_until(ready);
        if (!waited) co_return tl::unexpected(cancelled(shown(address.url)));
    }
    hosts->asked(address.host, std::chrono::steady_clock::now());
    const auto host = address.host;
    auto answer = co_await follow(multi, std::move(request), std::move(address));
    if (answer) hosts->answered(host, std::chrono::steady_clock::now(), *answer);
    co_return answer;
}

awaitable<Answer> ask_patiently(std::shared_ptr<Multi> multi, std::shared_ptr<Hosts> hosts,
                                HttpRequest request, Address address)
{
    constexpr int most_repeats = 3;
    for (int repeats = 0;; ++repeats) {
        auto answer = co_await ask_politely(multi, hosts, request, address);
        const auto wish = short_wish(answer);
        if (!wish || repeats == most_repeats) co_return answer;
        const auto again_at = std::chrono::steady_clock::now() + *wish;
        const bool waited = co_await wait_until(again_at);
        if (!waited) co_return tl::unexpected(cancelled(shown(request.url)));
    }
}

void start_curl_once()
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(started);
}

} // namespace

Transfer::Transfer(boost::asio::any_io_executor executor)
{
    start_curl_once();
    impl_ = std::make_shared<Impl>(std::move(executor));
}

// Coroutines that still wait may outlive the Transfer; they hear that it was cancelled.
Transfer::~Transfer()
{
    *impl_->ending = true;
    impl_->threads.join();
    impl_->multi->close();
}

awaitable<Answer> Transfer::get(HttpRequest request)
{
    const auto multi = impl_->multi;
    const auto hosts = impl_->hosts;
    const auto address = checked(request);
    if (!address) co_return tl::unexpected(address.error());
    PlaceInLine place(impl_->turns, address->host);
    const bool is_our_turn = co_await place.come();
    if (!is_our_turn) co_return tl::unexpected(cancelled(shown(request.url)));
    co_return co_await ask_patiently(multi, hosts, std::move(request), *address);
}

void Transfer::keep(Etiquette etiquette)
{
    impl_->hosts->keep(std::move(etiquette));
}

void Transfer::remember(const std::vector<AskedBefore>& before,
                        std::function<void(const std::string& host)> tell)
{
    const auto now = std::chrono::steady_clock::now();
    for (const auto& asked : before) impl_->hosts->asked(asked.host, now - asked.ago);
    impl_->hosts->tell(std::move(tell));
}

} // namespace tuermer
