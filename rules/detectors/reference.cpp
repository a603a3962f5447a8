// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/reference.hpp"

#include "rules/detectors/amount.hpp"
#include "rules/detectors/spelling.hpp"

#include <array>

namespace tuermer {

namespace {

// Whoever looks back further than this has mistyped the span.
constexpr int longest_look_back = 1200;

struct FrequencyWords {
    Frequency frequency;
    std::string_view singular, plural;          // in `against`: "same month …", "same months …"
    Text previous, same_last_year, same_plural; // "der Vormonat", "derselbe Monat des Vorjahres" …
};

const FrequencyWords& words_of(Frequency frequency)
{
    static const std::array<FrequencyWords, 6> all{{
        {Frequency::year,
         "year",
         "years",
         {"das Vorjahr", "the year before"},
         {"das Vorjahr", "the year before"},
         {"Jahre", "years"}},
        {Frequency::school_year,
         "school year",
         "school years",
         {"das Schuljahr davor", "the school year before"},
         {"das Schuljahr davor", "the school year before"},
         {"Schuljahre", "school years"}},
        {Frequency::half,
         "half",
         "halves",
         {"das Halbjahr davor", "the half-year before"},
         {"dasselbe Halbjahr des Vorjahres", "the same half of the year before"},
         {"Halbjahre", "half-years"}},
        {Frequency::quarter,
         "quarter",
         "quarters",
         {"das Quartal davor", "the quarter before"},
         {"dasselbe Quartal des Vorjahres", "the same quarter of the year before"},
         {"Quartale", "quarters"}},
        {Frequency::month,
         "month",
         "months",
         {"der Vormonat", "the month before"},
         {"derselbe Monat des Vorjahres", "the same month of the year before"},
         {"Monate", "months"}},
        {Frequency::week,
         "week",
         "weeks",
         {"die Vorwoche", "the week before"},
         {"dieselbe Woche des Vorjahres", "the same week of the year before"},
         {"Wochen", "weeks"}},
    }};
    return all[static_cast<std::size_t>(frequency)];
}

// "Jahre": what a span counts, in the words of the indicator's own calendar where it can.
Text plural_of(Span span, Frequency frequency)
{
    switch (span.unit) {
    case Span::Unit::years:
        return words_of(frequency == Frequency::school_year ? frequency : Frequency::year)
            .same_plural;
    case Span::Unit::halves:
        return words_of(Frequency::half).same_plural;
    case Span::Unit::quarters:
        return words_of(Frequency::quarter).same_plural;
    case Span::Unit::months:
        return words_of(Frequency::month).same_plural;
    case Span::Unit::weeks:
        return words_of(Frequency::week).same_plural;
    case Span::Unit::periods:
        break;
    }
    return words_of(frequency).same_plural;
}

Text single_text(int back, Frequency frequency)
{
    const auto& words = words_of(frequency);
    const int yearly = periods_per_year(frequency);
    if (back == 1) return words.previous;
    if (back == yearly) return words.same_last_year;
    if (back % yearly == 0) {
        const auto years = count_word(back / yearly);
        return weave("der Wert {} Jahre zuvor", "the figure {} years before", years);
    }
    return weave("der Wert {} {} zuvor", "the figure {} {} before", count_word(back),
                 words.same_plural);
}

Text several_text(Reference::Kind kind, bool seasonal, Span span, Frequency frequency)
{
    const auto count = count_word(span.count), what = plural_of(span, frequency);
    const auto same = words_of(frequency).same_plural;
    const bool mean = kind == Reference::Kind::mean;
    if (kind == Reference::Kind::pooled && seasonal)
        return weave("dieselben {} der {} Jahre davor zusammen",
                     "the same {} of the {} years before, pooled", same, count);
    if (kind == Reference::Kind::pooled)
        return weave("die {} {} davor zusammen", "the {} {} before, pooled", count, what);
    if (seasonal && mean)
        return weave("das Mittel derselben {} der {} Jahre davor",
                     "the mean of the same {} of the {} years before", same, count);
    if (seasonal)
        return weave("der Median derselben {} der {} Jahre davor",
                     "the median of the same {} of the {} years before", same, count);
    if (mean)
        return weave("das Mittel der {} {} davor", "the mean of the {} {} before", count, what);
    return weave("der Median der {} {} davor", "the median of the {} {} before", count, what);
}

bool eat(std::string_view& text, std::string_view prefix)
{
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

Reference single(int back, Frequency frequency)
{
    return {Reference::Kind::single, {back}, 0, single_text(back, frequency)};
}

tl::unexpected<Text> wrong_calendar(std::string_view text, Frequency frequency)
{
    return tl::unexpected(weave("{}: passt nicht zu einem Indikator mit dem Takt {}; eine Spanne "
                                "wie \"1 y\" geht immer",
                                "{}: does not fit an indicator by {}; a span like \"1 y\" always "
                                "works",
                                say("\"{}\"", "\"{}\"", text), name_of(frequency)));
}

// The span's periods before the judged one: all of them, or one a year.
tl::expected<std::vector<int>, Text> periods_back(std::string_view text, Span span, bool seasonal,
                                                  Frequency frequency)
{
    const auto periods = periods_in(span, frequency);
    if (!periods) return wrong_calendar(text, frequency);
    const int step = seasonal ? periods_per_year(frequency) : 1;
    if (*periods < 1 || *periods > longest_look_back)
        return tl::unexpected(say("\"{}\": die Spanne muss zwischen 1 und {} Zeiträumen lang sein",
                                  "\"{}\": the span must be 1 to {} periods long", text,
                                  longest_look_back));
    std::vector<int> back;
    for (int n = step; n <= *periods; n += step) back.push_back(n);
    return back;
}

tl::expected<Reference, Text> several(std::string_view text, std::string_view rest,
                                      Reference::Kind kind, const DetectorContext& context)
{
    const auto& words = words_of(context.frequency);
    const bool seasonal = eat(rest, "of same ");
    if (seasonal && !eat(rest, words.plural) && !eat(rest, "periods"))
        return wrong_calendar(text, context.frequency);
    eat(rest, " ");
    const auto span = parse_span(rest);
    if (!span || (seasonal && span->unit != Span::Unit::years))
        return tl::unexpected(say("\"{}\": hier fehlt eine Spanne wie \"3 y\"",
                                  "\"{}\": a span like \"3 y\" is missing here", text));
    if (kind == Reference::Kind::pooled && !context.is_rate)
        return tl::unexpected(say("\"{}\": zusammenfassen (pooled) lässt sich nur, was Zähler und "
                                  "Nenner hat; nehmen Sie \"mean …\" oder \"median …\"",
                                  "\"{}\": only what has numerator and denominator can be pooled; "
                                  "use \"mean …\" or \"median …\"",
                                  text));
    auto back = periods_back(text, *span, seasonal, context.frequency);
    if (!back) return tl::unexpected(back.error());
    if (back->size() == 1) return single(back->front(), context.frequency);
    return Reference{kind, std::move(*back), 0,
                     several_text(kind, seasonal, *span, context.frequency)};
}

tl::expected<Reference, Text> same_last_year(std::string_view text, std::string_view rest,
                                             Frequency frequency)
{
    const auto& words = words_of(frequency);
    if (!eat(rest, words.singular) && !eat(rest, "period")) return wrong_calendar(text, frequency);
    if (rest != " last year")
        return tl::unexpected(say("\"{}\": gemeint ist wohl \"same {} last year\"",
                                  "\"{}\": did you mean \"same {} last year\"?", text,
                                  words.singular));
    return single(periods_per_year(frequency), frequency);
}

tl::expected<Reference, Text> fixed_value(std::string_view text, const DetectorContext& context)
{
    const auto value = parse_amount(text, AmountKind::level, context.unit);
    if (!value)
        return tl::unexpected(weave("{}: verstanden werden \"1 y\", \"same month last year\", "
                                    "\"pooled 3 y\", \"mean 3 y\", \"median of same months 5 y\" "
                                    "oder ein fester Wert ({})",
                                    "{}: understood are \"1 y\", \"same month last year\", "
                                    "\"pooled 3 y\", \"mean 3 y\", \"median of same months 5 y\" "
                                    "or a fixed value ({})",
                                    say("\"{}\"", "\"{}\"", text), value.error()));
    return Reference{
        Reference::Kind::fixed, {}, *value, say("der feste Wert {}", "the fixed value {}", text)};
}

} // namespace

tl::expected<Reference, Text> parse_reference(std::string_view text, const DetectorContext& context)
{
    auto rest = text;
    if (eat(rest, "pooled ")) return several(text, rest, Reference::Kind::pooled, context);
    if (eat(rest, "mean ")) return several(text, rest, Reference::Kind::mean, context);
    if (eat(rest, "median ")) return several(text, rest, Reference::Kind::median, context);
    if (eat(rest, "same ")) return same_last_year(text, rest, context.frequency);
    const auto span = parse_span(text);
    if (!span) return fixed_value(text, context);
    const auto periods = periods_back(text, *span, false, context.frequency);
    if (!periods) return tl::unexpected(periods.error());
    return single(periods->back(), context.frequency);
}

} // namespace tuermer
