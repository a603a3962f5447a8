// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/opinions.hpp"

#include "daemon/store/opinion_rows.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace tuermer {

namespace {

constexpr std::array<std::string_view, 4> codes{"useful", "known", "false-alarm", "data-error"};

} // namespace

std::string_view code_of(Opinion opinion)
{
    return codes[static_cast<std::size_t>(opinion)];
}

std::optional<Opinion> opinion_of(std::string_view code)
{
    const auto found = std::ranges::find(codes, code);
    if (found == codes.end()) return std::nullopt;
    return static_cast<Opinion>(found - codes.begin());
}

Text title_of(Opinion opinion)
{
    switch (opinion) {
    case Opinion::useful:
        return {"nützlich", "useful"};
    case Opinion::known:
        return {"war bekannt", "was known"};
    case Opinion::false_alarm:
        return {"Fehlalarm", "false alarm"};
    case Opinion::data_error:
        break;
    }
    return {"Datenfehler", "error in the data"};
}

std::vector<Feedback> last_words(std::vector<Feedback> all)
{
    std::map<std::pair<std::string, std::string>, std::size_t> last;
    for (std::size_t i = 0; i < all.size(); ++i) last[{all[i].episode, all[i].who}] = i;
    std::vector<Feedback> words;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (last[{all[i].episode, all[i].who}] == i) words.push_back(std::move(all[i]));
    return words;
}

namespace stored {

Result<> add_feedback(sqlite::Database& database, std::int64_t tenant, const Feedback& feedback)
{
    return database.run("INSERT INTO feedback (tenant, event, episode, rule, opinion, note, who, "
                        "given) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        tenant, feedback.event, feedback.episode, feedback.rule,
                        code_of(feedback.opinion), feedback.note, feedback.who, feedback.given);
}

Result<std::vector<Feedback>> feedback(sqlite::Database& database, std::int64_t tenant)
{
    std::vector<Feedback> all;
    auto rows = database.query("SELECT event, episode, rule, opinion, note, who, given "
                               "FROM feedback WHERE tenant = ? ORDER BY number",
                               tenant);
    while (rows.next())
        all.push_back({std::string(rows.text(0)), std::string(rows.text(1)),
                       std::string(rows.text(2)),
                       opinion_of(rows.text(3)).value_or(Opinion::useful),
                       std::string(rows.text(4)), std::string(rows.text(5)), rows.instant(6)});
    if (const auto read = rows.finish(); !read) return tl::unexpected(read.error());
    return all;
}

Result<> add_rule_version(sqlite::Database& database, std::int64_t tenant,
                          const RuleVersion& version)
{
    return database.run(
        "INSERT INTO rule_version (tenant, rule, hash, text, author, reason, since) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        tenant, version.rule, version.hash, version.text, version.author, version.reason,
        version.since);
}

Result<std::vector<RuleVersion>> rule_versions(sqlite::Database& database, std::int64_t tenant)
{
    std::vector<RuleVersion> all;
    auto rows = database.query("SELECT rule, hash, text, author, reason, since "
                               "FROM rule_version WHERE tenant = ? ORDER BY number",
                               tenant);
    while (rows.next())
        all.push_back({std::string(rows.text(0)), std::string(rows.text(1)),
                       std::string(rows.text(2)), std::string(rows.text(3)),
                       std::string(rows.text(4)), rows.instant(5)});
    if (const auto read = rows.finish(); !read) return tl::unexpected(read.error());
    return all;
}

} // namespace stored

} // namespace tuermer
