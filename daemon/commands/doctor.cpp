// SPDX-License-Identifier: EUPL-1.2
// `tuermer doctor`: can each indicator of this installation be watched? Source well, figures at the
// own area's level, how old the newest is, how much is withheld or small, licence and attribution.
#include "daemon/clock.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/present/present.hpp"
#include "daemon/setup.hpp"
#include "daemon/store/codes.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

constexpr double small_below = 10;    // persons, cases …: fewer are few
constexpr double much_withheld = 0.2; // share of the newest period's cells

struct Finding {
    std::string_view code;
    Text what;
};

struct FeedingSource {
    std::string id;
    std::string_view state = "never"; // "well", "trouble"
    std::optional<Instant> last_success;
    bool attribution = false, licence = false;
};

// One indicator's state of health.
struct Health {
    const Indicator* indicator = nullptr;
    std::vector<FeedingSource> sources;
    std::size_t areas = 0;
    bool own_area = false;
    std::optional<Period> last;            // of the own area where it has figures, else of any
    int lag_days = 0;                      // from that period's end to today
    std::uint64_t cells = 0, withheld = 0; // of the newest period, all its rows
    std::uint64_t counts = 0, small = 0;   // of the counted inputs, the same
    std::vector<Finding> findings;

    double share_withheld() const
    {
        return cells == 0 ? 0 : static_cast<double>(withheld) / static_cast<double>(cells);
    }
    double share_small() const
    {
        return counts == 0 ? 0 : static_cast<double>(small) / static_cast<double>(counts);
    }
};

struct Surgery {
    const Config& config;
    const Graph& graph;
    const std::vector<SourceState>& states;
    const std::vector<RecordedDoubt>& doubts; // open ones
    Date today;
};

std::optional<Period> newest_value(const Panel& panel, std::uint32_t row)
{
    if (panel.empty()) return std::nullopt;
    for (auto period = panel.last(); period >= panel.first(); period = period - 1)
        if (panel.at(row, period).has_value()) return period;
    return std::nullopt;
}

std::string_view area_in(const Panel& panel, std::uint32_t row, std::string_view own)
{
    const auto dimension = panel.keys().dimension("area");
    return dimension ? std::string_view(panel.keys().code(row, *dimension)) : own;
}

void look_at_figures(Health& health, const Panel& panel, std::string_view own)
{
    std::optional<Period> of_own, of_any;
    std::vector<std::string_view> areas;
    for (std::uint32_t row = 0; row < panel.rows(); ++row) {
        const auto newest = newest_value(panel, row);
        if (!newest) continue;
        const auto area = area_in(panel, row, own);
        areas.push_back(area);
        of_any = std::max(of_any.value_or(*newest), *newest);
        if (area == own) of_own = std::max(of_own.value_or(*newest), *newest);
    }
    std::ranges::sort(areas);
    health.areas = static_cast<std::size_t>(
        std::ranges::distance(areas.begin(), std::ranges::unique(areas).begin()));
    health.own_area = of_own.has_value();
    health.last = of_own ? of_own : of_any;
}

void count_withheld(Health& health, const Panel& panel)
{
    if (!health.last || panel.frequency() != health.last->frequency()) return;
    for (std::uint32_t row = 0; row < panel.rows(); ++row) {
        const auto cell = panel.at(row, *health.last);
        if (!cell.has_value() && cell.mark.missing() == Missing::not_yet) continue;
        ++health.cells;
        if (!cell.has_value() && cell.mark.missing() == Missing::withheld) ++health.withheld;
    }
}

void count_small(Health& health, const Panel& measure)
{
    if (!health.last || !adds_up(measure.unit())) return;
    if (measure.frequency() != health.last->frequency()) return;
    for (std::uint32_t row = 0; row < measure.rows(); ++row) {
        const auto cell = measure.at(row, *health.last);
        if (!cell.has_value()) continue;
        ++health.counts;
        if (cell.value > 0 && cell.value < small_below) ++health.small;
    }
}

