// SPDX-License-Identifier: EUPL-1.2
// Test "quality": can these figures be right at all? What is computed here against what was
// published, parts against their whole, a column that is a copy of the one before it, a column that
// jumped as a whole. A doubt about figures, never a finding about people.
#include "rules/detectors/amount.hpp"
#include "rules/detectors/observed.hpp"
#include "rules/detectors/other_indicator.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/statistics/consistency.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

constexpr std::size_t fewest_rows = 10;  // fewer agree, or move together, by chance
constexpr double usual_share = 0.9;      // of a column
constexpr double usual_difference = 0.2; // percentage points between computed and published
constexpr double usual_jump = 20;        // percent

enum class Check : std::uint8_t { recomputed, parts, copied, jump };

struct QualitySettings {
    Check check = Check::recomputed;
    OtherIndicator published;      // recomputed
    std::string dimension, whole;  // parts: over which, and the code of their whole …
    std::optional<double> adds_to; // … or the number they add up to
    double rounded_to = 1;
    std::optional<double> within; // recomputed, parts: what is still well
    double share = usual_share;   // copied, jump: of the column's rows
    double jump = usual_jump;     // percent
};

class QualityDetector final : public Detector {
public:
    explicit QualityDetector(QualitySettings settings) : settings_(std::move(settings)) {}

    int look_back() const override { return looks_at_column() ? 1 : 0; }
    bool compares_rows() const override { return settings_.check != Check::recomputed; }
    std::vector<std::string> other_indicators() const override
    {
        if (settings_.check != Check::recomputed) return {};
        return {settings_.published.id};
    }
    double lowest_limit() const override
    {
        return looks_at_column() ? 100 * settings_.share : settings_.within.value_or(0);
    }
    Assessment assess(const Sight& sight) const override;

private:
    bool looks_at_column() const
    {
        return settings_.check == Check::copied || settings_.check == Check::jump;
    }
    Text recomputed(Assessment& assessment, const Sight& sight) const;
    Text parts(Assessment& assessment, const Sight& sight) const;
    Text column(Assessment& assessment, const Sight& sight) const;
    double tolerance(std::size_t parts) const;

    QualitySettings settings_;
};

// A doubt is there or not: nothing lies in between.
void doubt(Assessment& assessment, double measured, double limit, bool doubted)
{
    assessment.measured = measured;
    assessment.limit = assessment.clear = limit;
    assessment.truth.fill(doubted ? Truth::yes : Truth::no);
}

Text QualityDetector::recomputed(Assessment& assessment, const Sight& sight) const
{
    const auto published = sight.in_indicator(settings_.published.id);
    if (!published) return no_row_in(settings_.published);
    const Acceptance anything{true, {}}, theirs{true, settings_.published.title};
    const auto own = read_now(sight, anything), other = read_now(*published, theirs);
    assessment.figures = {own.figure, other.figure};
    if (!own.unknown.empty()) return own.unknown;
    if (!other.unknown.empty()) return other.unknown;
    const double apart = std::abs(own.value - other.value), limit = *settings_.within;
    doubt(assessment, apart, limit, apart > limit);
    const auto& unit = sight.panels().value.unit();
    const auto here = level_text(own.value, unit), there = level_text(other.value, unit);
    assessment.expected = own.value;
    assessment.finding =
        weave("Aus den Zählwerten errechnet sich {}, veröffentlicht ist {} („{}“); zulässig ist "
              "ein Unterschied bis {}.",
              "The counts give {}, published is {} (“{}”); a difference of up to {} is allowed.",
              here, there, settings_.published.title, plain_number(limit));
    return {};
}

// Each part and their whole may be off by half a step of the publisher's rounding.
double QualityDetector::tolerance(std::size_t parts) const
{
    if (settings_.within) return *settings_.within;
    return statistics::rounding_of_sum(parts + (settings_.adds_to ? 0 : 1), settings_.rounded_to);
}

