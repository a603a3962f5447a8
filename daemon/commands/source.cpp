// SPDX-License-Identifier: EUPL-1.2
// `tuermer source suggest FILE|URL`: looks at the data and writes the source's description.
#include "connectors/formats/classify/classify.hpp"
#include "connectors/sources/suggest/suggest.hpp"
#include "daemon/clock.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/version.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t largest_file = 1ULL << 30U; // bytes, where all of it must be held
// A larger file's rows are read one after the other where its format allows that.
constexpr std::uint64_t held_file = 16ULL << 20U;

// What lies at the address or in the file, and how a source would name it.
struct Sample {
    std::string bytes, media_type;
    int status = 200;
    std::string origin;                        // `path = "…"`
    std::shared_ptr<TablePortions> portions{}; // of a large file, instead of its bytes
};

bool is_address(std::string_view where)
{
    return where.starts_with("http://") || where.starts_with("https://");
}

Result<Sample> from_web(const std::string& url)
{
    asio::io_context loop{1};
    Transfer transfer(loop.get_executor());
    Result<HttpResponse> answer = fail(Remedy::restart, {"abgebrochen", "ended early"});
    HttpRequest request;
    request.url = url;
    request.user_agent = std::string("Tuermer/") + version;
    auto asking = transfer.get(std::move(request));
    asio::co_spawn(loop, std::move(asking),
                   [&](std::exception_ptr problem, Result<HttpResponse> got) {
                       if (!problem) answer = std::move(got);
                   });
    loop.run();
    if (!answer) return tl::unexpected(std::move(answer.error()));
    return Sample{std::move(answer->body), std::move(answer->media_type), answer->status,
                  "url = " + ordered_json(url).dump()};
}

Result<Sample> from_file(const std::string& name)
{
    std::error_code problem;
    const auto path = fs::absolute(name, problem);
    auto file = FileBytes::open(path);
    if (!file)
        return fail(Remedy::mend,
                    say("Die Datei lässt sich nicht lesen.", "The file cannot be read."), name);
    const std::shared_ptr<const ByteSource> bytes = std::move(*file);
    Sample sample;
    sample.origin = "path = " + ordered_json(path.string()).dump();
    if (bytes->size() > held_file) {
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

SuggestedFor look_at(const Sample& sample, const std::string& name)
{
    SuggestedFor outcome;
    if (sample.portions) {
        take(outcome, suggest_sources(*sample.portions, {name, this_year()}));
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
    take(outcome, suggest_sources(outcome.read, {name, this_year()}));
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

int source_suggest_command(const CommandOptions& options, const std::string& where)
{
    auto sample = is_address(where) ? from_web(where) : from_file(where);
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