FeedingSource source_of(const Surgery& surgery, const SourceConfig& config)
{
    FeedingSource source{
        config.id, "never", {}, !config.attribution.empty(), !config.licence.empty()};
    const auto state = std::ranges::find(surgery.states, config.id, &SourceState::source);
    if (state == surgery.states.end()) return source;
    source.last_success = state->last_success;
    if (!state->trouble.empty())
        source.state = "trouble";
    else if (state->last_success)
        source.state = "well";
    return source;
}

void look_at_sources(Health& health, const Surgery& surgery, const std::vector<PanelId>& inputs)
{
    for (const auto& config : surgery.config.sources) {
        const bool feeds = std::ranges::any_of(inputs, [&](PanelId input) {
            return surgery.graph.measures()[input].source == config.id;
        });
        if (feeds) health.sources.push_back(source_of(surgery, config));
    }
}

Text trouble_of(const Surgery& surgery, const std::string& source)
{
    const auto state = std::ranges::find(surgery.states, source, &SourceState::source);
    return state == surgery.states.end() ? Text{} : state->trouble_text;
}

void judge_sources(Health& health, const Surgery& surgery)
{
    auto& found = health.findings;
    for (const auto& source : health.sources) {
        if (source.state == "never")
            found.push_back({"never-asked", say("Quelle {}: noch nie beantwortet",
                                                "source {}: never answered yet", source.id)});
        if (source.state == "trouble") {
            const auto trouble = trouble_of(surgery, source.id);
            found.push_back({"source-in-trouble",
                             {fmt::format("Quelle {}: {}", source.id, trouble.de),
                              fmt::format("source {}: {}", source.id, trouble.en)}});
        }
        if (!source.attribution)
            found.push_back(
                {"no-attribution", say("Quelle {}: 'attribution' fehlt",
                                       "source {}: 'attribution' is missing", source.id)});
        if (!source.licence)
            found.push_back({"no-licence", say("Quelle {}: 'licence' fehlt",
                                               "source {}: 'licence' is missing", source.id)});
    }
}

void judge_figures(Health& health, std::string_view own)
{
    auto& found = health.findings;
    if (!health.last) {
        found.push_back({"no-figures", say("es liegen keine Zahlen vor", "there are no figures")});
        return;
    }
    if (!health.own_area)
        found.push_back({"not-at-this-level",
                         say("für das eigene Gebiet {} gibt es keine Zahlen (für {} andere schon)",
                             "there are no figures for the own area {} (for {} others there are)",
                             own, health.areas)});
    if (health.share_withheld() > much_withheld)
        found.push_back({"much-withheld", say("{:.0f} % der neuesten Zellen sind geheim",
                                              "{:.0f} % of the newest cells are withheld",
                                              100 * health.share_withheld())});
}

// An indicator that stands still because its figures are held apart.
void judge_held(Health& health, const Surgery& surgery, const std::vector<PanelId>& inputs)
{
    for (const auto& doubt : surgery.doubts) {
        const bool concerns = std::ranges::any_of(inputs, [&](PanelId input) {
            return surgery.graph.measures()[input].name == doubt.doubt.column.measure;
        });
        if (!concerns || doubt.state != DoubtState::held) continue;
        const auto id = doubt.release.substr(0, 8);
        health.findings.push_back(
            {"held-apart",
             {fmt::format("{} ist zurückgehalten ({}); tuermer release show {}",
                          column_text(doubt.doubt.column, Language::de),
                          title_of(doubt.doubt.check).de, id),
              fmt::format("{} is held apart ({}); tuermer release show {}",
                          column_text(doubt.doubt.column, Language::en),
                          title_of(doubt.doubt.check).en, id)}});
    }
}

