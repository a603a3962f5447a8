// SPDX-License-Identifier: EUPL-1.2
#include "rules/replay.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace tuermer {

Result<> replay(Knowledge& knowledge, std::span<const Release> releases, const EachOutcome& each)
{
    for (const auto& release : releases) {
        tell_waiting(knowledge, release.vintage.known_since);
        const auto outcome = consider(knowledge, release, release.vintage.known_since);
        if (!outcome) {
            auto error = outcome.error();
            if (error.where.empty()) error.where = release.vintage.url;
            return tl::unexpected(std::move(error));
        }
        if (!each(release, *outcome)) break;
    }
    return {};
}

namespace {

// A cell's last word, and the release with which it comes.
struct Word {
    std::size_t release = 0;
    Cell last;
};

// One measure through all releases: rows over its codes, and for each cell the last word.
struct Course {
    KeyTable keys;
    std::map<std::pair<std::uint32_t, Period>, Word> words;
};
using Courses = std::map<std::pair<std::string, std::vector<std::string>>, Course>;

std::vector<std::string_view> codes_of(const KeyTable& keys, std::uint32_t row)
{
    std::vector<std::string_view> codes;
    for (std::size_t i = 0; i < keys.dimensions().size(); ++i) codes.push_back(keys.code(row, i));
    return codes;
}

void follow(std::size_t release, const MeasureBlock& block, Telling telling, Courses& courses)
{
    const auto& dimensions = block.keys.dimensions();
    auto& course = courses[{block.measure, dimensions}];
    if (course.keys.dimensions().empty()) course.keys = KeyTable(dimensions);
    std::vector<std::uint32_t> rows(block.keys.rows());
    for (std::uint32_t row = 0; row < rows.size(); ++row)
        rows[row] = course.keys.row(codes_of(block.keys, row));
    for (const auto& seen : block.observations) {
        const auto [entry, is_new] =
            course.words.try_emplace({rows[seen.row], seen.period}, Word{release, {}});
        auto& word = entry->second;
        if (telling == Telling::last_word && word.last != seen.cell) word.release = release;
        word.last = seen.cell;
    }
}

bool is_gone(const Cell& cell)
{
    return cell.mark.missing() == Missing::withdrawn;
}

} // namespace

std::vector<Release> settled(std::span<const Release> releases, Telling telling)
{
    Courses courses;
    std::vector<Release> calm;
    for (std::size_t i = 0; i < releases.size(); ++i) {
        calm.push_back({releases[i].source, releases[i].vintage, false, {}});
        for (const auto& block : releases[i].blocks) follow(i, block, telling, courses);
    }
    for (const auto& [name, course] : courses) {
        std::vector<MeasureBlock> blocks(releases.size());
        for (const auto& [place, word] : course.words)
            if (!is_gone(word.last))
                blocks[word.release].observations.push_back({place.first, place.second, word.last});
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            if (blocks[i].observations.empty()) continue;
            blocks[i].measure = name.first;
            blocks[i].keys = course.keys;
            calm[i].blocks.push_back(std::move(blocks[i]));
        }
    }
    return calm;
}

} // namespace tuermer
