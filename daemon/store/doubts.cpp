// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/doubts.hpp"

#include "daemon/store/doubt_rows.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

constexpr std::array<std::string_view, 5> states{"told", "held", "accepted", "refused", "replaced"};
constexpr std::array<std::string_view, 3> words_of_then{"off", "tell", "hold"};

} // namespace

std::string_view code_of(DoubtState state)
{
    return states[static_cast<std::size_t>(state)];
}

std::optional<DoubtState> doubt_state_of(std::string_view code)
{
    const auto found = std::ranges::find(states, code);
    if (found == states.end()) return std::nullopt;
    return static_cast<DoubtState>(found - states.begin());
}

Text title_of(DoubtState state)
{
    switch (state) {
    case DoubtState::told:
        return {"übernommen und gemeldet", "taken up and told"};
    case DoubtState::held:
        return {"zurückgehalten", "held apart"};
    case DoubtState::accepted:
        return {"zugelassen", "accepted"};
    case DoubtState::refused:
        return {"abgelehnt", "refused"};
    case DoubtState::replaced:
        break;
    }
    return {"erledigt durch eine neuere Veröffentlichung", "settled by a later release"};
}

namespace stored {

namespace {

using nlohmann::json;

std::string to_json(const Doubt& doubt)
{
    json rows = json::array();
    for (const auto& row : doubt.rows) {
        json one{{"key", row.key}, {"now", row.now}, {"other", nullptr}};
        if (row.other) one["other"] = *row.other;
        rows.push_back(std::move(one));
    }
    return json{{"then", words_of_then[static_cast<std::size_t>(doubt.then)]},
                {"de", doubt.found.de},
                {"en", doubt.found.en},
                {"unit", to_string(doubt.unit)},
                {"rows", std::move(rows)}}
        .dump();
}

// A unit nobody knows any more counts as persons, so that its figures stay protected.
Unit unit_of(const std::string& name)
{
    return parse_unit(name).value_or(Unit{{{"persons", 1}}, 1});
}

bool read_json(std::string_view text, Doubt& doubt)
{
    const auto said = json::parse(text, nullptr, false);
    if (!said.is_object()) return false;
    const auto then = std::ranges::find(words_of_then, said.value("then", std::string()));
    if (then == words_of_then.end()) return false;
    doubt.then = static_cast<OnDoubt>(then - words_of_then.begin());
    doubt.found = {said.value("de", std::string()), said.value("en", std::string())};
    doubt.unit = unit_of(said.value("unit", std::string()));
    for (const auto& row : said.value("rows", json::array())) {
        DoubtfulRow read{row.value("key", std::string()), row.value("now", 0.0), {}};
        if (row.contains("other") && row["other"].is_number()) read.other = row["other"];
        doubt.rows.push_back(std::move(read));
    }
    return true;
}

constexpr std::string_view select_doubts =
    "SELECT d.number, d.release, d.source, d.kind, d.rule, d.measure, d.period, d.figures, "
    "d.found, d.since, d.state, d.decided, d.who, d.why, d.taken IS NOT NULL, v.known_since, "
    "v.retrieved, v.retrieval, v.url, v.document, v.media_type "
    "FROM doubt AS d JOIN vintage AS v ON v.id = d.vintage WHERE d.tenant = ? ";
constexpr std::string_view open_ones =
    "AND (d.state IN ('held', 'refused') OR (d.state = 'accepted' AND d.taken IS NULL)) ";

std::optional<RecordedDoubt> read_row(const sqlite::Query& row)
{
    const auto check = quality_check_of(row.text(3));
    const auto state = doubt_state_of(row.text(10));
    if (!check || !state) return std::nullopt;
    RecordedDoubt read;
    read.number = row.integer(0);
    read.release = row.text(1);
    read.source = row.text(2);
    read.doubt.check = *check;
    read.doubt.rule = row.text(4);
    read.doubt.column.measure = row.text(5);
    if (!row.is_null(6)) read.doubt.column.period = row.period(6);
    read.doubt.figures = row.text(7);
    if (!read_json(row.text(8), read.doubt)) return std::nullopt;
    read.since = row.instant(9);
    read.state = *state;
    read.decided = row.optional_instant(11);
    read.who = row.text(12);
    read.why = row.text(13);
    read.taken = row.integer(14) != 0;
    read.vintage = {row.instant(15), row.instant(16), std::string(row.text(17)),
                    std::string(row.text(18))};
    read.document = row.text(19);
    read.media_type = row.text(20);
    return read;
}

Result<> add_doubt(sqlite::Database& database, std::int64_t tenant, const RecordedDoubt& added,
                   std::int64_t vintage)
{
    const auto& doubt = added.doubt;
    return database.run(
        "INSERT INTO doubt (tenant, vintage, release, source, kind, rule, measure, period, "
        "figures, found, since, state, who, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        tenant, vintage, added.release, added.source, code_of(doubt.check), doubt.rule,
        doubt.column.measure, doubt.column.period, doubt.figures, to_json(doubt), added.since,
        code_of(added.state), added.who, added.why);
}

Result<> add_columns(sqlite::Database& database, const std::vector<FigureColumn>& columns,
                     std::string_view part, std::int64_t vintage)
{
    for (const auto& column : columns) {
        const auto added = database.run("INSERT INTO part_taken (vintage, part, measure, period) "
                                        "VALUES (?, ?, ?, ?)",
                                        vintage, part, column.measure, column.period);
        if (!added) return added;
    }
    return {};
}

} // namespace

Result<> add_doubts(sqlite::Database& database, std::int64_t tenant, const ReleaseRecord& record,
                    std::optional<std::int64_t> vintage)
{
    for (const auto& turn : record.turns) {
        const auto turned = turn_doubt(database, tenant, turn, vintage);
        if (!turned) return turned;
    }
    if (!vintage) return {};
    for (const auto& doubt : record.doubts) {
        const auto added = add_doubt(database, tenant, doubt, *vintage);
        if (!added) return added;
    }
    const auto held = add_columns(database, record.held, "held", *vintage);
    return held ? add_columns(database, record.only, "only", *vintage) : held;
}

Result<> turn_doubt(sqlite::Database& database, std::int64_t tenant, const DoubtTurn& turn,
                    std::optional<std::int64_t> vintage)
{
    return database.run("UPDATE doubt SET state = ?, decided = coalesce(decided, ?), "
                        "who = CASE WHEN decided IS NULL THEN ? ELSE who END, "
                        "why = CASE WHEN decided IS NULL THEN ? ELSE why END, taken = ? "
                        "WHERE tenant = ? AND number = ? AND taken IS NULL",
                        code_of(turn.state), turn.decided, turn.who, turn.why,
                        turn.taken ? vintage : std::nullopt, tenant, turn.number);
}

Result<std::vector<RecordedDoubt>> doubts(sqlite::Database& database, std::int64_t tenant,
                                          bool closed_too)
{
    static const std::string order = "ORDER BY d.number",
                             open = std::string(select_doubts) + std::string(open_ones) + order,
                             all = std::string(select_doubts) + order;
    std::vector<RecordedDoubt> doubts;
    auto rows = database.query(closed_too ? all : open, tenant);
    while (rows.next()) {
        auto doubt = read_row(rows);
        if (!doubt)
            return fail(Remedy::restart,
                        say("Der Zweifel {} im Bestand ist nicht lesbar; bitte eine Sicherung "
                            "zurückspielen.",
                            "The stored doubt {} cannot be read; please restore a backup.",
                            rows.integer(0)),
                        database.file());
        doubts.push_back(std::move(*doubt));
    }
    if (const auto read = rows.finish(); !read) return tl::unexpected(read.error());
    return doubts;
}

Result<> read_parts_taken(sqlite::Database& database, std::vector<Publication>& publications)
{
    auto rows = database.query("SELECT vintage, part, measure, period FROM part_taken");
    while (rows.next()) {
        const auto publication =
            std::ranges::lower_bound(publications, rows.integer(0), {}, &Publication::number);
        if (publication == publications.end() || publication->number != rows.integer(0)) continue;
        FigureColumn column{std::string(rows.text(2)), std::nullopt};
        if (!rows.is_null(3)) column.period = rows.period(3);
        auto& columns = rows.text(1) == "held" ? publication->held : publication->only;
        columns.push_back(std::move(column));
    }
    return rows.finish();
}

} // namespace stored

} // namespace tuermer
