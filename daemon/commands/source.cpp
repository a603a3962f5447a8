// SPDX-License-Identifier: EUPL-1.2
// `tuermer source suggest FILE|URL`: looks at the data and writes the source's description.
#include "connectors/bytes/growing_bytes.hpp"
#include "connectors/formats/classify/classify.hpp"
#include "connectors/sources/parts.hpp"
#include "connectors/sources/suggest/services.hpp"
#include "connectors/sources/suggest/suggest.hpp"
#include "daemon/clock.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/environment.hpp"
#include "daemon/version.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace tuermer {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t largest_file = 1ULL << 30U; // bytes, where all of it must be held

// What lies at the address or in the file, and how a source would name it.
struct Sample {
    std::string bytes, media_type;
    int status = 200;
    std::string name;                          // for the source's id
    std::string origin;                        // `kind = "table"`, `path = "…"`
    std::shared_ptr<TablePortions> portions{}; // of a large file, instead of its bytes
    std::optional<ReadTable> read{};           // of several answers, instead of their bytes
};

bool is_address(std::string_view where)
{
    return where.starts_with("http://") || where.starts_with("https://");
}

// A large one row by row, where its format allows that.
Result<Sample> sample_of(const SharedBytes& bytes, const std::string& name)
{
    Sample sample;
    if (bytes->size() > held_at_most) {
        auto portions = make_detecting_reader()->portions(bytes, name);
        if (portions) sample.portions = std::move(*portions);
        if (sample.portions) return sample;
    }
    if (bytes->size() > largest_file)
        return fail(Remedy::mend,
                    say("Die Datei ist größer als 1 GB und kein CSV.",
                        "The file is larger than 1 GB and not CSV."),
                    name);
    auto all = all_bytes(*bytes);
    if (!all) return tl::unexpected(std::move(all.error()));
    sample.bytes = std::move(*all);
    return sample;
}

std::string plain_origin(std::string_view key, const std::string& text)
{
    return fmt::format("kind = \"table\"\n{} = {}\n", key, ordered_json(text).dump());
}

SourceServices services_for(Transfer& transfer)
{
    SourceServices services;
    services.transfer = &transfer;
    services.max_body_bytes = ReadLimits{}.bytes;
    std::error_code none; // then all is held in memory
    services.large_into = fs::temp_directory_path(none);
    services.user_agent = std::string("Tuermer/") + version;
    services.now = wall_clock;
    services.secret = read_credential;
    return services;
}

// Runs what is asked of the network to its end.
template <class Answer>
Result<Answer> waited_for(asio::io_context& loop, asio::awaitable<Result<Answer>> asking)
{
    Result<Answer> answer = fail(Remedy::restart, {"abgebrochen", "ended early"});
    asio::co_spawn(loop, std::move(asking), [&](std::exception_ptr problem, Result<Answer> got) {
        if (!problem) answer = std::move(got);
    });
    loop.run();
    return answer;
}

Result<Sample> from_web(const std::string& url)
{
    asio::io_context loop{1};
    Transfer transfer(loop.get_executor());
    auto answer = waited_for(loop, transfer.get(large_request(url, services_for(transfer), {})));
    if (!answer) return tl::unexpected(std::move(answer.error()));
    auto sample =
        sample_of(answer->large ? answer->large : held_bytes(std::move(answer->body)), url);
    if (!sample) return sample;
    sample->media_type = std::move(answer->media_type);
    sample->status = answer->status;
    return sample;
}

Error wants_login(const std::string& url)
{
    return {Remedy::mend,
            say("Dieser Dienst gibt Tabellen nur nach Anmeldung. Bitte die Tabelle dort als CSV "
                "(„flach“) herunterladen; dann: tuermer source suggest DATEI --url {}",
                "This service gives tables only after a login. Please download the table there as "
                "CSV (“flat”); then: tuermer source suggest FILE --url {}",
                url),
            url};
}

// As the kind of source would fetch it, for a page of a service is often no data. Several answers
// are one table.
Result<Sample> from_service(const ServiceAddress& service, const std::string& url)
{
    if (service.needs_login) return tl::unexpected(wants_login(url));
    asio::io_context loop{1};
    Transfer transfer(loop.get_executor());
    const auto table = settings_for_fetching(service);
    Mistakes mistakes;
    Settings settings(table, {}, service.kind, mistakes);
    const auto kind = std::ranges::find(source_kinds(), service.kind, &SourceKind::name);
    const auto connector = kind->make(service.name, settings, services_for(transfer));
    for (const auto& mistake : mistakes.sorted()) return fail(Remedy::mend, mistake.what, url);
    auto fetched = waited_for(loop, connector->fetch({}));
    if (!fetched) return tl::unexpected(std::move(fetched.error()));
    if (fetched->documents.empty())
        return fail(Remedy::retry,
                    say("Der Dienst hat noch nichts geantwortet; bitte später noch einmal.",
                        "The service has not answered anything yet; please try again later."),
                    url);
    const auto& bytes = fetched->documents.front().bytes;
    if (!is_packed(*bytes)) return sample_of(bytes, url);
    auto read = read_packed(*make_detecting_reader(), *bytes, url);
    if (!read) return tl::unexpected(std::move(read.error()));
    Sample sample;
    sample.read = std::move(*read);
    return sample;
}

