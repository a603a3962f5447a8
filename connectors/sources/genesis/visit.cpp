// SPDX-License-Identifier: EUPL-1.2
// What the service does against its documentation is noted in the README of connectors.
#include "connectors/sources/genesis/visit.hpp"

#include "connectors/sources/genesis/answers.hpp"
#include "rules/base/digest.hpp"

#include <algorithm>
#include <utility>

namespace tuermer::genesis {
namespace {

using boost::asio::awaitable;
using std::chrono::seconds;

constexpr std::chrono::days longest_trust{30}; // in a catalogue that says nothing is new
constexpr seconds job_first_look{30}, job_longest_pause{std::chrono::minutes{10}};
constexpr std::chrono::hours job_is_late{24}, job_is_lost{48};
constexpr seconds tidy_up_after{60};
constexpr std::size_t most_parts = 200;
constexpr seconds longest_answer{std::chrono::minutes{15}}; // some tables take minutes to begin

std::vector<std::string> headers_of(const Credentials& login)
{
    const bool by_token = !login.token.empty();
    return {"Content-Type: application/x-www-form-urlencoded; charset=UTF-8",
            "username: " + (by_token ? login.token : login.user),
            by_token ? "password;" : "password: " + login.password}; // curl: an empty header
}

std::string digest_of(const std::string& base, const Query& query)
{
    return identity({base, tuermer::form_of(form_of(query, false))});
}

} // namespace

Visit::Visit(const Service& service, const Query& query, const Credentials& login,
             const SourceServices& services, Memory memory)
    : service_(service),
      query_(query),
      login_(login),
      services_(services),
      memory_(std::move(memory)),
      now_(services.now())
{
    const auto digest = digest_of(service.base, query);
    if (memory_.query == digest) return;
    const auto orphan = memory_.job ? memory_.job->name : memory_.leftover;
    memory_ = Memory{digest, {}, std::nullopt, std::nullopt, orphan};
}

awaitable<Result<Fetched>> Visit::run()
{
    if (memory_.job) co_return co_await collect();
    if (!memory_.leftover.empty()) co_return co_await tidy_up();
    auto said = co_await signal();
    if (!said) co_return tl::unexpected(std::move(said.error()));
    if (!is_news(*said)) co_return nothing_new(seconds{0});
    said_ = std::move(*said);
    co_return co_await download();
}

awaitable<Result<Answered>> Visit::post(std::string method, WebParameters parameters)
{
    auto request = web_request(service_.base + method, services_);
    request.method = "POST";
    request.headers = headers_of(login_);
    request.body = tuermer::form_of(parameters);
    request.total_timeout = longest_answer;
    request.stalled_after = longest_answer;
    co_return co_await ask(std::move(request), services_);
}

// "" where the service says nothing of this table: then only the download tells.
awaitable<Result<std::string>> Visit::signal()
{
    const auto statistic = statistic_of(query_.table);
    if (!statistic) co_return std::string{};
    if (service_.profile.cubes) {
        WebParameters of_cubes = {{"selection", *statistic + "*"},
                                  {"area", "all"},
                                  {"pagelength", "2500"},
                                  {"language", "de"}};
        auto cubes = co_await post("catalogue/cubes", std::move(of_cubes));
        if (!cubes) co_return tl::unexpected(std::move(cubes.error()));
        if (auto found = cubes_signal(cubes->answer.body)) co_return *found;
    }
    WebParameters of_changes = {{"selection", *statistic},
                                {"type", "all"},
                                {"date", "01.01." + std::to_string(this_year() - 1)},
                                {"pagelength", "500"},
                                {"language", "de"}};
    auto changes = co_await post("catalogue/modifieddata", std::move(of_changes));
    if (!changes) co_return tl::unexpected(std::move(changes.error()));
    co_return changes_signal(changes->answer.body).value_or("");
}

bool Visit::is_news(const std::string& signal) const
{
    if (!memory_.taken || signal.empty() || signal != memory_.signal) return true;
    return now_ - *memory_.taken >= longest_trust;
}

// What is too big falls into halves until the service takes each.
awaitable<Result<Fetched>> Visit::download()
{
    std::vector<Query> waiting = {query_};
    std::vector<Part> parts;
    std::string media_type;
    while (!waiting.empty()) {
        const auto part = std::move(waiting.back());
        waiting.pop_back();
        auto reply = co_await post("data/tablefile", form_of(part, false));
        if (!reply) co_return tl::unexpected(std::move(reply.error()));
        const bool whole = waiting.empty() && parts.empty();
        if (reply->is(ReplyKind::too_big)) {
            if (whole && service_.orders_jobs) co_return co_await order();
            auto both = halves(part, this_year());
            if (!both || parts.size() + waiting.size() >= most_parts)
                co_return refused(std::move(*reply), "data/tablefile");
            waiting.push_back(std::move(both->second));
            waiting.push_back(std::move(both->first));
            continue;
        }
        const bool empty_part = !whole && reply->is(ReplyKind::gone);
        if (empty_part) continue; // a year or region without figures
        if (!reply->is(ReplyKind::data)) co_return refused(std::move(*reply), "data/tablefile");
        media_type = std::move(reply->answer.media_type);
        parts.push_back({name_of(part), std::move(reply->answer.body)});
    }
    co_return document(packed(std::move(parts)), std::move(media_type), seconds{0});
}

awaitable<Result<Fetched>> Visit::order()
{
    auto reply = co_await post("data/tablefile", form_of(query_, true));
    if (!reply) co_return tl::unexpected(std::move(reply.error()));
    const auto name = created_job(reply->answer.body);
    if (!name) co_return refused(std::move(*reply), "data/tablefile");
    memory_.job = Job{*name, now_, said_};
    co_return nothing_new(job_first_look);
}

// Right after its order a job is in no list; its result appears in one when it is ready.
awaitable<Result<Fetched>> Visit::collect()
{
    WebParameters of_result = {{"selection", memory_.job->name},
                               {"area", "user"},
                               {"pagelength", "1"},
                               {"language", "de"}};
    auto reply = co_await post("catalogue/results", std::move(of_result));
    if (!reply) co_return tl::unexpected(std::move(reply.error()));
    const auto listed = result_is_listed(reply->answer.body, memory_.job->name);
    if (!listed) co_return refused(std::move(*reply), "catalogue/results");
    if (*listed) co_return co_await take_result();
    if (now_ - memory_.job->since < job_is_lost) co_return job_pending();
    memory_.job.reset(); // the next poll orders it anew
    co_return nothing_new(seconds{0});
}

awaitable<Result<Fetched>> Visit::take_result()
{
    WebParameters of_result = {{"name", memory_.job->name},
                               {"area", "user"},
                               {"compress", "false"},
                               {"format", "ffcsv"},
                               {"language", query_.language}};
    auto reply = co_await post("data/resultfile", std::move(of_result));
    if (!reply) co_return tl::unexpected(std::move(reply.error()));
    if (reply->is(ReplyKind::gone)) co_return job_pending(); // listed, but not to be had yet
    if (!reply->is(ReplyKind::data)) co_return refused(std::move(*reply), "data/resultfile");
    said_ = memory_.job->signal;
    memory_.leftover = std::exchange(memory_.job, std::nullopt)->name;
    co_return document(std::move(reply->answer.body), std::move(reply->answer.media_type),
                       tidy_up_after);
}

// Only now, when the figures are in the store: results fill the account until they are removed. A
// result that cannot be removed is no reason not to go on.
awaitable<Result<Fetched>> Visit::tidy_up()
{
    WebParameters of_result = {{"name", memory_.leftover}, {"area", "user"}, {"language", "de"}};
    auto reply = co_await post("profile/removeResult", std::move(of_result));
    if (!reply) co_return tl::unexpected(std::move(reply.error()));
    memory_.leftover.clear();
    co_return nothing_new(memory_.taken ? seconds{0} : seconds{1});
}

Result<Fetched> Visit::job_pending() const
{
    const auto age = now_ - memory_.job->since;
    if (age >= job_is_late)
        return fail(
            Remedy::retry,
            say("GENESIS hat den Auftrag {} seit {} nicht fertiggestellt. Nach zwei Tagen "
                "ordert Türmer ihn neu.",
                "GENESIS has not finished the job {} since {}. After two days Türmer orders "
                "it anew.",
                memory_.job->name, to_string(memory_.job->since)),
            service_.base);
    return nothing_new(std::clamp<seconds>(age / 4, job_first_look, job_longest_pause));
}

Fetched Visit::nothing_new(seconds next_try) const
{
    Fetched fetched;
    fetched.bookmark.text = to_bookmark(memory_);
    fetched.next_try = next_try;
    return fetched;
}

Fetched Visit::document(std::string bytes, std::string media_type, seconds next_try)
{
    memory_.taken = now_;
    memory_.signal = said_;
    auto fetched = nothing_new(next_try);
    fetched.documents.push_back({service_.base + "data/tablefile?name=" + query_.table,
                                 held_bytes(std::move(bytes)), std::move(media_type), now_,
                                 std::nullopt});
    return fetched;
}

Result<Fetched> Visit::refused(Answered reply, std::string_view method) const
{
    return no_data(std::move(reply.said), {to_bookmark(memory_)},
                   fmt::format("{}{} ({})", service_.base, method, query_.table));
}

int Visit::this_year() const
{
    const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(now_)};
    return static_cast<int>(today.year());
}

} // namespace tuermer::genesis
