// SPDX-License-Identifier: EUPL-1.2
#include "rules/review.hpp"

#include "rules/formulas/formula.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tuermer {

namespace {

constexpr double smallest_count = 5;
constexpr double usual_denominator = 30; // where an indicator names none
constexpr std::uint32_t most_rows_compared = 500;

// One measure's publications.
struct PublicationCourse {
    std::size_t words = 0, corrections = 0;
    std::optional<Period> newest;
    std::vector<int> lags; // of each publication that brought a new period
};

bool is_new(const ChangedCell& cell)
{
    return cell.before.mark.missing() == Missing::not_yet && cell.now.has_value();
}

void follow(const Release& release, std::span<const ChangedCell> cells,
            std::map<PanelId, PublicationCourse>& courses)
{
    std::map<PanelId, Period> told;
    for (const auto& cell : cells) {
        auto& course = courses[cell.panel];
        if (is_new(cell)) {
            ++course.words;
            const auto [entry, first] = told.try_emplace(cell.panel, cell.period);
            if (!first) entry->second = std::max(entry->second, cell.period);
        } else if (cell.before.has_value()) {
            ++course.corrections;
        }
    }
    for (const auto& [panel, period] : told) {
        auto& course = courses[panel];
        if (course.newest && period <= *course.newest) continue;
        course.newest = period;
        const auto known = std::chrono::floor<std::chrono::days>(release.vintage.known_since);
        course.lags.push_back(static_cast<int>((known - period.last_day()).count()));
    }
}

// The slowest of its measures decides when an indicator is known.
std::optional<int> lag_of(const std::vector<PanelId>& inputs,
                          const std::map<PanelId, PublicationCourse>& courses)
{
    std::optional<int> slowest;
    for (const auto input : inputs) {
        const auto course = courses.find(input);
        if (course == courses.end() || course->second.lags.empty()) continue;
        auto lags = course->second.lags;
        std::ranges::sort(lags);
        slowest = std::max(slowest.value_or(lags[lags.size() / 2]), lags[lags.size() / 2]);
    }
    return slowest;
}

double revised_of(const std::vector<PanelId>& inputs,
                  const std::map<PanelId, PublicationCourse>& courses)
{
    std::size_t words = 0, corrections = 0;
    for (const auto input : inputs) {
        const auto course = courses.find(input);
        if (course == courses.end()) continue;
        words += course->second.words;
        corrections += course->second.corrections;
    }
    if (words == 0) return 0;
    return std::min(1.0, static_cast<double>(corrections) / static_cast<double>(words));
}

double share(std::size_t part, std::size_t whole)
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

bool is_small(const IndicatorView& panels, const Indicator& indicator, std::uint32_t row,
              Period period)
{
    const auto is_few = [&](const Panel& panel) {
        const double value = panel.at(row, period).value;
        return counts_things(panel.unit()) && value > 0 && value < smallest_count;
    };
    if (panels.numerator == nullptr) return is_few(panels.value);
    const double least =
        indicator.minimum_denominator > 0 ? indicator.minimum_denominator : usual_denominator;
    const bool counts = counts_things(panels.denominator->unit());
    return is_few(*panels.numerator) ||
           (counts && panels.denominator->at(row, period).value < least);
}

void count_cells(const IndicatorView& panels, const Indicator& indicator, IndicatorReview& review)
{
    std::size_t held = 0, small = 0;
    for (std::uint32_t row = 0; row < panels.value.rows(); ++row) {
        for (int column = 0; column < static_cast<int>(panels.value.columns()); ++column) {
            const auto period = panels.value.first() + column;
            ++review.cells;
            if (!panels.value.at(row, period).has_value()) continue;
            ++held;
            if (is_small(panels, indicator, row, period)) ++small;
        }
    }
    review.coverage = share(held, review.cells);
    review.small = share(small, held);
}

void collect_dimensions(const Expression& expression, std::set<std::string>& dimensions)
{
    for (const auto& condition : expression.conditions)
        if (condition.dimension != "area") dimensions.insert(condition.dimension);
    for (const auto& operand : expression.operands) collect_dimensions(*operand, dimensions);
}

// The dimensions by which its formulas and its rows tell groups apart.
std::set<std::string> told_apart_by(const Indicator& indicator, const Panel& value)
{
    std::set<std::string> dimensions;
    for (const auto* text : {&indicator.numerator, &indicator.denominator, &indicator.value})
        if (const auto parsed = parse_formula(*text); parsed)
            collect_dimensions(**parsed, dimensions);
    for (const auto& dimension : value.keys().dimensions())
        if (dimension != "area") dimensions.insert(dimension);
    return dimensions;
}

// Sums for a correlation, taken in one pass from the first pair on.
struct Pairs {
    std::size_t n = 0;
    double mean_a = 0, mean_b = 0, aa = 0, bb = 0, ab = 0;