Text QualityDetector::parts(Assessment& assessment, const Sight& sight) const
{
    const auto& keys = sight.panels().value.keys();
    const auto dimension = keys.dimension(settings_.dimension);
    if (!dimension)
        return weave("{}: kein Merkmal", "{}: no dimension",
                     Text{settings_.dimension, settings_.dimension});
    double sum = 0, whole = settings_.adds_to.value_or(0);
    std::size_t count = 0;
    bool has_whole = settings_.adds_to.has_value();
    for (const auto& code : keys.codes_of(*dimension)) {
        const auto row = sight.beside({{settings_.dimension, std::string(code)}});
        if (!row) continue;
        const auto found = read_now(*row, {true, {}});
        if (!found.unknown.empty())
            return weave("{}={}: {}", "{}={}: {}", Text{settings_.dimension, settings_.dimension},
                         Text{std::string(code), std::string(code)}, found.unknown);
        assessment.figures.push_back(found.figure);
        const bool is_whole = !settings_.adds_to && code == settings_.whole;
        has_whole = has_whole || is_whole;
        if (is_whole) whole = found.value;
        sum += is_whole ? 0 : found.value;
        count += is_whole ? 0 : 1;
    }
    if (!has_whole || count < 2)
        return {"Teile und Ganzes sind nicht beide da", "parts and whole are not both there"};
    const double apart = std::abs(sum - whole), limit = tolerance(count);
    doubt(assessment, apart, limit, statistics::disagree(sum, whole, limit));
    assessment.expected = whole;
    assessment.finding =
        weave("Die Teile ergeben {}, das Ganze ist {}; zulässig ist ein Unterschied bis {}.",
              "The parts add up to {}, the whole is {}; a difference of up to {} is allowed.",
              plain_number(sum), plain_number(whole), plain_number(limit));
    return {};
}

statistics::ColumnMoves moves_of_column(const Sight& sight, double jump)
{
    statistics::ColumnMoves moves;
    const auto rows = sight.panels().value.rows();
    for (std::uint32_t row = 0; row < rows; ++row) {
        const auto one = sight.at_row(row);
        const auto now = one.value(sight.period()), before = one.value(sight.period() - 1);
        if (now.has_value() && before.has_value()) moves.add(before.value, now.value, {jump, jump});
    }
    return moves;
}

Text QualityDetector::column(Assessment& assessment, const Sight& sight) const
{
    const auto own = read_now(sight, {true, {}});
    assessment.figures.push_back(own.figure);
    if (!sight.value(sight.period()).has_value()) return own.unknown;
    const auto moves = moves_of_column(sight, settings_.jump);
    if (moves.rows < fewest_rows)
        return say(
            "zu wenige Zeilen: {} haben jetzt und davor einen Wert, mindestens {} sind nötig",
            "too few rows: {} have a figure now and before, at least {} are needed", moves.rows,
            fewest_rows);
    const bool copied = settings_.check == Check::copied;
    const auto most = copied ? moves.same : moves.most_moved();
    const double share = 100 * moves.share(most);
    doubt(assessment, share, 100 * settings_.share, share >= 100 * settings_.share);
    assessment.scale = Scale::percent;
    const auto of = plain_number(static_cast<double>(most)),
               rows = plain_number(static_cast<double>(moves.rows));
    const Text way =
        copied
            ? Text{"genau den Wert des Zeitraums davor", "exactly the figure of the period before"}
        : moves.up >= moves.down
            ? weave("einen um mindestens {} % höheren Wert als davor",
                    "a figure at least {} % higher than before", plain_number(settings_.jump))
            : weave("einen um mindestens {} % niedrigeren Wert als davor",
                    "a figure at least {} % lower than before", plain_number(settings_.jump));
    assessment.finding = weave("In dieser Spalte haben {} von {} Zeilen {}.",
                               "In this column {} of {} rows have {}.", of, rows, way);
    return {};
}

