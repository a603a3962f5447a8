// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/table/dated_address.hpp"

#include "connectors/sources/table/files.hpp"
#include "connectors/transfer/address.hpp"

#include <fmt/format.h>
#include <utility>

namespace tuermer::table {
namespace {

constexpr int looked_ahead = 3; // periods an office may leave out
constexpr std::size_t most_at_once = 24;
constexpr std::chrono::seconds look_again_after{3}; // where there may be more
constexpr int most_periods = 5'000;                 // since the first: a hundred years of weeks

struct Calendar {
    int year = 0;
    unsigned month = 0; // the last one of the period
    std::string week;
};

Calendar calendar_of(Period period)
{
    const bool named_by_first = period.frequency() == Frequency::school_year;
    const std::chrono::year_month_day day{named_by_first ? period.first_day() : period.last_day()};
    const std::chrono::year_month_day last{period.last_day()};
    Calendar calendar{int{day.year()}, unsigned{last.month()}, {}};
    if (period.frequency() != Frequency::week) return calendar;
    const auto iso = to_string(period); // 2024-W05
    calendar.year = std::stoi(iso.substr(0, 4));
    calendar.week = iso.substr(6);
    return calendar;
}

// What stands between braces; nothing where it is none of ours.
std::optional<std::string> filled(std::string_view words, const Calendar& on)
{
    std::string text;
    while (!words.empty()) {
        const auto is_next = [&](std::string_view word) {
            if (!words.starts_with(word)) return false;
            words.remove_prefix(word.size());
            return true;
        };
        if (is_next("yyyy"))
            text += fmt::format("{:04}", on.year);
        else if (is_next("yy"))
            text += fmt::format("{:02}", on.year % 100);
        else if (is_next("mm"))
            text += fmt::format("{:02}", on.month);
        else if (is_next("q"))
            text += std::to_string((on.month + 2) / 3);
        else if (is_next("h"))
            text += std::to_string((on.month + 5) / 6);
        else if (!on.week.empty() && is_next("ww"))
            text += on.week;
        else if (is_next("-"))
            text += '-';
        else
            return std::nullopt;
    }
    return text;
}

std::optional<std::string> rendered(std::string_view url, Period period)
{
    const auto on = calendar_of(period);
    std::string address;
    for (;;) {
        const auto open = url.find('{');
        address += url.substr(0, open);
        if (open == std::string_view::npos) return address;
        const auto close = url.find('}', open);
        if (close == std::string_view::npos) return std::nullopt;
        const auto words = filled(url.substr(open + 1, close - open - 1), on);
        if (!words) return std::nullopt;
        address += *words;
        url.remove_prefix(close + 1);
    }
}

class PeriodFetch {
public:
    PeriodFetch(const DatedPlace& dated, const SourceServices& services, Memory seen)
        : dated_(dated), services_(services), memory_(std::move(seen))
    {
    }

    boost::asio::awaitable<Result<Fetched>> run();

private:
    enum class Came : std::uint8_t { yes, not_yet, stop };

    boost::asio::awaitable<Came> ask(Period period);
    bool has_begun(Period period) const
    {
        return period.first_day() <= std::chrono::floor<std::chrono::days>(services_.now());
    }
    Result<Fetched> ended(Period next, int missing);

    const DatedPlace& dated_;
    const SourceServices& services_;
    Memory memory_;
    Credentials credentials_;
    Fetched fetched_;
    std::optional<Error> problem_;
};

boost::asio::awaitable<PeriodFetch::Came> PeriodFetch::ask(Period period)
{
    const auto address = address_of(dated_.place.url, period);
    auto request = request_at(address, dated_.place, credentials_, services_, memory_.web);
    auto answer = co_await services_.transfer->get(std::move(request));
    if (!answer) {
        problem_ = std::move(answer.error());
        co_return Came::stop;
    }
    auto news = web_news(std::move(*answer), address, memory_.web, services_.now(), true);
    if (!news) {
        problem_ = std::move(news.error());
        co_return Came::stop;
    }
    fetched_.next_try = news->next_try;
    if (news->postponed)
        co_return news->next_try == std::chrono::seconds(0) ? Came::not_yet : Came::stop;
    memory_.web = std::move(news->memory);
    memory_.newest = to_string(period);
    if (!news->document) co_return Came::yes;
    const auto date = dated_.place.vintage_in_name ? date_in_name(address) : std::nullopt;
    if (date) news->document->published = Instant{*date};
    fetched_.documents.push_back(std::move(*news->document));
    co_return Came::yes;
}

boost::asio::awaitable<Result<Fetched>> PeriodFetch::run()
{
    auto credentials = load_credentials(dated_.place.login, services_);
    if (!credentials) co_return tl::unexpected(std::move(credentials.error()));
    credentials_ = std::move(*credentials);
    const auto newest = parse_period(memory_.newest);
    auto came = Came::yes;
    if (newest) came = co_await ask(*newest);
    auto period = newest ? *newest + 1 : dated_.since;
    int missing = 0;
    for (; came != Came::stop && missing < looked_ahead && has_begun(period) &&
           fetched_.documents.size() < most_at_once;
         period = period + 1) {
        came = co_await ask(period);
        missing = came == Came::not_yet ? missing + 1 : 0;
    }
    co_return ended(period, missing);
}

Result<Fetched> PeriodFetch::ended(Period next, int missing)
{
    if (problem_ && fetched_.documents.empty()) return tl::unexpected(std::move(*problem_));
    if (memory_.newest.empty() && missing == looked_ahead)
        return fail(Remedy::mend,
                    say("Für {} und die Zeiträume bis vor {} liegt unter dieser Adresse nichts; "
                        "stimmen Adresse und 'since'?",
                        "For {} and the periods until before {} there is nothing at this address; "
                        "are the address and 'since' right?",
                        to_string(dated_.since), to_string(next)),
                    shown(dated_.place.url));
    if (problem_ || fetched_.documents.size() == most_at_once) fetched_.next_try = look_again_after;
    fetched_.bookmark.text = to_bookmark(memory_);
    return std::move(fetched_);
}

} // namespace

bool names_period(std::string_view url)
{
    return url.find('{') != std::string_view::npos;
}

std::string address_of(std::string_view url, Period period)
{
    const auto address = rendered(url, period);
    const bool same =
        address && (address == rendered(url, period + 1) ||
                    address == rendered(url, period + periods_per_year(period.frequency())));
    return address && !same ? *address : "";
}

std::optional<Period> period_of(std::string_view address, std::string_view url, Period since)
{
    for (int i = 0; i < most_periods; ++i)
        if (shown(rendered(url, since + i).value_or("")) == address) return since + i;
    return std::nullopt;
}

boost::asio::awaitable<Result<Fetched>> fetch_periods(const DatedPlace& dated,
                                                      const SourceServices& services, Memory seen)
{
    PeriodFetch fetch(dated, services, std::move(seen));
    co_return co_await fetch.run();
}

} // namespace tuermer::table
