// SPDX-License-Identifier: EUPL-1.2
// What is said of a figure that was held against its own expectation: how much was expected and
// where a single figure stands out, since when, what season and trend contribute, how sure.
#pragma once

#include "rules/detectors/row_scores.hpp"

namespace tuermer {

// A run of periods that lie on one side of what was expected.
struct Excess {
    int first = 0;     // position
    int periods = 0;   // with a figure
    double amount = 0; // seen minus expected: cases together; plain figures on average
    bool in_cases = false;
};
// From a position to the newest.
Excess excess_since(RowScores& scores, int first);

// Where a single figure begins to stand out, in the indicator's unit.
double single_limit(RowScores& scores, int at);

// "Zu erwarten waren 24,1 %; eine einzelne Zahl fällt ab 33,2 % auf."
Text expected_sentence(RowScores& scores, int at);
// "Seit Mai 2024 (3 Zeiträume) sind es zusammen 34 Fälle mehr, als zu erwarten war." Nothing of a
// single period.
Text since_sentence(RowScores& scores, const Excess& excess);
// "Jahreszeit: +12 %; Trend: −3,1 % im Jahr. Gelernt aus 60 Zeiträumen …"
Text parts_sentence(RowScores& scores, int at);
// "Die Zahl ist vorläufig: erst etwa 60 % der Fälle …" Nothing of a figure that is all in.
Text incomplete_sentence(const RowSeries& series, int at);
// "Ohne Veränderung käme das in etwa einem von 400 Zeiträumen vor." Nothing of a usual figure.
Text sure_sentence(double p_value);

// Adds the row's own figures, expectation and reference to an assessment.
void describe_row(Assessment& assessment, const RowSeries& series);
void describe_expectation(Assessment& assessment, RowScores& scores, int at);

Text joined(const std::vector<Text>& sentences);

} // namespace tuermer
