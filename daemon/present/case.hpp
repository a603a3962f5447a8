// SPDX-License-Identifier: EUPL-1.2
// One event as its reader may see it, with all that the sentences about it need, looked up once.
#pragma once

#include "daemon/present/letter.hpp"

namespace tuermer::present {

struct Case {
    const Event* event = nullptr; // redacted
    bool hidden = false;          // some figures are protected
    int threshold = 0;            // counts below it are hidden from this reader
    const Knowledge* knowledge = nullptr;
    Language language = Language::de;

    const Rule* rule = nullptr; // the configuration may have changed: may be absent
    const Indicator* indicator = nullptr;
    std::optional<IndicatorId> indicator_id;
    Unit unit;
    double per = 1;

    const Assessment* main = nullptr; // the test that carries the message
    const Figure* now = nullptr;
    const Figure* reference = nullptr;
    const Figure* comparison_now = nullptr;
    const Figure* comparison_reference = nullptr;
    const Assessment* comparison = nullptr; // the test that knows another area's own change

    std::string in(const Text& text) const { return text.in(language); }
    // say(), straight in the reader's language.
    template <class... Arguments>
    std::string say(fmt::format_string<Arguments...> de, fmt::format_string<Arguments...> en,
                    Arguments&&... arguments) const
    {
        const auto& sentence = language == Language::de ? de : en;
        return fmt::vformat(sentence, fmt::make_format_args(arguments...));
    }
    std::string area() const; // name of the event's own area
    std::string title() const;
    std::string level(double value) const; // in the indicator's unit
};
// `event` and `knowledge` outlive the case.
Case case_of(const Event& event, bool hidden, int threshold, const Knowledge& knowledge,
             Language language);

// Whether the test holds the figure against another group's or area's, not against its own past.
bool compares_rows(const Assessment& assessment);
// "48 von 124 (38,7 %)", "3,87 %", or the reason why nothing is said.
std::string figure_text(const Case& c, const Figure& figure);
// "52 von 263 in 2021–2023 zusammen (19,8 %)".
std::string reference_text(const Case& c, const Figure& figure);
// "des Mittels der drei Jahre davor", "the mean of the three years before".
std::string reference_genitive(const Case& c, const Figure& figure);
// Own change in the main test's scale: what the subject itself did, also where the test compares.
std::optional<double> own_change(const Case& c);
// How many times the reference the value is; nothing where that says little.
std::optional<double> factor_of(const Case& c);

// What changed; compared with what; how sure; what else; what it does not say; who might look.
std::vector<Block> blocks_of(const Case& c);
Block changed(const Case& c);
Block compared(const Case& c);
Block certain(const Case& c);
Block otherwise(const Case& c);
Block unsaid(const Case& c);
Block readers(const Case& c);
// What became of an earlier message: resolved, withdrawn, escalated …; empty for a new one.
std::string turn_text(const Case& c);
// The public headline, with protected figures said to be protected.
std::string headline(const Event& redacted, bool hidden, const Knowledge& knowledge,
                     Language language);
std::vector<FigureRow> rows_of(const Case& c);

// The indicator's course up to the event, as far as this reader may see it; nothing when a figure
// of the event itself is hidden, or when there is no course to show.
std::optional<Chart> chart_of(const Case& c);
std::string alt_text(const Chart& chart, const Case& c);

} // namespace tuermer::present
