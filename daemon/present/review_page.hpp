// SPDX-License-Identifier: EUPL-1.2
// The yearly look at rules and indicators themselves, as a page: what they did, what people said of
// it, and proposals in words. No figure of any area appears, nobody is blamed, nothing is ranked.
#pragma once

#include "rules/review.hpp"

#include <string>
#include <vector>

namespace tuermer {

// What a rule did since the first publication, and what people said of it.
struct RuleReview {
    std::string rule, indicator, owner;
    std::size_t told = 0, withdrawn = 0; // episodes
    std::size_t useful = 0, known = 0, false_alarms = 0, data_errors = 0;
    std::optional<Date> review_by;

    std::size_t opinions() const { return useful + known + false_alarms + data_errors; }
};

struct Review {
    Text name; // of the installation
    Date today;
    double years = 1; // between the first publication and the last
    std::vector<RuleReview> rules;
    std::vector<IndicatorReview> indicators;
    std::vector<Indicator> definitions; // of the indicators, in their order
};

// A proposal, and what it is about: a rule, an indicator, or (empty) all of it.
struct Proposal {
    std::string about;
    Text what;
};
std::vector<Proposal> proposals_of(const Review& review);

// Rows of words under a heading; the first row is the head.
struct PageTable {
    std::string heading, note; // the note: how the columns are to be read
    std::vector<std::vector<std::string>> rows;
};
struct ReviewPage {
    std::string title, lead;
    std::vector<PageTable> tables;
    std::string proposals_heading;
    std::vector<std::string> proposals;
};
ReviewPage review_page(const Review& review, Language language);

std::string as_markdown(const ReviewPage& page);
std::string as_html(const ReviewPage& page, Language language);

} // namespace tuermer
