// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/composition.hpp"

#include "rules/detectors/spelling.hpp"

namespace tuermer {

namespace {

constexpr int drained_years = 3;
constexpr double worth_mentioning = 0.05; // of the stock
constexpr double fewest = 10;             // fewer are never named, whoever reads it

struct Drained {
    double left = 0, stock = 0;
    Period since;
};

// The numerators of the rate `drained_by` over three years, and its denominator in the first.
std::optional<Drained> drained(const Sight& leaving)
{
    const int periods = drained_years * periods_per_year(leaving.period().frequency());
    Drained found;
    found.since = leaving.period() - (periods - 1);
    const auto stock = leaving.denominator(found.since);
    if (!stock.has_value() || !(stock.value > 0)) return std::nullopt;
    found.stock = stock.value;
    for (int i = 0; i < periods; ++i) {
        const auto left = leaving.numerator(found.since + i);
        if (!left.has_value()) return std::nullopt;
        found.left += left.value;
    }
    return found;
}

} // namespace

std::optional<GateSay> composition_say(const Sight& sight)
{
    const auto leaving = sight.in_indicator(sight.indicator().drained_by);
    if (!leaving || !leaving->is_rate()) return std::nullopt;
    const auto found = drained(*leaving);
    if (!found || found->left <= worth_mentioning * found->stock) return std::nullopt;
    if (found->left < fewest || found->stock - found->left < fewest) return std::nullopt;
    const auto& title = leaving->indicator().title;
    const auto left = plain_number(found->left), stock = plain_number(found->stock),
               share = decimal(100 * found->left / found->stock, 1);
    return GateSay{"composition", GateSay::Effect::mentioned,
                   weave("In drei Jahren haben {} von anfangs {} ({} %, {}) diese Gruppe "
                         "verlassen, ohne fortzuziehen. Ein Teil der Veränderung kann daran "
                         "liegen, wer noch dazugehört.",
                         "In three years {} of {} at the beginning ({} %, {}) have left this group "
                         "without moving away. Part of the change may be a matter of who still "
                         "belongs to it.",
                         left, stock, share, title)};
}

} // namespace tuermer
