// SPDX-License-Identifier: EUPL-1.2
// `tuermer review`: the yearly look at the rules and indicators themselves, from what was told,
// what people said of it, and the figures held.
#include "daemon/clock.hpp"
#include "daemon/commands/chronicle.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/present/review_page.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

using Days = std::chrono::days;

std::map<std::string, RuleReview> blank_reviews(const Config& config)
{
    std::map<std::string, RuleReview> rules;
    for (const auto& rule : config.rules) {
        RuleReview review;
        review.rule = rule.id;
        review.indicator = rule.indicator;
        review.owner = rule.owner;
        review.review_by = rule.review_by;
        rules.emplace(rule.id, std::move(review));
    }
    return rules;
}

// Episodes that somebody was told of, and those among them that were taken back.
void count_events(const std::vector<StoredEvent>& events, std::map<std::string, RuleReview>& rules)
{
    std::set<std::string> told;
    for (const auto& event : events)
        if (event.transition == code_of(Transition::fired) && event.reach == code_of(Reach::notify))
            told.insert(event.episode);
    for (const auto& event : events) {
        const auto rule = rules.find(event.rule);
        if (rule == rules.end() || !told.contains(event.episode)) continue;
        if (event.transition == code_of(Transition::fired)) ++rule->second.told;
        if (event.transition == code_of(Transition::withdrawn)) ++rule->second.withdrawn;
    }
}

void count_opinions(const std::vector<Feedback>& said, std::map<std::string, RuleReview>& rules)
{
    for (const auto& feedback : said) {
        const auto rule = rules.find(feedback.rule);
        if (rule == rules.end()) continue;
        auto& review = rule->second;
        for (const auto& [opinion, counter] : {std::pair{Opinion::useful, &review.useful},
                                               {Opinion::known, &review.known},
                                               {Opinion::false_alarm, &review.false_alarms},
                                               {Opinion::data_error, &review.data_errors}})
            if (feedback.opinion == opinion) ++*counter;
    }
}

double years_of(const std::vector<Release>& releases)
{
    if (releases.empty()) return 1;
    auto first = releases.front().vintage.known_since, last = first;
    for (const auto& release : releases) {
        first = std::min(first, release.vintage.known_since);
        last = std::max(last, release.vintage.known_since);
    }
    constexpr double days_per_year = 365.25;
    return std::max(1.0, static_cast<double>((last - first) / Days(1)) / days_per_year);
}

Result<Review> review_of(const CommandOptions& options)
{
    const auto config = valid_config(options.config);
    if (!config) return tl::unexpected(config.error());
    auto store = open_store(options.config, options.state);
    if (!store) return tl::unexpected(store.error());
    auto history = chronicle_of(options.config, **store);
    if (!history) return tl::unexpected(history.error());
    const auto events = (*store)->events(std::numeric_limits<int>::max());
    if (!events) return tl::unexpected(events.error());
    auto said = (*store)->feedback();
    if (!said) return tl::unexpected(said.error());
    auto rules = blank_reviews(*config);
    count_events(*events, rules);
    count_opinions(last_words(std::move(*said)), rules);
    Review review;
    review.name = config->installation.name;
    review.today = std::chrono::floor<Days>(wall_clock());
    review.years = years_of(history->releases);
    for (const auto& rule : config->rules) review.rules.push_back(rules.at(rule.id));
    review.definitions = history->blank.graph.indicators();
    auto indicators = review_indicators(history->blank.graph, config->rules, history->releases);
    if (!indicators) return tl::unexpected(indicators.error());
    review.indicators = std::move(*indicators);
    return review;
}

ordered_json json_of(const RuleReview& rule, double years)
{
    ordered_json one{{"rule", rule.rule},
                     {"indicator", rule.indicator},
                     {"owner", rule.owner},
                     {"told", rule.told},
                     {"told_per_year", static_cast<double>(rule.told) / years},
                     {"withdrawn", rule.withdrawn},
                     {"withdrawn_per_year", static_cast<double>(rule.withdrawn) / years},
                     {"useful", rule.useful},
                     {"known", rule.known},
                     {"false_alarms", rule.false_alarms},
                     {"data_errors", rule.data_errors},
                     {"precision", nullptr},
                     {"review_by", nullptr}};
    if (rule.opinions() > 0)
        one["precision"] =
            static_cast<double>(rule.useful + rule.known) / static_cast<double>(rule.opinions());
    if (rule.review_by) one["review_by"] = to_string(*rule.review_by);
    return one;
}

ordered_json json_of(const IndicatorReview& indicator, Frame frame)
{
    constexpr std::array<std::string_view, 3> frames{"need", "resource", "neutral"};
    ordered_json one{{"indicator", indicator.indicator},
                     {"frame", frames[static_cast<std::size_t>(frame)]},
                     {"judged", indicator.judged},
                     {"cells", indicator.cells},
                     {"coverage", indicator.coverage},
                     {"lag_days", nullptr},
                     {"revised", indicator.revised},
                     {"small", indicator.small},
                     {"origin_alone", indicator.origin_alone},
                     {"alike", ordered_json::array()}};
    if (indicator.lag_days) one["lag_days"] = *indicator.lag_days;
    for (const auto& twin : indicator.twins) {
        ordered_json other{
            {"indicator", twin.indicator}, {"r", nullptr}, {"same_numerator", twin.same_numerator}};
        if (twin.r) other["r"] = *twin.r;
        one["alike"].push_back(std::move(other));
    }
    return one;
}

ordered_json json_of(const Review& review)
{
    ordered_json json{{"today", to_string(review.today)},
                      {"years", review.years},
                      {"rules", ordered_json::array()},
                      {"indicators", ordered_json::array()},
                      {"proposals", ordered_json::array()}};
    for (const auto& rule : review.rules) json["rules"].push_back(json_of(rule, review.years));
    for (std::size_t i = 0; i < review.indicators.size(); ++i)
        json["indicators"].push_back(json_of(review.indicators[i], review.definitions[i].frame));
    for (const auto& proposal : proposals_of(review))
        json["proposals"].push_back(
            {{"about", proposal.about}, {"de", proposal.what.de}, {"en", proposal.what.en}});
    return json;
}

void print(const ReviewPage& page)
{
    terminal::line(painted(Colour::bold, page.title));
    terminal::line(page.lead);
    for (const auto& table : page.tables) {
        terminal::line("\n" + painted(Colour::bold, table.heading));
        terminal::table(table.rows);
        if (!table.note.empty()) terminal::line(painted(Colour::faint, table.note));
    }
    terminal::line("\n" + painted(Colour::bold, page.proposals_heading));
    for (const auto& proposal : page.proposals) terminal::line("  – " + proposal);
}

} // namespace

int review_command(const CommandOptions& options, const std::string& format)
{
    const auto review = review_of(options);
    if (!review) return terminal::complain(review.error(), options.language);
    const auto page = review_page(*review, options.language);
    if (options.json)
        terminal::line(json_of(*review).dump(2));
    else if (format == "markdown")
        terminal::line(as_markdown(page));
    else if (format == "html")
        terminal::line(as_html(page, options.language));
    else
        print(page);
    return all_well;
}

} // namespace tuermer