    void add(double a, double b)
    {
        ++n;
        const double from_a = a - mean_a, from_b = b - mean_b;
        mean_a += from_a / static_cast<double>(n);
        mean_b += from_b / static_cast<double>(n);
        aa += from_a * (a - mean_a);
        bb += from_b * (b - mean_b);
        ab += from_a * (b - mean_b);
    }
    std::optional<double> r() const
    {
        if (n < fewest_changes || aa <= 0 || bb <= 0) return std::nullopt;
        return ab / std::sqrt(aa * bb);
    }
};

std::optional<double> change_at(const Panel& panel, std::uint32_t row, Period period)
{
    const auto now = panel.at(row, period), before = panel.at(row, period - 1);
    if (!now.has_value() || !before.has_value()) return std::nullopt;
    return now.value - before.value;
}

// How alike two figures move: rows with the same codes, over all periods both hold.
std::optional<double> correlation(const Panel& a, const Panel& b)
{
    if (a.frequency() != b.frequency() || a.empty() || b.empty()) return std::nullopt;
    if (a.keys().dimensions() != b.keys().dimensions()) return std::nullopt;
    Pairs pairs;
    const auto step = std::max<std::uint32_t>(1, a.rows() / most_rows_compared);
    for (std::uint32_t row = 0; row < a.rows(); row += step) {
        std::vector<std::string_view> codes;
        for (std::size_t i = 0; i < a.keys().dimensions().size(); ++i)
            codes.push_back(a.keys().code(row, i));
        const auto other = b.keys().find(codes);
        if (!other) continue;
        const auto first = std::max(a.first(), b.first()), last = std::min(a.last(), b.last());
        for (auto period = first; period <= last; period = period + 1) {
            const auto here = change_at(a, row, period), there = change_at(b, *other, period);
            if (here && there) pairs.add(*here, *there);
        }
    }
    return pairs.r();
}

void find_twins(const Graph& graph, std::vector<IndicatorReview>& reviews)
{
    const auto& indicators = graph.indicators();
    for (std::size_t i = 0; i < reviews.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            if (!reviews[i].judged || !reviews[j].judged) continue;
            const bool same = !indicators[i].numerator.empty() &&
                              indicators[i].numerator == indicators[j].numerator;
            const auto r = correlation(graph.panels(static_cast<IndicatorId>(i)).value,
                                       graph.panels(static_cast<IndicatorId>(j)).value);
            if (!same && (!r || std::abs(*r) <= nearly_the_same)) continue;
            reviews[i].twins.push_back({indicators[j].id, r, same});
            reviews[j].twins.push_back({indicators[i].id, r, same});
        }
}

} // namespace

Result<std::vector<IndicatorReview>> review_indicators(Graph graph, const std::vector<Rule>& rules,
                                                       std::span<const Release> releases)
{
    std::map<PanelId, PublicationCourse> courses;
    for (const auto& release : releases) {
        const auto cells = graph.absorb(release);
        if (!cells) return tl::unexpected(cells.error());
        follow(release, *cells, courses);
    }
    graph.update_all();
    std::vector<IndicatorReview> reviews;
    for (IndicatorId id = 0; id < graph.indicators().size(); ++id) {
        const auto& indicator = graph.indicators()[id];
        const auto panels = graph.panels(id);
        const auto inputs = graph.inputs_of(id);
        IndicatorReview review;
        review.indicator = indicator.id;
        review.judged = std::ranges::find(rules, indicator.id, &Rule::indicator) != rules.end();
        count_cells(panels, indicator, review);
        review.lag_days = lag_of(inputs, courses);
        review.revised = revised_of(inputs, courses);
        review.origin_alone =
            !indicator.concept_id.empty() && told_apart_by(indicator, panels.value).size() <= 1;
        reviews.push_back(std::move(review));
    }
    find_twins(graph, reviews);
    return reviews;
}

} // namespace tuermer
