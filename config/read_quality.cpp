// SPDX-License-Identifier: EUPL-1.2
// [quality.NAME] in rules.d/*.toml: how figures are tested when they arrive, beyond what is tested
// anyway.
#include "config/reading.hpp"
#include "rules/detectors/amount.hpp"

#include <algorithm>
#include <array>

namespace tuermer::config {

namespace {

constexpr std::array all_checks{
    QualityCheck::duplicates, QualityCheck::layout, QualityCheck::keys,  QualityCheck::signs,
    QualityCheck::copied,     QualityCheck::jump,   QualityCheck::parts, QualityCheck::recomputed};

const MeasureShape* measure_named(const Reading& reading, std::string_view name)
{
    for (const auto& source : reading.config.sources)
        for (const auto& measure : source.measures)
            if (measure.name == name) return &measure;
    return nullptr;
}

bool is_several(QualityCheck check)
{
    return check == QualityCheck::parts || check == QualityCheck::recomputed;
}

// "when repeated", "after 14 d".
void read_accept(Settings& table, QualityRule& rule)
{
    for (const auto& [text, place] : placed_texts(table, "accept")) {
        constexpr std::string_view after = "after ";
        constexpr std::chrono::seconds none{0};
        const auto wait = text.starts_with(after)
                              ? parse_duration(text.substr(after.size())).value_or(none)
                              : none;
        if (text == "when repeated")
            rule.accept_repeated = true;
        else if (wait >= std::chrono::days(1))
            rule.accept_after = std::chrono::floor<std::chrono::days>(wait);
        else
            table.mistakes().error(
                place, "accept",
                {"'accept' sagt, was Zahlen ohne einen Menschen einlässt: \"when repeated\" "
                 "(dieselben in der nächsten Veröffentlichung) oder \"after 14 d\"",
                 "'accept' says what lets figures in without a person: \"when repeated\" (the same "
                 "in the next release) or \"after 14 d\""});
    }
}

void read_measures(Settings& table, Reading& reading, QualityRule& rule)
{
    for (const auto& [name, place] : placed_texts(table, "measures")) {
        reading.measures.refer(name, place, "measures", table.mistakes());
        rule.measures.push_back(name);
        rule.reach = QualityRule::Reach::measure;
    }
    for (const auto& [id, place] : placed_texts(table, "sources")) {
        reading.sources.refer(id, place, "sources", table.mistakes());
        const auto source = std::ranges::find(reading.config.sources, id, &SourceConfig::id);
        if (rule.reach != QualityRule::Reach::measure) rule.reach = QualityRule::Reach::source;
        if (source == reading.config.sources.end()) continue;
        for (const auto& measure : source->measures) rule.measures.push_back(measure.name);
    }
}

void read_within(Settings& table, const Reading& reading, QualityRule& rule)
{
    const auto text = table.text("within");
    if (!text) return;
    const auto& measure = rule.measures.empty() ? rule.published : rule.measures.front();
    const auto* shape = measure_named(reading, measure);
    if (shape == nullptr) return; // nobody knows its unit, and that is told elsewhere
    const auto amount = parse_amount(*text, AmountKind::difference, shape->unit);
    if (amount && *amount >= 0)
        rule.within = *amount;
    else
        table.wrong("within", amount ? Text{"ein zulässiger Unterschied ist nicht kleiner als 0",
                                            "an allowed difference is not below 0"}
                                     : amount.error());
}

bool is_percent(const MeasureShape* shape)
{
    return shape != nullptr && shape->unit.pure() && shape->unit.scale == 0.01;
}

void read_parts(Settings& table, Reading& reading, QualityRule& rule)
{
    rule.dimension = table.need_text("over");
    rule.whole = table.text("whole").value_or("");
    rule.adds_to = table.number("adds_to");
    rule.rounded_to = table.number("rounded_to", {.min = 1, .max = 1e6}).value_or(1);
    read_within(table, reading, rule);
    if (table.is_recorded()) return;
    if (rule.measures.empty())
        table.mistakes().error(table.place(), "measures",
                               {"bei 'parts' gehört dazu, welche Messgrößen: 'measures'",
                                "'parts' needs to be told which measures: 'measures'"});
    if (rule.whole.empty() == !rule.adds_to.has_value())
        table.wrong("check", {"genau eines gehört dazu: 'whole', der Schlüssel des Ganzen, oder "
                              "'adds_to', die Zahl, die herauskommen muss",
                              "exactly one belongs to it: 'whole', the code of the whole, or "
                              "'adds_to', the number that must come out"});
    for (const auto& name : rule.measures) {
        const auto* shape = measure_named(reading, name);
        if (shape == nullptr || rule.dimension.empty()) continue;
        if (!rule.within && is_percent(shape)) rule.within = rule.adds_to ? 2 : 0.2;
        if (std::ranges::find(shape->dimensions, rule.dimension) == shape->dimensions.end())
            table.wrong("over",
                        say("die Messgröße '{}' hat kein Merkmal '{}'",
                            "the measure '{}' has no dimension '{}'", name, rule.dimension));
    }
}

void read_recomputed(Settings& table, Reading& reading, QualityRule& rule)
{
    rule.indicator = table.need_text("indicator");
    rule.published = table.need_text("published");
    if (!rule.indicator.empty())
        reading.indicators.refer(rule.indicator, table.place_of("indicator"), "indicator",
                                 table.mistakes());
    if (!rule.published.empty())
        reading.measures.refer(rule.published, table.place_of("published"), "published",
                               table.mistakes());
    rule.measures = {rule.published};
    read_within(table, reading, rule);
    const auto* shape = measure_named(reading, rule.published);
    if (table.is_recorded() || rule.within || shape == nullptr) return;
    rule.within = is_percent(shape) ? 0.2 : 0;
}

// Whether it has a share of its own, between these.
void read_share(Settings& table, double usual, QualityRule& rule)
{
    rule.share = table.number("share", {.min = 0, .max = 1}).value_or(usual);
}

void read_rows(Settings& table, QualityRule& rule)
{
    rule.rows =
        static_cast<std::size_t>(table.integer("rows", {.min = 1, .max = 1e6}).value_or(10));
}

void read_settings(QualityCheck check, Settings& table, Reading& reading, QualityRule& rule)
{
    switch (check) {
    case QualityCheck::duplicates:
    case QualityCheck::keys:
    case QualityCheck::signs:
        return;
    case QualityCheck::layout:
        read_share(table, 0.5, rule);
        return read_rows(table, rule);
    case QualityCheck::copied:
        read_share(table, 0.9, rule);
        return read_rows(table, rule);
    case QualityCheck::jump:
        read_share(table, 0.9, rule);
        read_rows(table, rule);
        rule.factor = table.number("factor", {.min = 1.1, .max = 1e6}).value_or(5);
        return;
    case QualityCheck::parts:
        read_share(table, 0.1, rule);
        return read_parts(table, reading, rule);
    case QualityCheck::recomputed:
        read_share(table, 0.1, rule);
        return read_recomputed(table, reading, rule);
    }
}

void record_checks(Settings& table)
{
    if (!table.is_recorded()) return;
    for (const auto check : all_checks)
        table.record_kind("check", code_of(check), title_of(check), shape_of([&](Settings& own) {
                              Reading nothing;
                              QualityRule rule;
                              read_settings(check, own, nothing, rule);
                          }));
}

OnDoubt read_doubt(Settings& table, QualityCheck check)
{
    const auto usual =
        check == QualityCheck::keys || check == QualityCheck::signs ? OnDoubt::tell : OnDoubt::hold;
    const auto then = chosen<OnDoubt>(
        table, "doubt", {{"hold", OnDoubt::hold}, {"tell", OnDoubt::tell}, {"off", OnDoubt::off}},
        usual);
    if (check != QualityCheck::duplicates || then == OnDoubt::hold) return then;
    table.wrong("doubt", {"von zwei verschiedenen Angaben für eine Zelle kann keine gelten: hier "
                          "gibt es nur \"hold\"",
                          "of two different figures for one cell neither can be in force: here "
                          "there is only \"hold\""});
    return OnDoubt::hold;
}

// Two tables that would judge the same measure by the same check.
void refuse_second(const Settings& table, const QualityRule& rule, const Reading& reading)
{
    if (is_several(rule.check)) return;
    const auto overlaps = [&](const QualityRule& other) {
        if (other.check != rule.check || other.reach != rule.reach) return false;
        return rule.measures.empty() ||
               std::ranges::find_first_of(other.measures, rule.measures) != other.measures.end();
    };
    const auto other = std::ranges::find_if(reading.config.quality, overlaps);
    if (other == reading.config.quality.end()) return;
    table.mistakes().error(table.place(), "check",
                           say("dieselbe Prüfung für dieselbe Messgröße steht schon in '{}' ({})",
                               "the same check of the same measure stands in '{}' already ({})",
                               other->id, to_string(other->place)));
}

void read_quality_rule(const std::string& id, Settings& table, Reading& reading)
{
    QualityRule rule;
    rule.id = id;
    rule.place = table.place();
    std::vector<std::string> codes;
    for (const auto check : all_checks) codes.emplace_back(code_of(check));
    table.need("check");
    const auto check = quality_check_of(table.one_of("check", codes).value_or(""));
    rule.check = check.value_or(QualityCheck::copied);
    rule.title = words(table, "title", TextRole::title, reading);
    if (rule.title.empty()) rule.title = title_of(rule.check);
    record_checks(table);
    if (rule.check != QualityCheck::recomputed || table.is_recorded())
        read_measures(table, reading, rule);
    rule.then = read_doubt(table, rule.check);
    read_accept(table, rule);
    if (!check) return;
    read_settings(*check, table, reading, rule);
    table.finish();
    refuse_second(table, rule, reading);
    reading.config.quality.push_back(std::move(rule));
}

} // namespace

void read_quality(Settings& file, Reading& reading)
{
    for (auto& [id, table] : file.named_tables("quality")) {
        const auto& usual = usual_quality_rules();
        if (std::ranges::find(usual, id, &QualityRule::id) != usual.end() && !file.is_recorded())
            reading.mistakes.error(table.place(), id,
                                   say("'{}' heißt schon eine Prüfung; wählen Sie einen Namen, der "
                                       "sagt, worum es geht",
                                       "'{}' is the name of a check already; choose one that says "
                                       "what it is about",
                                       id));
        if (reading.quality.take(id, table.place(), reading.mistakes))
            read_quality_rule(id, table, reading);
    }
}

} // namespace tuermer::config