Health examine(const Surgery& surgery, IndicatorId id)
{
    Health health;
    health.indicator = &surgery.graph.indicators()[id];
    const auto& own = surgery.config.installation.area;
    const auto inputs = surgery.graph.inputs_of(id);
    const auto& panel = surgery.graph.panels(id).value;
    look_at_figures(health, panel, own);
    count_withheld(health, panel);
    for (const auto input : inputs) count_small(health, surgery.graph.panel(input));
    if (health.last) {
        const auto end = health.last->last_day();
        health.lag_days = static_cast<int>((surgery.today - end).count());
    }
    look_at_sources(health, surgery, inputs);
    judge_sources(health, surgery);
    judge_figures(health, own);
    judge_held(health, surgery, inputs);
    return health;
}

ordered_json json_of(const FeedingSource& source)
{
    ordered_json one{{"source", source.id},
                     {"state", source.state},
                     {"last_success", nullptr},
                     {"attribution", source.attribution},
                     {"licence", source.licence}};
    if (source.last_success) one["last_success"] = to_string(*source.last_success);
    return one;
}

ordered_json json_of(const Health& health)
{
    ordered_json one{{"indicator", health.indicator->id},
                     {"sources", ordered_json::array()},
                     {"own_area", health.own_area},
                     {"areas", health.areas},
                     {"last_period", nullptr},
                     {"lag_days", nullptr},
                     {"share_withheld", health.share_withheld()},
                     {"share_small", health.share_small()},
                     {"findings", ordered_json::array()}};
    if (health.last) {
        one["last_period"] = to_string(*health.last);
        one["lag_days"] = health.lag_days;
    }
    for (const auto& source : health.sources) one["sources"].push_back(json_of(source));
    for (const auto& finding : health.findings)
        one["findings"].push_back(
            {{"code", finding.code}, {"de", finding.what.de}, {"en", finding.what.en}});
    return one;
}

void print(const Health& health, Language language)
{
    const bool well = health.findings.empty();
    terminal::line(painted(well ? Colour::green : Colour::yellow, well ? "✓ " : "! ") +
                   painted(Colour::bold, health.indicator->id) + "  " +
                   health.indicator->title.in(language));
    if (health.last)
        terminal::line(say("    neueste Zahl: {}, {} Tage nach dem Ende des Zeitraums; {} Gebiete; "
                           "geheim {:.0f} %, kleine Fallzahlen {:.0f} %",
                           "    newest figure: {}, {} days after the period's end; {} areas; "
                           "withheld {:.0f} %, small counts {:.0f} %",
                           title_of(*health.last).in(language), health.lag_days, health.areas,
                           100 * health.share_withheld(), 100 * health.share_small())
                           .in(language));
    for (const auto& finding : health.findings)
        terminal::line("    " + painted(Colour::yellow, finding.what.in(language)));
}

void report(const std::vector<Health>& all, const CommandOptions& options)
{
    if (!options.json) {
        for (const auto& health : all) print(health, options.language);
        return;
    }
    ordered_json report{{"version", 1}, {"indicators", ordered_json::array()}};
    for (const auto& health : all) report["indicators"].push_back(json_of(health));
    terminal::line(report.dump(2));
}

} // namespace

int doctor_command(const CommandOptions& options)
{
    auto opened = open_installation(options.config, options.state);
    if (!opened) return terminal::complain(opened.error(), options.language);
    const auto states = opened->store->sources();
    if (!states) return terminal::complain(states.error(), options.language);
    const auto doubts = opened->store->doubts(false);
    if (!doubts) return terminal::complain(doubts.error(), options.language);
    const Surgery surgery{opened->config, opened->knowledge.graph, *states, *doubts,
                          std::chrono::floor<std::chrono::days>(wall_clock())};
    std::vector<Health> all;
    const auto indicators = static_cast<IndicatorId>(surgery.graph.indicators().size());
    for (IndicatorId id = 0; id < indicators; ++id) all.push_back(examine(surgery, id));
    report(all, options);
    const bool well =
        std::ranges::all_of(all, [](const Health& health) { return health.findings.empty(); });
    return well ? all_well : something_wrong;
}

} // namespace tuermer
