// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/stl_spread.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace tuermer::statistics {

namespace {

constexpr std::ptrdiff_t short_enough = 10; // for insertion

using Places = std::array<std::ptrdiff_t, 2>;

// A stretch of the array (both ends inclusive), and which of the places asked for may lie in it.
struct Stretch {
    std::ptrdiff_t from = 0, to = 0;
    std::ptrdiff_t first_place = 0, last_place = 0;
};

class PartialSort {
public:
    PartialSort(std::vector<double>& values, const Places& places)
        : values_(values), places_(places)
    {
    }

    void run()
    {
        waiting_.push_back({0, static_cast<std::ptrdiff_t>(values_.size()) - 1, 0, 1});
        while (!waiting_.empty()) {
            Stretch stretch = waiting_.back();
            waiting_.pop_back();
            if (stretch.first_place <= stretch.last_place) settle(stretch);
        }
    }

private:
    double& at(std::ptrdiff_t i) { return values_[static_cast<std::size_t>(i)]; }

    // Splits until the stretch is short; the one at the very beginning, which has no neighbour to
    // stop an insertion, to the end.
    void settle(Stretch stretch)
    {
        while (stretch.to - stretch.from > short_enough ||
               (stretch.from == 0 && stretch.to > stretch.from))
            if (!narrow(stretch)) return;
        if (stretch.from > 0) insert_each(stretch);
    }

    // Splits, leaves the larger part for later and goes on with the smaller; false if that holds
    // no place asked for.
    bool narrow(Stretch& stretch)
    {
        const auto [lower_end, upper_begin] = split(stretch);
        Stretch later = stretch;
        if (lower_end - stretch.from <= stretch.to - upper_begin) {
            later.from = upper_begin;
            stretch.to = lower_end;
            while (holds_places(stretch) && place(stretch.last_place) > lower_end)
                --stretch.last_place;
            if (holds_places(stretch)) later.first_place = stretch.last_place + 1;
        } else {
            later.to = lower_end;
            stretch.from = upper_begin;
            while (holds_places(stretch) && place(stretch.first_place) < upper_begin)
                ++stretch.first_place;
            if (holds_places(stretch)) later.last_place = stretch.first_place - 1;
        }
        waiting_.push_back(later);
        return holds_places(stretch);
    }

    static bool holds_places(const Stretch& stretch)
    {
        return stretch.first_place <= stretch.last_place;
    }

    std::ptrdiff_t place(std::ptrdiff_t i) const { return places_[static_cast<std::size_t>(i)]; }

    // Around the median of the first, middle and last value (Singleton, CACM Algorithm 347, 1969).
    std::pair<std::ptrdiff_t, std::ptrdiff_t> split(const Stretch& stretch)
    {
        // Counted from 1 the middle of an even stretch is the later one.
        const std::ptrdiff_t middle = (stretch.from + stretch.to + 2) / 2 - 1;
        if (at(stretch.from) > at(middle)) std::swap(at(stretch.from), at(middle));
        if (at(stretch.to) < at(middle)) {
            std::swap(at(stretch.to), at(middle));
            if (at(stretch.from) > at(middle)) std::swap(at(stretch.from), at(middle));
        }
        const double pivot = at(middle);
        std::ptrdiff_t below = stretch.to, above = stretch.from;
        for (;;) {
            do --below;
            while (at(below) > pivot);
            do ++above;
            while (at(above) < pivot);
            if (above > below) return {below, above};
            std::swap(at(below), at(above));
        }
    }

    void insert_each(const Stretch& stretch)
    {
        for (std::ptrdiff_t i = stretch.from; i < stretch.to; ++i) {
            const double moving = at(i + 1);
            std::ptrdiff_t k = i;
            for (; at(k) > moving; --k) at(k + 1) = at(k);
            at(k + 1) = moving;
        }
    }

    std::vector<double>& values_;
    Places places_;
    std::vector<Stretch> waiting_;
};

} // namespace

double robustness_width(std::vector<double> distances)
{
    const std::size_t n = distances.size(), upper = n / 2, lower = n - upper - 1;
    PartialSort(distances, {static_cast<std::ptrdiff_t>(upper), static_cast<std::ptrdiff_t>(lower)})
        .run();
    return 3 * (distances[upper] + distances[lower]);
}

} // namespace tuermer::statistics
