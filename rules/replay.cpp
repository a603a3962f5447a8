// SPDX-License-Identifier: EUPL-1.2
#include "rules/replay.hpp"

#include <algorithm>
#include <map>
#include <numeric>
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

// What a release says of a cell.
struct Word {
    Period period;
    std::size_t release = 0;
    Cell cell;
};

// One measure through all releases: by row of its keys, what was said, in the order of the
// releases.
struct Course {
    KeyTable keys;
    std::vector<std::vector<Word>> words; // [row]
};
using Courses = std::map<std::pair<std::string, std::vector<std::string>>, Course>;

std::vector<std::string_view> codes_of(const KeyTable& keys, std::uint32_t row)
{
    std::vector<std::string_view> codes;
    for (std::size_t i = 0; i < keys.dimensions().size(); ++i) codes.push_back(keys.code(row, i));
    return codes;
}

// The rows of a block among the course's, new ones added.
std::vector<std::uint32_t> rows_in(KeyTable& all, const KeyTable& keys)
{
    std::vector<std::size_t> places(keys.dimensions().size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    auto rows = all.find_all(keys, places);
    for (std::uint32_t row = 0; row < rows.size(); ++row)
        if (rows[row] == KeyTable::no_row) rows[row] = all.row(codes_of(keys, row));
    return rows;
}

void follow(std::size_t release, const MeasureBlock& block, Courses& courses)
{
    const auto& dimensions = block.keys.dimensions();
    auto& course = courses[{block.measure, dimensions}];
    if (course.keys.dimensions().empty()) course.keys = KeyTable(dimensions);
    const auto rows = rows_in(course.keys, block.keys);
    course.words.resize(course.keys.rows());
    for (const auto& seen : block.observations)
        course.words[rows[seen.row]].push_back({seen.period, release, seen.cell});
}

bool is_gone(const Cell& cell)
{
    return cell.mark.missing() == Missing::withdrawn;
}

// Of the words of one cell: the release that said first, or first said for good, what stands.
std::size_t release_of(std::span<const Word> words, Telling telling)
{
    if (telling == Telling::first_word) return words.front().release;
    auto word = words.rbegin();
    while (word + 1 != words.rend() && (word + 1)->cell == words.back().cell) ++word;
    return word->release;
}

// What stands of each cell, told by its release.
std::vector<MeasureBlock> settle(Course& course, Telling telling, std::size_t releases)
{
    std::vector<MeasureBlock> blocks(releases);
    for (std::uint32_t row = 0; row < course.words.size(); ++row) {
        auto& words = course.words[row];
        std::ranges::stable_sort(words, {}, &Word::period);
        for (auto first = words.begin(); first != words.end();) {
            const auto end = std::find_if(
                first, words.end(), [&](const Word& word) { return word.period != first->period; });
            const std::span<const Word> of_cell(first, end);
            first = end;
            const auto& last = of_cell.back();
            if (!is_gone(last.cell))
                blocks[release_of(of_cell, telling)].observations.push_back(
                    {row, last.period, last.cell});
        }
    }
    return blocks;
}

} // namespace

std::vector<Release> settled(std::span<const Release> releases, Telling telling)
{
    Courses courses;
    std::vector<Release> calm;
    for (std::size_t i = 0; i < releases.size(); ++i) {
        calm.push_back({releases[i].source, releases[i].vintage, false, {}});
        for (const auto& block : releases[i].blocks) follow(i, block, courses);
    }
    for (auto& [name, course] : courses) {
        auto blocks = settle(course, telling, releases.size());
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
