// SPDX-License-Identifier: EUPL-1.2
// The real case the tests are about: Landkreis Goslar, 2024, with figures of the Landesamt für
// Statistik Niedersachsen (Integrationsmonitoring, indicators 4-1-4 and 2-3-3), retold here.
#pragma once

#include "daemon/present/present.hpp"

#include <array>
#include <gtest/gtest.h>

namespace tuermer::goslar {

struct YearCounts {
    int year;
    double numerator, denominator;
};

// Foreign school leavers without a first certificate, and all foreign school leavers.
inline const std::vector<YearCounts> leavers_district{
    {2005, 33, 95},  {2011, 13, 86}, {2012, 10, 72}, {2013, 2, 45},   {2014, 13, 71},
    {2015, 9, 48},   {2016, 6, 35},  {2017, 10, 91}, {2018, 13, 88},  {2019, 18, 98},
    {2020, 25, 115}, {2021, 9, 64},  {2022, 19, 99}, {2023, 24, 100}, {2024, 48, 124}};
inline const std::vector<YearCounts> leavers_land{
    {2005, 1607, 6422}, {2011, 797, 5086},  {2012, 691, 5069},  {2013, 649, 4740},
    {2014, 659, 5392},  {2015, 803, 5569},  {2016, 860, 5279},  {2017, 1310, 5715},
    {2018, 1427, 6244}, {2019, 1516, 6555}, {2020, 1216, 5943}, {2021, 1214, 6517},
    {2022, 1447, 7668}, {2023, 1916, 8482}, {2024, 2749, 9895}};
// Naturalisations, and foreign residents at the end of the year.
inline const std::vector<YearCounts> naturalisations{
    {2013, 116, 7947},  {2014, 112, 8634},  {2015, 87, 10620},  {2016, 128, 11745},
    {2017, 133, 12780}, {2018, 98, 13455},  {2019, 102, 14020}, {2020, 85, 13830},
    {2021, 113, 13915}, {2022, 342, 16355}, {2023, 443, 17275}, {2024, 659, 17035}};

inline MeasureBlock block(const std::string& measure, bool numerator)
{
    MeasureBlock made{measure, KeyTable({"area"}), {}};
    const auto add = [&](std::string_view area, const std::vector<YearCounts>& years) {
        const auto row = made.keys.row({area});
        for (const auto& y : years)
            made.observations.push_back(
                {row, Period::year(y.year), {numerator ? y.numerator : y.denominator, Mark()}});
    };
    if (measure == "naturalised" || measure == "foreigners") {
        add("03153", naturalisations);
        return made;
    }
    add("03153", leavers_district);
    add("03", leavers_land);
    return made;
}

inline Indicator leavers_indicator()
{
    Indicator indicator;
    indicator.id = "leavers_without_certificate_foreign";
    indicator.title = {"Ausländische Schulabgänge ohne Ersten Schulabschluss",
                       "Foreign school leavers without a certificate"};
    indicator.numerator = "leavers_without";
    indicator.denominator = "leavers";
    indicator.per = 100;
    indicator.theme = "education";
    indicator.frame = Frame::need;
    indicator.polarity = Polarity::lower_is_better;
    indicator.minimum_denominator = 30;
    indicator.limits = {"Kleine Jahrgänge schwanken stark; gezählt wird am Schulort, nicht am "
                        "Wohnort.",
                        "Small years vary widely; counted where the school is, not the home."};
    indicator.context = {"Auch Jugendliche, die erst kurz in Deutschland zur Schule gehen, zählen "
                         "mit.",
                         "Young people who came to school in Germany only recently are counted "
                         "too."};
    return indicator;
}

inline Indicator naturalisation_indicator()
{
    Indicator indicator;
    indicator.id = "naturalisation_rate";
    indicator.title = {"Einbürgerungsquote", "Naturalisation rate"};
    indicator.numerator = "naturalised";
    indicator.denominator = "foreigners";
    indicator.per = 100;
    indicator.theme = "naturalisation";
    indicator.frame = Frame::resource;
    indicator.polarity = Polarity::higher_is_better;
    indicator.limits = {"Sagt nichts darüber, wer einen Antrag stellen könnte.",
                        "Does not say who could apply."};
    return indicator;
}

inline Break citizenship_law()
{
    Break law;
    law.id = "starmodg";
    law.date = *parse_date("2024-06-27");
    law.themes = {"naturalisation"};
    law.why = {"Modernisiertes Staatsangehörigkeitsrecht (in Kraft seit 27.06.2024): kürzere "
               "Fristen, Mehrstaatigkeit möglich",
               "Modernised citizenship law (in force since 27 June 2024): shorter waiting times, "
               "multiple citizenship allowed"};
    law.advice = BreakAdvice::downgrade;
    return law;
}

inline Knowledge knowledge()
{
    Knowledge known;
    known.installation.name = {"Landkreis Goslar", "District of Goslar"};
    known.installation.area = "03153";
    known.installation.land = "NI";
    known.breaks = {citizenship_law()};
    const Unit persons = *parse_unit("persons");
    const auto shape = [&](const char* name) {
        return MeasureShape{name, persons, {"area"}, Frequency::year, "lsn"};
    };
    auto graph = Graph::build(
        {shape("leavers_without"), shape("leavers"), shape("naturalised"), shape("foreigners")},
        {leavers_indicator(), naturalisation_indicator()});
    if (!graph) throw std::runtime_error(graph.error().front().what.en);
    known.graph = std::move(*graph);
    Release release;
    release.source = "lsn";
    release.blocks = {block("leavers_without", true), block("leavers", false),
                      block("naturalised", true), block("foreigners", false)};
    if (!known.graph.absorb(release)) throw std::runtime_error("the figures were not taken in");
    known.graph.update_all();
    Rule leavers;
    leavers.id = "leavers_rising";
    leavers.question = {"Welche Schulen und welche Zuzugsjahrgänge stehen hinter der Veränderung?",
                        "Which schools and which years of arrival are behind the change?"};
    Rule naturalised;
    naturalised.id = "naturalisations_rising";
    naturalised.question = {"Was brauchen Behörde und Beratung, um die Nachfrage zu begleiten?",
                            "What do the office and the advice centres need for the demand?"};
    known.rules = {leavers, naturalised};
    return known;
}

inline Figure figure(const char* area, int first, int last, double numerator, double denominator)
{
    Figure made;
    made.area = area;
    made.first = Period::year(first);
    made.last = Period::year(last);
    made.value = 100 * numerator / denominator;
    made.numerator = numerator;
    made.denominator = denominator;
    made.mark = Mark();
    return made;
}

inline Assessment pooled_change()
{
    Assessment made;
    made.test = "change";
    made.truth = {Truth::yes, Truth::yes, Truth::no};
    made.limit = 5;
    made.clear = 4;
    made.scale = Scale::points;
    made.figures = {figure("03153", 2024, 2024, 48, 124), figure("03153", 2021, 2023, 52, 263)};
    made.measured = *made.figures[0].value - *made.figures[1].value;
    made.interval = statistics::Interval{9.2866, 28.8009, 0.95};
    made.interval_method = "Newcombe";
    made.against = {"die drei Jahre davor zusammen", "the three years before, pooled"};
    return made;
}

inline Assessment relative_change()
{
    auto made = pooled_change();
    made.limit = 3;
    made.clear = 2.4;
    made.figures.push_back(figure("03", 2024, 2024, 2749, 9895));
    made.figures.push_back(figure("03", 2021, 2023, 4577, 22667));
    made.comparison_measured = *made.figures[2].value - *made.figures[3].value;
    *made.measured -= *made.comparison_measured;
    made.interval = statistics::Interval{1.8, 21.2, 0.95};
    made.interval_method = "Newcombe, MOVER";
    return made;
}

inline Event leavers_event()
{
    Event event;
    event.id = "5a1ec0de5a1ec0de5a1ec0de5a1ec0de";
    event.rule = "leavers_rising";
    event.indicator = "leavers_without_certificate_foreign";
    event.key = "area=03153";
    event.area = "03153";
    event.period = event.episode_start = Period::year(2024);
    event.source = "schulabgaenge";
    event.vintage.known_since = *parse_instant("2025-10-17");
    event.vintage.retrieved = *parse_instant("2025-10-17T05:12:00Z");
    event.vintage.retrieval = "0123456789abcdef";
    event.evidence.assessments = {pooled_change(), relative_change()};
    event.evidence.gates = {{"breaks",
                             GateSay::Effect::passed,
                             {"Kein bekannter Bruch zwischen den verglichenen Zeiträumen.",
                              "No known break between the periods compared."}}};
    event.evidence.before = Phase::inactive;
    event.evidence.after = Phase::firing;
    event.evidence.rule_hash = event.evidence.definition_hash = std::string(64, 'a');
    event.evidence.rule_text = "indicator = \"leavers_without_certificate_foreign\"";
    return event;
}

inline Event naturalisations_event()
{
    auto event = leavers_event();
    event.id = "e1b0e4e1b0e4e1b0e4e1b0e4e1b0e4e1";
    event.rule = "naturalisations_rising";
    event.indicator = "naturalisation_rate";
    Assessment made;
    made.test = "change";
    made.truth = {Truth::yes, Truth::yes, Truth::no};
    made.limit = 50;
    made.clear = 40;
    made.scale = Scale::percent;
    made.figures = {figure("03153", 2024, 2024, 659, 17035), figure("03153", 2021, 2023, 1, 1)};
    made.figures[1].numerator = made.figures[1].denominator = std::nullopt;
    made.figures[1].value = (100 * 113.0 / 13915 + 100 * 342.0 / 16355 + 100 * 443.0 / 17275) / 3;
    made.measured = 100 * (*made.figures[0].value / *made.figures[1].value - 1);
    made.against = {"das Mittel der drei Jahre davor", "the mean of the three years before"};
    event.evidence.assessments = {made};
    event.evidence.gates = {{"breaks", GateSay::Effect::mentioned, citizenship_law().why}};
    return event;
}

inline Recipient recipient(Language language = Language::de)
{
    Recipient made;
    made.id = "integration";
    made.mail = {"Fachstelle Integration <integration@goslar.example>"};
    made.language = language;
    made.role = Role::integration;
    return made;
}

inline Surroundings surroundings(const Knowledge& known)
{
    Surroundings made;
    made.knowledge = &known;
    made.attribution = "Landesamt für Statistik Niedersachsen (LSN), Integrationsmonitoring";
    made.licence = "keine Angabe über das Impressum hinaus";
    made.url = "https://www.integrationsmonitoring.niedersachsen.de";
    made.from = "Türmer <tuermer@goslar.example>";
    made.contact = "statistik@goslar.example";
    made.domain = "goslar.example";
    made.now = *parse_instant("2025-10-17T05:15:00Z");
    made.version = "0.1.0";
    return made;
}

inline Notice notice(std::vector<Event> events)
{
    Notice made;
    made.recipient = "integration";
    made.source = "schulabgaenge";
    made.vintage = events.front().vintage;
    made.events = std::move(events);
    return made;
}

// Line breaks and runs of spaces become one space, so that a sentence is found where it wraps.
inline std::string unwrapped(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\r';
        if (space && !out.empty() && out.back() == ' ') continue;
        out += space ? ' ' : c;
    }
    return out;
}

} // namespace tuermer::goslar
