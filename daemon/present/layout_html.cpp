// SPDX-License-Identifier: EUPL-1.2
// The HTML part. The only home of mustache, which escapes everything it sets in.
#include "daemon/present/letter.hpp"
#include "daemon/present/templates.hpp"

#include <algorithm>
#include <kainjow/mustache.hpp>

namespace tuermer::present {

namespace {

using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::mustache;
using kainjow::mustache::partial;

// White on each is at least 7:1. A resource is as loud as a need; both carry their word.
const char* accent_of(Frame frame)
{
    switch (frame) {
    case Frame::need:
        return "#004f87";
    case Frame::resource:
        return "#005c43";
    case Frame::neutral:
        break;
    }
    return "#484848";
}

const char* const block_template =
    R"html(<{{tag}} style="margin: 20px 0 4px; font-size: 16px; line-height: 1.4">{{heading}}</{{tag}}>
{{#one}}<p style="margin: 0">{{.}}</p>
{{/one}}{{#several}}<ul style="margin: 0; padding: 0 0 0 20px">
{{#items}}<li style="margin: 0 0 4px">{{.}}</li>
{{/items}}</ul>
{{/several}})html";

data list_of(const std::vector<std::string>& lines)
{
    data items{list{}};
    for (const auto& line : lines) items.push_back(data{line});
    return items;
}

data data_of(const Block& block, const char* tag)
{
    data made;
    made.set("tag", tag);
    made.set("heading", block.heading);
    if (block.lines.size() == 1)
        made.set("one", list_of(block.lines));
    else if (!block.lines.empty()) {
        data several;
        several.set("items", list_of(block.lines));
        made.set("several", several);
    }
    return made;
}

data blocks_of(const std::vector<Block>& blocks, const char* tag)
{
    data made{list{}};
    for (const auto& block : blocks) made.push_back(data_of(block, tag));
    return made;
}

data data_of(const FigureRow& row, bool has_counts)
{
    data made;
    made.set("area", row.area);
    made.set("period", row.period);
    made.set("has_counts", has_counts);
    made.set("numerator", row.numerator);
    made.set("denominator", row.denominator);
    made.set("value", row.value);
    return made;
}

void set_figures(data& made, const Account& account, Language language)
{
    made.set("has_figures", !account.figures.empty());
    const bool has_counts = std::ranges::any_of(
        account.figures, [](const FigureRow& row) { return !row.numerator.empty(); });
    made.set("has_counts", has_counts);
    data rows{list{}};
    for (const auto& row : account.figures) rows.push_back(data_of(row, has_counts));
    made.set("figures", rows);
    made.set("figures_caption", say("Die Zahlen", "The figures").in(language));
    made.set("area_heading", say("Gebiet", "Area").in(language));
    made.set("period_heading", say("Zeitraum", "Period").in(language));
    made.set("numerator_heading", say("Anzahl", "Count").in(language));
    made.set("denominator_heading", say("von", "of").in(language));
    made.set("value_heading", say("Wert", "Value").in(language));
}

void set_picture(data& made, const Account& account)
{
    const bool drawn = account.picture && !account.picture->png.empty();
    made.set("has_png", drawn);
    made.set("no_png", account.picture.has_value() && !drawn);
    if (!account.picture) return;
    made.set("content_id", account.picture->content_id);
    made.set("alt", account.picture->alt);
    made.set("missing", account.picture->missing);
}

data data_of(const Account& account, Language language)
{
    data made;
    made.set("accent", accent_of(account.frame_kind));
    made.set("severity", account.severity);
    made.set("frame", account.frame);
    made.set("where", account.where);
    made.set("account_title", account.title);
    made.set("has_turn", !account.turn.empty());
    made.set("turn", account.turn);
    made.set("blocks", blocks_of(account.blocks, "h3"));
    set_figures(made, account, language);
    set_picture(made, account);
    made.set("has_command", !account.command.empty());
    made.set("command_label", say("Nachvollziehen mit", "Retrace it with").in(language));
    made.set("command", account.command);
    return made;
}

data data_of(const Letter& letter)
{
    data made;
    made.set("language", letter.language == Language::de ? "de" : "en");
    made.set("subject", letter.subject);
    made.set("title", letter.title);
    made.set("opening", list_of(letter.opening));
    data accounts{list{}};
    for (const auto& account : letter.accounts)
        accounts.push_back(data_of(account, letter.language));
    made.set("accounts", accounts);
    made.set("letter_blocks", blocks_of(letter.blocks, "h2"));
    made.set("has_closing", !letter.closing.empty());
    made.set("closing", list_of(letter.closing));
    made.set("footer", list_of(letter.footer));
    made.set("block", partial([] { return std::string(block_template); }));
    return made;
}

} // namespace

std::string lay_out_html(const Letter& letter)
{
    mustache page{letter_template};
    return page.render(data_of(letter));
}

} // namespace tuermer::present
