// SPDX-License-Identifier: EUPL-1.2
// The tests that a release passes when it has been read and before its figures are taken up: can
// they be right at all? What is in doubt is kept apart until a person or a rule lets it in; the
// figures in force stay. After Q1 to Q3 of the field's list: recomputed and published rates, copied
// columns, shares that no longer add up, layouts, new signs.
#pragma once

#include "rules/base/settings.hpp"
#include "rules/indicators/graph.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

enum class QualityCheck : std::uint8_t {
    duplicates, // two different figures for one cell
    layout,     // groups that vanished, far fewer cells than are in force
    keys,       // codes never seen before
    signs,      // signs never seen before
    copied,     // a column is that of the period before
    jump,       // a whole column moved the same way by a large factor
    parts,      // parts and their whole, or shares and 100
    recomputed, // what is published against what is computed
};
std::string_view code_of(QualityCheck check); // "duplicates", "layout" …: stable
std::optional<QualityCheck> quality_check_of(std::string_view code);
Text title_of(QualityCheck check);

// What becomes of figures in doubt: nothing, they are taken up and the role statistics is told, or
// they are held as well.
enum class OnDoubt : std::uint8_t { off, tell, hold };

// One test with its settings. Of the checks `parts` and `recomputed` a measure may have several; of
// the others exactly one judges it: that which names it, else its source, else all.
struct QualityRule {
    enum class Reach : std::uint8_t { everything, source, measure };

    std::string id; // of those that need no configuration: the check's code
    Text title;
    QualityCheck check = QualityCheck::duplicates;
    Reach reach = Reach::everything;
    std::vector<std::string> measures; // empty: all
    OnDoubt then = OnDoubt::hold;
    bool accept_repeated = false; // the same figures in the next release let them in
    std::optional<std::chrono::days> accept_after;

    double share = 0.9;               // of a column's rows (of layout: of the cells in force)
    std::size_t rows = 10;            // a column with fewer is not judged by copied and jump
    double factor = 5;                // jump
    std::string dimension, whole;     // parts: over which, and the code of their whole …
    std::optional<double> adds_to;    // … or the number they add up to
    double rounded_to = 1;            // parts: the publisher's rounding of counts
    std::optional<double> within;     // parts, recomputed: what is still well
    std::string indicator, published; // recomputed: an indicator's value, and the measure beside it
    Place place;
};
// Those that need no configuration: one for each check but `recomputed`. That of `parts` judges
// shares in percent that added up to 100 until now.
const std::vector<QualityRule>& usual_quality_rules();

class QualityRules {
public:
    QualityRules() : QualityRules(std::vector<QualityRule>{}) {}
    explicit QualityRules(std::vector<QualityRule> written);

    // Never null; may be `off`. Not for `parts` and `recomputed`.
    const QualityRule* of(QualityCheck check, std::string_view measure) const;
    std::vector<const QualityRule*> all_of(QualityCheck check, std::string_view measure) const;
    std::vector<const QualityRule*> all_of(QualityCheck check) const;
    const QualityRule* find(std::string_view id) const;

private:
    std::vector<QualityRule> rules_; // the usual ones first
};

// A row that shows what was found. `other`: what it is held against (the figure before, the whole,
// the computed one, the second of two).
struct DoubtfulRow {
    std::string key; // "area=03153 nationality=foreign"
    double now = 0;
    std::optional<double> other;
    bool operator==(const DoubtfulRow&) const = default;
};

struct Doubt {
    QualityCheck check = QualityCheck::duplicates;
    std::string rule;
    FigureColumn column; // what is in doubt, the smallest unit that can honestly be kept apart
    OnDoubt then = OnDoubt::hold;
    Text found; // figures only in the rows, where they can be protected
    std::vector<DoubtfulRow> rows;
    Unit unit;           // of the rows' figures
    std::string figures; // digest of what is in doubt: the same again is the same doubt
    static constexpr std::size_t most_rows = 5;
    bool operator==(const Doubt&) const = default;
};

// What is doubtful about a release, before it is taken up, in the order of measures and periods.
// - A measure of which nothing is in force yet has nothing to be compared with: only duplicates,
//   parts and recomputed are looked at, and only its newest period is held. What has been public
//   for years is told; to hold it would leave a new installation empty.
// - copied and jump look at columns that are new or rewritten (at least half of their figures are
//   others than those in force). A column in force is not judged once more because one cell of it
//   was corrected.
// - A jump that was let in and is taken back, the column coming near the one before it again, is
//   no other jump.
// - parts and recomputed look at every group, or cell, that is new or changed, in any period;
//   recomputed also at published figures in force when what they are computed from arrives. Then
//   the inputs are in doubt: held where their column is new or rewritten, told where it is only
//   corrected.
// - layout, keys and signs look at the delivery as a whole, against the figures in force.
// Blocks that no measure or dimension fits are left to Graph::absorb, which refuses them.
std::vector<Doubt> screen(const Graph& in_force, const Release& release, const QualityRules& rules);

// The digest of a release's column, as in Doubt::figures; empty when it has none.
std::string figures_digest(const Release& release, const FigureColumn& column);

} // namespace tuermer
