// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/chronicle.hpp"

#include "rules/base/suggest.hpp"

namespace tuermer {

Result<Chronicle> chronicle_of(const std::filesystem::path& directory, Store& store)
{
    auto config = valid_config(directory);
    if (!config) return tl::unexpected(config.error());
    auto blank = blank_knowledge(*config);
    if (!blank) return tl::unexpected(blank.error());
    Chronicle history{std::move(*blank), {}};
    auto read = store.releases(history.blank.graph.measures(), [&](Release release) {
        history.releases.push_back(std::move(release));
        return Result<>{};
    });
    if (!read) return tl::unexpected(read.error());
    return history;
}

Error unknown_rule(const std::string& name, const std::vector<std::string>& known)
{
    const auto meant = nearest(name, known);
    return {Remedy::mend,
            meant ? say("Eine Regel '{}' gibt es nicht; meinten Sie '{}'?",
                        "There is no rule '{}'; did you mean '{}'?", name, *meant)
                  : say("Eine Regel '{}' gibt es nicht.", "There is no rule '{}'.", name),
            {}};
}

} // namespace tuermer
