// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/genesis/memory.hpp"

#include "connectors/sources/remembered.hpp"

namespace tuermer::genesis {

Memory remembered(const std::string& bookmark)
{
    const auto json = read_bookmark(bookmark);
    Memory memory;
    memory.query = text_in(json, "query");
    memory.signal = text_in(json, "signal");
    memory.taken = parse_instant(text_in(json, "taken"));
    memory.leftover = text_in(json, "leftover");
    const auto job = object_in(json, "job");
    const auto since = parse_instant(text_in(job, "since"));
    if (since && !text_in(job, "name").empty())
        memory.job = Job{text_in(job, "name"), *since, text_in(job, "signal")};
    return memory;
}

std::string to_bookmark(const Memory& memory)
{
    auto json = BookmarkJson::object();
    json["query"] = memory.query;
    json["signal"] = memory.signal;
    if (memory.taken) json["taken"] = to_string(*memory.taken);
    if (!memory.leftover.empty()) json["leftover"] = memory.leftover;
    if (memory.job)
        json["job"] = {{"name", memory.job->name},
                       {"since", to_string(memory.job->since)},
                       {"signal", memory.job->signal}};
    return bookmark_text(json);
}

} // namespace tuermer::genesis