Assessment QualityDetector::assess(const Sight& sight) const
{
    Assessment assessment;
    assessment.test = "quality";
    assessment.against = {"die Stimmigkeit der Zahlen", "the figures' consistency"};
    const bool points =
        sight.panels().value.unit().pure() && sight.panels().value.unit().scale == 0.01;
    if (points) assessment.scale = Scale::points;
    if (settings_.check == Check::recomputed)
        assessment.reason = recomputed(assessment, sight);
    else if (settings_.check == Check::parts)
        assessment.reason = parts(assessment, sight);
    else
        assessment.reason = column(assessment, sight);
    return assessment;
}

void read_published(Settings& settings, const DetectorContext& context, QualitySettings& read)
{
    read.published = read_other_indicator(settings, "against", context);
    const bool percent = context.unit.pure() && context.unit.scale == 0.01;
    if (percent && !read.within) read.within = usual_difference;
    if (read.within) return;
    read.within = 0;
    settings.wrong("check", {"bei diesem Indikator muss dabeistehen, welcher Unterschied noch gut "
                             "ist: 'within'",
                             "with this indicator it must be said which difference is still well: "
                             "'within'"});
}

void read_parts(Settings& settings, const DetectorContext& context, QualitySettings& read)
{
    read.dimension = settings.need_text("over");
    read.whole = settings.text("whole").value_or("");
    read.adds_to = settings.number("adds_to");
    read.rounded_to = settings.number("rounded_to", {.min = 1, .max = 1e6}).value_or(1);
    const auto& known = context.dimensions;
    if (!known.empty() && !read.dimension.empty() &&
        std::ranges::find(known, read.dimension) == known.end())
        settings.wrong("over", weave("\"{}\" ist kein Merkmal dieses Indikators{}",
                                     "\"{}\" is no dimension of this indicator{}",
                                     Text{read.dimension, read.dimension},
                                     did_you_mean(read.dimension, known)));
    if (read.whole.empty() == !read.adds_to.has_value())
        settings.wrong("check", {"genau eines gehört dazu: 'whole', der Schlüssel des Ganzen, oder "
                                 "'adds_to', die Zahl, die herauskommen muss",
                                 "exactly one belongs to it: 'whole', the code of the whole, or "
                                 "'adds_to', the number that must come out"});
}

std::optional<double> read_within(Settings& settings, const DetectorContext& context)
{
    const auto text = settings.text("within");
    if (!text) return std::nullopt;
    const auto amount = parse_amount(*text, AmountKind::difference, context.unit);
    if (amount && *amount >= 0) return *amount;
    settings.wrong("within", amount ? Text{"ein zulässiger Unterschied ist nicht kleiner als 0",
                                           "an allowed difference is not below 0"}
                                    : amount.error());
    return 0;
}

} // namespace

std::unique_ptr<Detector> make_quality(Settings& settings, const DetectorContext& context)
{
    QualitySettings read;
    const auto check =
        settings.one_of("check", {"recomputed", "parts", "copied", "jump"}).value_or("");
    if (!settings.has("check"))
        settings.wrong("test", {"'check' fehlt: recomputed, parts, copied oder jump",
                                "'check' is missing: recomputed, parts, copied or jump"});
    if (check == "recomputed" || check == "parts") read.within = read_within(settings, context);
    if (check == "recomputed") read_published(settings, context, read);
    if (check == "parts") {
        read.check = Check::parts;
        read_parts(settings, context, read);
    }
    if (check == "copied" || check == "jump") {
        read.check = check == "copied" ? Check::copied : Check::jump;
        read.share = settings.number("share", {.min = 0.5, .max = 1}).value_or(usual_share);
    }
    if (check == "jump")
        read.jump = settings.number("percent", {.min = 1, .max = 1e6}).value_or(usual_jump);
    return std::make_unique<QualityDetector>(std::move(read));
}

} // namespace tuermer
