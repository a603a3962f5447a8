// SPDX-License-Identifier: EUPL-1.2
// A small land of districts with one figure each, whose rules say what the figure itself says: so a
// story of releases is written as numbers.
#pragma once

#include "rules/consider.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace tuermer::county {

// A detector of its kind, with settings as a rule file would give them.
inline std::shared_ptr<const Detector> detector(const std::map<std::string, std::string>& words,
                                                const DetectorContext& context)
{
    Table table;
    for (const auto& [key, value] : words)
        table[key] = {{}, std::make_shared<const Node>(Node{{}, value})};
    Mistakes mistakes;
    Settings settings(table, {}, "test", mistakes);
    settings.text("test");
    const auto kind = std::ranges::find(detector_kinds(), words.at("test"), &DetectorKind::name);
    auto made = kind->make(settings, context);
    settings.finish();
    for (const auto& mistake : mistakes.sorted()) ADD_FAILURE() << mistake.what.en;
    return made;
}

// Above 0: rises and fires; below: falls and fires; 0: nothing is the matter. The p-value is 10 to
// the power of -|figure|.
class SaysTheFigure final : public Detector {
public:
    int look_back() const override { return 0; }
    double lowest_limit() const override { return 1; }
    Assessment assess(const Sight& sight) const override
    {
        const auto cell = sight.value(sight.period());
        Assessment assessment;
        assessment.test = "figure";
        assessment.limit = 1;
        assessment.figures = {{{"jetzt", "now"},
                               sight.area(),
                               sight.period(),
                               sight.period(),
                               std::nullopt,
                               std::nullopt,
                               std::nullopt,
                               cell.mark,
                               std::nullopt}};
        if (!cell.has_value()) {
            assessment.reason = {"keine Zahl", "no figure"};
            return assessment;
        }
        assessment.figures.front().value = assessment.measured = cell.value;
        assessment.upward = cell.value >= 0;
        assessment.truth.fill(cell.value != 0 ? Truth::yes : Truth::no);
        if (with_p) assessment.p_value = std::pow(10, -std::abs(cell.value));
        return assessment;
    }
    bool with_p = false;
};

inline Rule rule(const std::string& id, bool with_p = false)
{
    Rule made;
    made.id = id;
    made.indicator = "figure";
    made.notify = {"office"};
    made.owner = "office";
    made.hash = "hash of " + id;
    made.areas = {*parse_area_selector("kind kreis")};
    auto test = std::make_shared<SaysTheFigure>();
    test->with_p = with_p;
    made.when = {test};
    return made;
}

inline Recipient recipient(const std::string& id)
{
    Recipient made;
    made.id = id;
    made.mail = {id + "@kreis.example"};
    return made;
}

inline Knowledge land(std::vector<Rule> rules, std::shared_ptr<const Areas> areas = nullptr,
                      const char* unit = "euro")
{
    Indicator indicator;
    indicator.id = "figure";
    indicator.title = {"Zahl", "Figure"};
    indicator.value = "m";
    auto graph = Graph::build({{"m", *parse_unit(unit), {"area"}, Frequency::year, "office"}},
                              {indicator}, areas);
    EXPECT_TRUE(graph);
    Knowledge knowledge;
    knowledge.installation.area = "03";
    knowledge.installation.areas = areas;
    knowledge.rules = std::move(rules);
    knowledge.recipients = {recipient("office")};
    knowledge.graph = std::move(*graph);
    return knowledge;
}

inline std::string district(int number)
{
    return fmt::format("03{}", 101 + number);
}

struct Said {
    std::string area;
    int year = 0;
    double figure = 0;
    Mark mark = Missing::none;
};

inline Instant day(const char* text)
{
    return *parse_instant(std::string(text) + "T10:00:00Z");
}

// What is published on a day; the rest stands as it was.
inline Release release(Instant when, const std::vector<Said>& figures)
{
    Release made;
    made.source = "office";
    made.full = false;
    made.vintage = {when, when, "bytes of " + to_string(when), "figures.csv"};
    MeasureBlock block{"m", KeyTable({"area"}), {}};
    for (const auto& said : figures)
        block.observations.push_back(
            {block.keys.row({said.area}), Period::year(said.year), {said.figure, said.mark}});
    made.blocks = {std::move(block)};
    return made;
}

// The same year in districts 0, 1, 2 …
inline std::vector<Said> year_of(int year, const std::vector<double>& figures)
{
    std::vector<Said> all;
    for (std::size_t i = 0; i < figures.size(); ++i)
        all.push_back({district(static_cast<int>(i)), year, figures[i]});
    return all;
}

inline Outcome publish(Knowledge& knowledge, const char* when, const std::vector<Said>& figures)
{
    auto outcome = consider(knowledge, release(day(when), figures), day(when));
    EXPECT_TRUE(outcome);
    return outcome ? std::move(*outcome) : Outcome{};
}

inline const GateSay* say_of(const Event& event, std::string_view gate)
{
    for (const auto& say : event.evidence.gates)
        if (say.gate == gate) return &say;
    return nullptr;
}

inline bool is_held(const Event& event, std::string_view gate)
{
    const auto* say = say_of(event, gate);
    return say != nullptr && say->effect == GateSay::Effect::held;
}

// "office: 03101 03102 (+1)": whom a release tells of which areas, and how many lines of before.
inline std::vector<std::string> told(const Outcome& outcome)
{
    std::vector<std::string> all;
    for (const auto& notice : outcome.notices) {
        all.push_back(notice.recipient + ":");
        for (const auto& event : notice.events) {
            all.back() += " " + event.area;
            if (event.common_shock)
                all.back() += fmt::format("({} of {})", event.common_shock->areas.size(),
                                          event.common_shock->judged);
        }
        if (!notice.waited.empty()) all.back() += fmt::format(" (+{})", notice.waited.size());
    }
    return all;
}

} // namespace tuermer::county
