// SPDX-License-Identifier: EUPL-1.2
// What a message says, before it takes a shape: text part and HTML part are two layouts of the same
// letter, so that both tell the same in the same order.
#pragma once

#include "daemon/present/present.hpp"

namespace tuermer::present {

// A heading and what stands below it; several lines are a list.
struct Block {
    std::string heading;
    std::vector<std::string> lines;
};

struct FigureRow {
    std::string area, period;
    std::string numerator, denominator; // empty for a plain value
    std::string value;
};

struct Picture {
    std::string alt;     // what the chart shows, in words
    std::string png;     // empty: it could not be drawn …
    std::string missing; // … and why
    std::string content_id, file_name;
};

// One event's part of a letter.
struct Account {
    std::string severity, frame; // words
    Frame frame_kind = Frame::neutral;
    std::string title, where; // "Landkreis Goslar, 2024"
    std::string turn;         // what became of an earlier message; empty for a new one
    std::vector<Block> blocks;
    std::vector<FigureRow> figures;
    std::optional<Picture> picture;
    std::string command; // "tuermer explain …"
};

struct Letter {
    Language language = Language::de;
    std::string subject;
    std::string title;
    std::vector<std::string> opening; // paragraphs
    std::vector<Account> accounts;
    std::vector<Block> blocks;
    std::vector<std::string> closing; // paragraphs
    std::vector<std::string> footer;  // source, licence, contact
};

// 76 columns, headings that end with a colon, lists with hyphens; lines end with LF.
std::string lay_out_text(const Letter& letter);
// One responsive column, inline CSS that takes the reader's own colours, no remote content.
std::string lay_out_html(const Letter& letter);

} // namespace tuermer::present
