// SPDX-License-Identifier: EUPL-1.2
// Values → words, pictures and mails. Pure: the same event gives the same bytes.
#pragma once

#include "rules/alerts/event.hpp"
#include "rules/consider.hpp"
#include "rules/quality/quality.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tuermer {

// Figures the way a language writes them (ICU): "1.234,5", "38,7 %", "+18,9 Prozentpunkte".
std::string number_text(double value, int decimals, Language language);
std::string signed_text(double value, int decimals, Language language); // "+9,3", "−1,2" (U+2212)
std::string date_text(Date date, Language language);                    // "17. Oktober 2025"
std::string value_text(double value, const Unit& unit, double per, Language language);

// Everything a mail needs beside the notice. Pointers outlive the call.
struct Surroundings {
    const Knowledge* knowledge = nullptr;
    std::string attribution, licence, url; // of the source
    std::string from, contact;             // "Türmer <…>"
    std::string domain;                    // right side of the Message-Id
    std::string thread;                    // Message-Id of the episode's first message, or empty
    Instant now;
    std::string version;
};

// One sentence per event for terminals and lists: "Signal · Bedarf: …, Kreis Goslar 2024: 38,7 %
// …".
std::string headline(const Event& event, const Knowledge& knowledge, Language language);

struct Composed {
    std::string message_id; // from the notice's events, recipient and kind
    std::string subject;
    std::string bytes; // RFC 5322, CR LF: text and HTML alternatives, the chart inline
    std::string text;  // the text part, for tests and terminals
    std::string html;
};
// The event figures are redacted for the recipient's role first.
Composed compose_signal_mail(const Notice& notice, const Recipient& recipient,
                             const Surroundings& surroundings);
// A source is in trouble (or well again): to the role `it`.
Composed compose_trouble_mail(const std::string& source, const Error& error,
                              const std::string& trouble_id, bool over, const Recipient& recipient,
                              const Surroundings& surroundings);

// Figures in doubt: to the role `statistics`, one message per delivery.
struct DoubtToTell {
    const Doubt* doubt = nullptr; // outlives the call
    Text title;                   // of the test that found it
};
Composed compose_doubt_mail(const std::string& source, const std::string& delivery,
                            const std::vector<DoubtToTell>& doubts, const Recipient& recipient,
                            const Surroundings& surroundings);
// A doubt in lines: where and what was found, then the rows that show it, as the role may see them.
std::vector<std::string> doubt_lines(const DoubtToTell& doubt, Role role,
                                     const Knowledge& knowledge, Language language);
// "personen_mit_titel 2023", "personen_mit_titel".
std::string column_text(const FigureColumn& column, Language language);

// What `explain` prints: everything, in words.
std::string explain_text(const Event& event, const Knowledge& knowledge, Language language,
                         const std::vector<std::string>& input_provenance);

// A line chart of the indicator's row, the comparison area's and the breaks.
struct ChartSeries {
    std::string label;
    std::vector<std::optional<double>> values; // one per period; a gap is drawn as a gap
};
struct Chart {
    std::string title, unit_label;
    std::vector<std::string> periods;                        // the axis's words
    std::vector<ChartSeries> series;                         // first one is the subject
    std::vector<std::pair<std::size_t, std::string>> breaks; // before this period
    std::optional<std::size_t> highlight;                    // whose value is written out
    int decimals = 1;
};
// PNG bytes, 1280 × 640 pixels, which is sharp at the 640 pixels a mail is wide; the same chart
// gives the same bytes. Fails without the font DejaVu Sans: without it the words would be silent
// boxes.
Result<std::string> draw_png(const Chart& chart, Language language);

} // namespace tuermer
