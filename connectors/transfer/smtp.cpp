// SPDX-License-Identifier: EUPL-1.2
// One message to one mail server. The transaction runs on a thread of its own and touches nothing
// but its Letter; the coroutine waits on a timer that the loop cancels when the thread is done.
#include "connectors/transfer/dialogue.hpp"
#include "connectors/transfer/envelope.hpp"
#include "connectors/transfer/exchange.hpp"
#include "connectors/transfer/transfer_impl.hpp"
#include "connectors/transfer/trouble.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstring>

namespace tuermer {
namespace {

using boost::asio::awaitable;
using boost::asio::steady_timer;

struct Letter {
    MailRequest request; // with the recipients that can be written to
    std::string where;
    std::shared_ptr<std::atomic<bool>> ending;
    steady_timer finished;
    bool done = false; // on the loop's thread
    std::atomic<bool> withdrawn = false;

    Dialogue dialogue;
    std::size_t uploaded = 0;
    CURLcode code = CURLE_ABORTED_BY_CALLBACK;
    std::array<char, CURL_ERROR_SIZE> trouble{};

    Letter(MailRequest mail, const boost::asio::any_io_executor& loop,
           std::shared_ptr<std::atomic<bool>> is_ending)
        : request(std::move(mail)),
          where(relay_of(request)),
          ending(std::move(is_ending)),
          finished(loop, steady_timer::time_point::max())
    {
    }
    bool is_unwanted() const { return withdrawn || *ending; }
};

std::size_t message_leaves(char* buffer, std::size_t one, std::size_t space, void* self) noexcept
{
    auto& letter = *static_cast<Letter*>(self);
    const auto left = letter.request.message.size() - letter.uploaded;
    const auto size = std::min(left, one * space);
    std::memcpy(buffer, letter.request.message.data() + letter.uploaded, size);
    letter.uploaded += size;
    if (letter.uploaded == letter.request.message.size()) letter.dialogue.message_sent();
    return size;
}

int line_passes(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* self) noexcept
{
    auto& dialogue = static_cast<Letter*>(self)->dialogue;
    if (kind == CURLINFO_HEADER_OUT) dialogue.sent({bytes, size});
    if (kind == CURLINFO_HEADER_IN) dialogue.received({bytes, size});
    return 0;
}

// Called about once a second. After QUIT all is said, and no server is waited for.
int goes_on(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept
{
    const auto& letter = *static_cast<Letter*>(self);
    return letter.is_unwanted() || letter.dialogue.says_farewell() ? 1 : 0;
}

void set_relay(CURL* handle, const MailRequest& request)
{
    const bool tls_at_once = request.security == MailRequest::Security::tls;
    const bool none = request.security == MailRequest::Security::none;
    curl_easy_setopt(handle, CURLOPT_URL, url_of(request).c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, tls_at_once ? "smtps" : "smtp");
    curl_easy_setopt(handle, CURLOPT_USE_SSL, long{none ? CURLUSESSL_NONE : CURLUSESSL_ALL});
    curl_easy_setopt(handle, CURLOPT_PROXY, ""); // a web proxy of the environment is not meant
    if (request.user.empty()) return;
    curl_easy_setopt(handle, CURLOPT_USERNAME, request.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, request.password.c_str());
}

void set_limits(CURL* handle, const MailRequest& request)
{
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, long{request.connect_timeout.count()});
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, long{request.total_timeout.count()});
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, long{request.total_timeout.count()});
}

void set_message(CURL* handle, Letter& letter, curl_slist* recipients)
{
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, letter.request.sender.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE,
                     static_cast<curl_off_t>(letter.request.message.size()));
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, &message_leaves);
    curl_easy_setopt(handle, CURLOPT_READDATA, &letter);
}

void set_observers(CURL* handle, Letter& letter)
{
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L); // without it the debug function is not called
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, &line_passes);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &letter);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &goes_on);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &letter);
}

// Each message has its own connection: one kept open might be half dead, and its message would come
// hours later although nothing is wrong.
void run(Letter& letter)
{
    if (letter.is_unwanted()) return;
    const Slist recipients = slist_of(letter.request.recipients);
    const Easy handle(curl_easy_init());
    set_common_options(handle.get(), letter.request.ca_file, letter.trouble.data());
    set_relay(handle.get(), letter.request);
    set_limits(handle.get(), letter.request);
    set_message(handle.get(), letter, recipients.get());
    set_observers(handle.get(), letter);
    curl_easy_setopt(handle.get(), CURLOPT_FORBID_REUSE, 1L);
    letter.code = curl_easy_perform(handle.get());
}

void hand_over(std::shared_ptr<Letter> letter, boost::asio::thread_pool& threads)
{
    boost::asio::post(threads, [letter = std::move(letter)]() mutable {
        run(*letter);
        const auto loop = letter->finished.get_executor();
        boost::asio::post(loop, [letter = std::move(letter)] {
            letter->done = true;
            letter->finished.cancel();
        });
    });
}

std::string in_both(const Text& text)
{
    return text.de + " / " + text.en;
}

// What to write where the server gave no answer.
std::string lost(const Letter& letter)
{
    const Text why = trouble(letter.code, letter.trouble.data(), {}).what;
    if (!letter.dialogue.is_uncertain()) return in_both(why);
    return in_both({"Keine Antwort nach DATA, Zustellung ungewiss: " + why.de,
                    "No answer after DATA, delivery unknown: " + why.en});
}

Result<std::vector<Delivery>> outcome(const Letter& letter)
{
    if (auto fault = fault_of(letter.code, letter.dialogue, letter.trouble.data(), letter.where))
        return tl::unexpected(std::move(*fault));
    return letter.dialogue.deliveries(letter.request.recipients, lost(letter));
}

// Ends the thread's work when the coroutine is cancelled.
struct Withdrawal {
    std::shared_ptr<Letter> letter;
    ~Withdrawal() { letter->withdrawn = true; }
};

} // namespace

awaitable<Result<std::vector<Delivery>>> Transfer::send(MailRequest request)
{
    constexpr auto quietly = boost::asio::as_tuple(boost::asio::use_awaitable);
    if (auto fault = fault_of(request)) co_return tl::unexpected(std::move(*fault));
    const auto everyone = request.recipients;
    request.recipients = reachable(everyone);
    if (request.recipients.empty()) co_return with_unreachable(everyone, {});
    const auto letter =
        std::make_shared<Letter>(std::move(request), impl_->executor, impl_->ending);
    const Withdrawal at_the_end{letter};
    hand_over(letter, impl_->threads);
    co_await letter->finished.async_wait(quietly);
    if (!letter->done) co_return tl::unexpected(cancelled(letter->where));
    auto reached = outcome(*letter);
    if (!reached) co_return reached;
    co_return with_unreachable(everyone, std::move(*reached));
}

} // namespace tuermer