Result<Sample> from_file(const std::string& name)
{
    auto file = FileBytes::open(name);
    if (!file)
        return fail(Remedy::mend,
                    say("Die Datei lässt sich nicht lesen.", "The file cannot be read."), name);
    return sample_of(SharedBytes{std::move(*file)}, name);
}

// `where` is looked at; `url`, where it is told, is what the source will ask.
Result<Sample> sample_from(const std::string& where, const std::string& url)
{
    const bool web = is_address(where);
    const auto address = !url.empty() ? url : web ? where : std::string{};
    const auto service = service_of(address);
    auto sample = !web      ? from_file(where)
                  : service ? from_service(*service, where)
                            : from_web(where);
    if (!sample) return sample;
    sample->name = service ? service->name : where;
    std::error_code problem;
    sample->origin = service           ? to_toml(*service)
                     : address.empty() ? plain_origin("path", fs::absolute(where, problem).string())
                                       : plain_origin("url", address);
    return sample;
}

// What was found, or in one word and a sentence why there is nothing.
struct SuggestedFor {
    std::string reason;
    Error refused;
    ReadTable read;
    std::vector<SuggestedSource> sources;
};

int this_year()
{
    const auto today = std::chrono::floor<std::chrono::days>(wall_clock());
    return static_cast<int>(std::chrono::year_month_day{today}.year());
}

void take(SuggestedFor& outcome, tl::expected<std::vector<SuggestedSource>, NotSuggested> sources)
{
    if (sources) {
        outcome.sources = std::move(*sources);
    } else {
        outcome.reason = sources.error().reason;
        outcome.refused = std::move(sources.error().error);
    }
}

SuggestedFor look_at(Sample& sample, const std::string& name)
{
    SuggestedFor outcome;
    if (sample.read) {
        outcome.read = std::move(*sample.read);
        take(outcome, suggest_sources(outcome.read, {sample.name, this_year()}));
        return outcome;
    }
    if (sample.portions) {
        take(outcome, suggest_sources(*sample.portions, {sample.name, this_year()}));
        const auto& about = sample.portions->about();
        outcome.read.format = about.format;
        outcome.read.dialect = about.dialect;
        return outcome;
    }
    Received received{sample.bytes};
    received.status = sample.status;
    received.media_type = sample.media_type;
    const auto classified = classify(received);
    if (classified.kind != ReplyKind::data) {
        outcome.reason = to_string(classified.kind);
        outcome.refused = {classified.remedy, classified.what, name};
        return outcome;
    }
    auto read = make_detecting_reader()->read(sample.bytes, name);
    if (!read) {
        outcome.reason = "unread";
        outcome.read.format = classified.format;
        outcome.refused = std::move(read.error());
        return outcome;
    }
    outcome.read = std::move(*read);
    take(outcome, suggest_sources(outcome.read, {sample.name, this_year()}));
    return outcome;
}

std::string sign(char c)
{
    return c == '\0' ? "" : std::string(1, c);
}

ordered_json json_of(const SuggestedFor& outcome)
{
    const bool read = !outcome.read.format.empty() && outcome.reason != "unread";
    const auto& dialect = outcome.read.dialect;
    ordered_json report;
    report["format"] = outcome.read.format;
    report["encoding"] = read ? dialect.encoding : "";
    report["dialect"] = {{"separator", read ? sign(dialect.separator) : ""},
                         {"quote", read ? sign(dialect.quote) : ""},
                         {"decimal", read ? sign(dialect.decimal) : ""},
                         {"thousands", read ? sign(dialect.thousands) : ""},
                         {"header_rows", read ? dialect.header_rows : 0},
                         {"skip", read ? dialect.skip : 0}};
    report["tables"] = ordered_json::array();
    for (const auto& source : outcome.sources)
        report["tables"].push_back({{"rows", source.rows},
                                    {"columns", source.columns},
                                    {"periods", source.periods},
                                    {"areas", source.areas},
                                    {"measures", source.mapping.measures.size()},
                                    {"cells", source.cells},
                                    {"unread", source.unread}});
    report["refused"] = nullptr;
    if (!outcome.reason.empty())
        report["refused"] = {{"reason", outcome.reason},
                             {"de", outcome.refused.what.de},
                             {"en", outcome.refused.what.en}};
    return report;
}

} // namespace

int source_suggest_command(const CommandOptions& options, const std::string& where,
                           const std::string& url)
{
    auto sample = sample_from(where, url);
    if (!sample) return terminal::complain(sample.error(), options.language);
    const auto outcome = look_at(*sample, where);
    if (options.json)
        terminal::line(
            json_of(outcome).dump(2, ' ', false, ordered_json::error_handler_t::replace));
    else if (outcome.reason.empty())
        terminal::line(to_toml(outcome.sources, sample->origin, options.language));
    if (outcome.reason.empty()) return all_well;
    if (!options.json) terminal::complain(outcome.refused, options.language);
    return something_wrong;
}

} // namespace tuermer
