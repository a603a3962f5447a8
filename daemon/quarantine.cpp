// SPDX-License-Identifier: EUPL-1.2
#include "daemon/quarantine.hpp"

#include "rules/base/digest.hpp"

#include <algorithm>
#include <set>

namespace tuermer {

namespace {

bool overlap(const FigureColumn& a, const FigureColumn& b)
{
    return a.measure == b.measure && (!a.period || !b.period || *a.period == *b.period);
}

bool keeps_apart(const RecordedDoubt& doubt)
{
    return doubt.state == DoubtState::held || doubt.state == DoubtState::refused;
}

class Admitting {
public:
    Admitting(const Release& release, std::span<const RecordedDoubt> open,
              const QualityRules& rules, Instant now)
        : release_(release), open_(open), rules_(rules), now_(now)
    {
    }

    Admission admit(std::vector<Doubt> found)
    {
        for (auto& doubt : found) look_at(std::move(doubt));
        for (const auto& earlier : open_)
            if (!known_again_.contains(earlier.number)) look_back_at(earlier);
        // What another doubt still holds was not taken up, whatever was decided about this one.
        for (auto& turn : admission_.turns)
            if (turn.taken) turn.taken = !is_held(turn.number);
        std::erase_if(admission_.turns, [](const DoubtTurn& turn) {
            return turn.state == DoubtState::accepted && !turn.taken;
        });
        std::ranges::sort(admission_.held);
        const auto again = std::ranges::unique(admission_.held);
        admission_.held.erase(again.begin(), again.end());
        return std::move(admission_);
    }

private:
    void look_at(Doubt doubt)
    {
        const auto earlier = std::ranges::find_if(open_, [&](const RecordedDoubt& other) {
            return other.doubt.check == doubt.check && other.doubt.column == doubt.column &&
                   other.doubt.figures == doubt.figures;
        });
        if (doubt.then == OnDoubt::tell && is_held_as_before(doubt.column.measure)) return;
        if (doubt.then != OnDoubt::hold || earlier == open_.end()) return note(std::move(doubt));
        known_again_.insert(earlier->number);
        const auto* rule = rules_.find(doubt.rule);
        const bool repeated = rule != nullptr && rule->accept_repeated;
        if (earlier->state == DoubtState::accepted)
            turn(*earlier, DoubtState::accepted, earlier->who, earlier->why, true);
        else if (earlier->state == DoubtState::held && repeated)
            turn(*earlier, DoubtState::accepted, doubt.rule, "when repeated", true);
        else
            admission_.held.push_back(doubt.column);
    }

    // What is odd about a measure that is held for its layout was told when that was.
    bool is_held_as_before(const std::string& measure) const
    {
        return std::ranges::any_of(open_, [&](const RecordedDoubt& earlier) {
            return earlier.doubt.column == FigureColumn{measure, std::nullopt} &&
                   known_again_.contains(earlier.number) && keeps_apart(earlier);
        });
    }

    // Not found doubtful any more, or refused once: refused figures never come in.
    void look_back_at(const RecordedDoubt& earlier)
    {
        const bool same = earlier.doubt.column.period &&
                          figures_digest(release_, earlier.doubt.column) == earlier.doubt.figures;
        if (same && earlier.state == DoubtState::refused)
            admission_.held.push_back(earlier.doubt.column);
        else if (same && earlier.state == DoubtState::accepted)
            turn(earlier, DoubtState::accepted, earlier.who, earlier.why, true);
        else if (earlier.state != DoubtState::refused && is_settled_by_release(earlier))
            turn(earlier, DoubtState::replaced, {}, release_.vintage.url, false);
    }

    bool is_settled_by_release(const RecordedDoubt& earlier) const
    {
        const auto& column = earlier.doubt.column;
        const auto block =
            std::ranges::find(release_.blocks, column.measure, &MeasureBlock::measure);
        if (block == release_.blocks.end()) return false;
        return release_.full || !column.period || !figures_digest(release_, column).empty();
    }

    void note(Doubt doubt)
    {
        const bool held = doubt.then == OnDoubt::hold;
        if (held) admission_.held.push_back(doubt.column);
        admission_.fresh.push_back({0,
                                    delivery_id(release_),
                                    release_.source,
                                    std::move(doubt),
                                    now_,
                                    held ? DoubtState::held : DoubtState::told,
                                    std::nullopt,
                                    {},
                                    {}});
    }

    void turn(const RecordedDoubt& earlier, DoubtState state, std::string who, std::string why,
              bool taken)
    {
        admission_.turns.push_back(
            {earlier.number, state, now_, std::move(who), std::move(why), taken});
    }

    bool is_held(std::int64_t number) const
    {
        const auto doubt = std::ranges::find(open_, number, &RecordedDoubt::number);
        return std::ranges::any_of(admission_.held, [&](const FigureColumn& held) {
            return overlap(held, doubt->doubt.column);
        });
    }

    const Release& release_;
    std::span<const RecordedDoubt> open_;
    const QualityRules& rules_;
    Instant now_;
    Admission admission_;
    std::set<std::int64_t> known_again_;
};

} // namespace

Admission admit(const Release& release, std::vector<Doubt> found,
                std::span<const RecordedDoubt> open, const QualityRules& rules, Instant now)
{
    return Admitting(release, open, rules, now).admit(std::move(found));
}

std::string delivery_id(const Release& release)
{
    return identity({"delivery", release.source, release.vintage.retrieval,
                     to_string(release.vintage.known_since)});
}

Accepted accepted_of(std::span<const RecordedDoubt> open, const std::string& delivery)
{
    Accepted accepted;
    const auto in_the_way = [&](const FigureColumn& column) {
        return std::ranges::any_of(open, [&](const RecordedDoubt& other) {
            const auto& theirs = other.doubt.column;
            return keeps_apart(other) && overlap(theirs, column) &&
                   (!theirs.period || column.period);
        });
    };
    for (const auto& doubt : open) {
        const auto& column = doubt.doubt.column;
        if (doubt.release != delivery || doubt.state != DoubtState::accepted) continue;
        if (in_the_way(column)) continue;
        accepted.only.push_back(column);
        accepted.numbers.push_back(doubt.number);
    }
    for (const auto& other : open)
        if (keeps_apart(other) &&
            std::ranges::any_of(accepted.only, [&](const FigureColumn& column) {
                return overlap(column, other.doubt.column);
            }))
            accepted.held.push_back(other.doubt.column);
    return accepted;
}

} // namespace tuermer
