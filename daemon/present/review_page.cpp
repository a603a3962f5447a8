// SPDX-License-Identifier: EUPL-1.2
#include "daemon/present/review_page.hpp"

#include "daemon/present/present.hpp"
#include "daemon/present/words.hpp"

#include <algorithm>

namespace tuermer {

namespace {

struct Wording {
    Language language;

    std::string in(const char* de, const char* en) const
    {
        return language == Language::de ? de : en;
    }
    std::string percent(double share) const { return number_text(100 * share, 0, language) + " %"; }
    std::string decimal(double value) const { return number_text(value, 1, language); }
};

// Useful and known: what was told was true.
std::string precision(const RuleReview& rule, const Wording& words)
{
    if (rule.opinions() == 0) return "–";
    return words.percent(static_cast<double>(rule.useful + rule.known) /
                         static_cast<double>(rule.opinions()));
}

PageTable rules_table(const Review& review, const Wording& words)
{
    PageTable table;
    table.heading = words.in("Regeln", "Rules");
    table.note = words.in("zutreffend: Anteil der Rückmeldungen, die nützlich oder bekannt sagen",
                          "true: share of the answers that say useful or known");
    table.rows.push_back(
        words.language == Language::de
            ? std::vector<std::string>{"Regel", "Meldungen im Jahr", "zurückgenommen im Jahr",
                                       "Rückmeldungen", "zutreffend", "Fehlalarm", "Datenfehler",
                                       "Überprüfung"}
            : std::vector<std::string>{"rule", "messages a year", "withdrawn a year", "answers",
                                       "true", "false alarm", "data error", "review"});
    for (const auto& rule : review.rules)
        table.rows.push_back({rule.rule,
                              words.decimal(static_cast<double>(rule.told) / review.years),
                              words.decimal(static_cast<double>(rule.withdrawn) / review.years),
                              std::to_string(rule.opinions()), precision(rule, words),
                              std::to_string(rule.false_alarms), std::to_string(rule.data_errors),
                              rule.review_by ? to_string(*rule.review_by) : "–"});
    return table;
}

std::string twins_of(const IndicatorReview& indicator, const Wording& words)
{
    std::string all;
    for (const auto& twin : indicator.twins) {
        all += (all.empty() ? "" : "; ") + twin.indicator;
        if (twin.r) all += " (r = " + number_text(*twin.r, 2, words.language) + ")";
        if (twin.same_numerator) all += words.in(" (gleicher Zähler)", " (same numerator)");
    }
    return all.empty() ? "–" : all;
}

PageTable indicators_table(const Review& review, const Wording& words)
{
    PageTable table;
    table.heading = words.in("Indikatoren", "Indicators");
    table.note = words.in(
        "über alle Gebiete und Zeiträume zusammen; Verzug: Tage vom Ende des Zeitraums bis zur "
        "Veröffentlichung; kleine Zahlen: Zählungen von 1 bis 4 oder zu kleiner Nenner; ähnlich: "
        "Änderungen von Zeitraum zu Zeitraum mit |r| > 0,9, oder gleicher Zähler",
        "of all areas and periods together; lag: days from the end of a period to its publication; "
        "small numbers: counts from 1 to 4 or too small a denominator; alike: changes from period "
        "to period with |r| > 0.9, or the same numerator");
    table.rows.push_back(words.language == Language::de
                             ? std::vector<std::string>{"Indikator", "Rahmen", "vollständig",
                                                        "Verzug", "berichtigt", "kleine Zahlen",
                                                        "ähnlich"}
                             : std::vector<std::string>{"indicator", "frame", "complete", "lag",
                                                        "corrected", "small numbers", "alike"});
    for (std::size_t i = 0; i < review.indicators.size(); ++i) {
        const auto& indicator = review.indicators[i];
        if (!indicator.judged) continue;
        table.rows.push_back({indicator.indicator,
                              present::title_of(review.definitions[i].frame).in(words.language),
                              words.percent(indicator.coverage),
                              indicator.lag_days ? std::to_string(*indicator.lag_days) : "–",
                              words.percent(indicator.revised), words.percent(indicator.small),
                              twins_of(indicator, words)});
    }
    return table;
}

PageTable balance_table(const Review& review, const Wording& words)
{
    std::size_t judged = 0, origin = 0;
    std::map<Frame, std::size_t> frames;
    for (std::size_t i = 0; i < review.indicators.size(); ++i) {
        if (!review.indicators[i].judged) continue;
        ++judged;
        ++frames[review.definitions[i].frame];
        origin += review.indicators[i].origin_alone ? 1U : 0U;
    }
    const auto of_all = [&](std::size_t part) {
        const auto share =
            judged == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(judged);
        return fmt::format("{} ({})", part, words.percent(share));
    };
    PageTable table;
    table.heading = words.in("Gleichgewicht", "Balance");
    table.rows = {
        {words.in("beurteilte Indikatoren", "judged indicators"), std::to_string(judged)}};
    for (const auto frame : {Frame::need, Frame::resource, Frame::neutral})
        table.rows.push_back({present::title_of(frame).in(words.language), of_all(frames[frame])});
    table.rows.push_back({words.in("unterscheidet Gruppen allein nach der Herkunft",
                                   "tells groups apart by origin alone"),
                          of_all(origin)});
    return table;
}

// What would be markup in a cell.
std::string escaped(const std::string& text, std::string_view special,
                    const std::vector<std::string>& instead)
{
    std::string safe;
    for (const char c : text) {
        const auto at = special.find(c);
        safe += at == std::string_view::npos ? std::string(1, c) : instead[at];
    }
    return safe;
}

std::string in_markdown(const std::string& text)
{
    return escaped(text, "|_*", {"\\|", "\\_", "\\*"});
}

std::string in_html(const std::string& text)
{
    return escaped(text, "&<>\"", {"&amp;", "&lt;", "&gt;", "&quot;"});
}

constexpr const char* html_head = R"html(<!DOCTYPE html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{}</title>
<style>
body {{ font: 16px/1.5 sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; background: #fff; }}
table {{ border-collapse: collapse; width: 100%; }}
caption {{ text-align: left; color: #4d4d4d; padding-bottom: .5em; }}
th, td {{ border-bottom: 1px solid #c8c8c8; padding: .3em .6em; text-align: left; vertical-align: top; }}
</style>
</head>
<body>
)html";

std::string html_row(const std::vector<std::string>& row, bool is_head)
{
    std::string html = "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto* opening = is_head  ? "<th scope=\"col\">"
                              : i == 0 ? "<th scope=\"row\">"
                                       : "<td>";
        html += opening + in_html(row[i]) + (is_head || i == 0 ? "</th>" : "</td>");
    }
    return html + "</tr>\n";
}

} // namespace

ReviewPage review_page(const Review& review, Language language)
{
    const Wording words{language};
    ReviewPage page;
    page.title = say("Fortschreibung: {}", "Review: {}", review.name.in(language)).in(language);
    page.lead =
        say("Stand {}. Was die Regeln in {} Jahren getan haben, was davon zurückgemeldet wurde, "
            "und "
            "wie es um die Indikatoren steht. Die Vorschläge sind Fragen; entschieden wird von "
            "Menschen.",
            "As of {}. What the rules did in {} years, what people said of it, and how the "
            "indicators are. The proposals are questions; people decide.",
            to_string(review.today), words.decimal(review.years))
            .in(language);
    page.tables = {rules_table(review, words), indicators_table(review, words),
                   balance_table(review, words)};
    page.proposals_heading = words.in("Vorschläge", "Proposals");
    for (const auto& proposal : proposals_of(review))
        page.proposals.push_back((proposal.about.empty() ? "" : proposal.about + ": ") +
                                 proposal.what.in(language));
    if (page.proposals.empty()) page.proposals.push_back(words.in("keine", "none"));
    return page;
}

std::string as_markdown(const ReviewPage& page)
{
    auto text = "# " + page.title + "\n\n" + page.lead + "\n";
    for (const auto& table : page.tables) {
        text += "\n## " + table.heading + "\n\n";
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            text += "|";
            for (const auto& cell : table.rows[i]) text += " " + in_markdown(cell) + " |";
            text += "\n";
            if (i != 0) continue;
            text += "|";
            for (std::size_t column = 0; column < table.rows[i].size(); ++column) text += "---|";
            text += "\n";
        }
        if (!table.note.empty()) text += "\n" + table.note + "\n";
    }
    text += "\n## " + page.proposals_heading + "\n\n";
    for (const auto& proposal : page.proposals) text += "- " + proposal + "\n";
    return text;
}

std::string as_html(const ReviewPage& page, Language language)
{
    auto html = fmt::format(html_head, language == Language::de ? "de" : "en", in_html(page.title));
    html += "<h1>" + in_html(page.title) + "</h1>\n<p>" + in_html(page.lead) + "</p>\n";
    for (const auto& table : page.tables) {
        html += "<h2>" + in_html(table.heading) + "</h2>\n<table>\n";
        if (!table.note.empty()) html += "<caption>" + in_html(table.note) + "</caption>\n";
        for (std::size_t i = 0; i < table.rows.size(); ++i) html += html_row(table.rows[i], i == 0);
        html += "</table>\n";
    }
    html += "<h2>" + in_html(page.proposals_heading) + "</h2>\n<ul>\n";
    for (const auto& proposal : page.proposals) html += "<li>" + in_html(proposal) + "</li>\n";
    return html + "</ul>\n</body>\n</html>\n";
}

} // namespace tuermer
