// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/completeness.hpp"

#include "rules/detectors/amount.hpp"
#include "rules/detectors/spelling.hpp"

namespace tuermer {

namespace {

using statistics::Family;

// "60 %" as 0.6; nothing where it is no share above 0.
std::optional<double> parse_share(const std::string& text)
{
    const auto percent = parse_amount(text, AmountKind::level, Unit{{}, 0.01});
    if (!percent || !(*percent > 0 && *percent <= 100)) return std::nullopt;
    return *percent / 100;
}

void check_countable(Settings& settings, const DetectorContext& context,
                     std::optional<Family> model)
{
    const bool percent = context.unit.pure() && context.unit.scale == 0.01;
    const bool counted = model             ? *model == Family::count
                         : context.is_rate ? !percent
                                           : counts_things(context.unit);
    if (counted) return;
    settings.wrong("complete", {"nur bei Zählungen lässt sich sagen, wie viele Fälle noch fehlen; "
                                "bei Quoten in Prozent gehört model = \"counts\" dazu",
                                "only of counts can it be said how many cases are still to come; "
                                "with rates in percent goes model = \"counts\""});
}

} // namespace

std::vector<double> read_complete(Settings& settings, const DetectorContext& context,
                                  std::optional<Family> model)
{
    constexpr std::size_t most = 60;
    std::vector<double> shares;
    const auto written = settings.texts("complete");
    for (const auto& text : written) {
        const auto share = parse_share(text);
        const double before = shares.empty() ? 0 : shares.back();
        if (share && *share >= before && written.size() <= most) {
            shares.push_back(*share);
            continue;
        }
        settings.wrong(
            "complete",
            say("\"{}\": hier stehen bis zu {} Anteile von über 0 bis 100 %, der neueste "
                "Zeitraum zuerst, keiner kleiner als der vor ihm: [\"60 %\", \"90 %\"]",
                "\"{}\": here stand up to {} shares of more than 0 to 100 %, the newest "
                "period first, none smaller than the one before it: [\"60 %\", \"90 %\"]",
                text, most));
        return {};
    }
    if (!shares.empty()) check_countable(settings, context, model);
    return shares;
}

std::vector<double> read_complete_of_counts(Settings& settings, const DetectorContext& context)
{
    const auto model = settings.one_of("model", {"counts"});
    return read_complete(settings, context, model ? std::optional(Family::count) : std::nullopt);
}

std::optional<double> share_in(const Sight& sight, Period period, std::span<const double> complete)
{
    if (complete.empty()) return 1;
    const auto is_provisional = [&](Period at) {
        return sight.value(at).mark.status() == Status::provisional;
    };
    std::size_t run = 0;
    while (run <= complete.size() && is_provisional(period - static_cast<int>(run))) ++run;
    if (run == 0) return 1;
    if (run > complete.size()) return std::nullopt;
    return complete[complete.size() - run];
}

Text too_many_provisional(std::size_t shares)
{
    return weave("mehr Zeiträume hintereinander sind vorläufig, als 'complete' Anteile nennt ({}); "
                 "wie viel noch fehlt, ist nicht bekannt",
                 "more periods in a row are provisional than 'complete' has shares ({}); how much "
                 "is still to come is not known",
                 plain_number(static_cast<double>(shares)));
}

} // namespace tuermer
