// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/exec/exec.hpp"

#include "connectors/sources/apart.hpp"
#include "connectors/sources/exec/program.hpp"
#include "connectors/sources/mapped.hpp"
#include "connectors/sources/remembered.hpp"
#include "rules/base/digest.hpp"

#include <filesystem>
#include <utility>

namespace tuermer::exec {
namespace {

constexpr std::chrono::seconds usual_time{60}, longest_time{3'600};
constexpr double most_megabytes = 65'536;

struct ExecSource {
    ProgramOrder order;
    std::chrono::seconds timeout = usual_time;
    Mapping mapping;
    NamedReader format;
};

void read_program(ExecSource& source, Settings& settings)
{
    source.order.program = settings.need_text("program");
    if (!source.order.program.empty() && !source.order.program.starts_with('/'))
        settings.wrong("program", say("'program' ist der volle Pfad des Programms",
                                      "'program' is the program's full path"));
    source.order.arguments = settings.texts("arguments");
    auto& fence = source.order.fence;
    for (const auto& path : settings.texts("reads")) {
        if (!path.starts_with('/'))
            settings.wrong("reads", say("'{}' ist kein voller Pfad", "'{}' is no full path", path));
        fence.readable.emplace_back(path);
    }
    fence.network = settings.flag("network").value_or(false);
    if (const auto size = settings.integer("memory_mb", {.min = 16, .max = most_megabytes}))
        fence.memory_bytes = static_cast<std::uint64_t>(*size) << 20U;
    source.timeout = settings.duration("timeout").value_or(usual_time);
    if (source.timeout < std::chrono::seconds{1} || source.timeout > longest_time)
        settings.wrong("timeout", say("'timeout' liegt zwischen \"1 s\" und \"1 h\"",
                                      "'timeout' lies between \"1 s\" and \"1 h\""));
    fence.cpu_seconds = source.timeout.count() + 1;
}

ExecSource read_source(const std::string& id, Settings& settings)
{
    ExecSource source;
    read_program(source, settings);
    source.format = read_format(settings);
    source.mapping = read_mapping(id, settings);
    return source;
}

class ExecConnector final : public MappedConnector {
public:
    ExecConnector(ExecSource source, const SourceServices& services)
        : MappedConnector(std::move(source.mapping), std::move(source.format)),
          order_(std::move(source.order)),
          timeout_(source.timeout),
          services_(services)
    {
        order_.byte_limit = services_.max_body_bytes;
        // What lies beside a program belongs to it.
        order_.fence.readable.push_back(std::filesystem::path{order_.program}.parent_path());
    }

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        Apart::Work work = [order = order_](const std::atomic<bool>& unwanted) {
            return run_program(order, unwanted);
        };
        auto printed = co_await apart_.run(std::move(work), timeout_, order_.program);
        if (!printed) co_return tl::unexpected(std::move(printed.error()));
        BookmarkJson now;
        const auto digest = sha256(*printed);
        now["digest"] = digest;
        Fetched fetched;
        fetched.bookmark.text = bookmark_text(now);
        if (text_in(read_bookmark(bookmark.text), "digest") != digest)
            fetched.documents.push_back({order_.program, held_bytes(std::move(*printed)), "",
                                         services_.now(), std::nullopt});
        co_return fetched;
    }

private:
    ProgramOrder order_;
    std::chrono::seconds timeout_;
    SourceServices services_;
    Apart apart_;
};

} // namespace

std::vector<MeasureShape> check(const std::string& id, Settings& settings)
{
    return shapes_of(read_source(id, settings).mapping);
}

std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services)
{
    return std::make_unique<ExecConnector>(read_source(id, settings), services);
}

} // namespace tuermer::exec
