// SPDX-License-Identifier: EUPL-1.2
// Each rule is a window that ends in the judged point, and a question to the scores in it.
#include "rules/statistics/nelson.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace tuermer::statistics {

namespace {

using Window = std::span<const double>;

struct PatternRule {
    std::size_t length;
    bool (*matches)(Window);
};

template <class Question>
bool all(Window window, Question question)
{
    return std::all_of(window.begin(), window.end(), question);
}

bool beyond_three(Window window)
{
    return std::abs(window.back()) > 3;
}

bool one_side(Window window)
{
    return all(window, [](double z) { return z > 0; }) ||
           all(window, [](double z) { return z < 0; });
}

bool rising(Window window)
{
    return std::adjacent_find(window.begin(), window.end(), std::greater_equal<>()) == window.end();
}

bool falling(Window window)
{
    return std::adjacent_find(window.begin(), window.end(), std::less_equal<>()) == window.end();
}

bool steady(Window window)
{
    return rising(window) || falling(window);
}

bool alternating(Window window)
{
    for (std::size_t i = 2; i < window.size(); ++i)
        if (!((window[i] - window[i - 1]) * (window[i - 1] - window[i - 2]) < 0)) return false;
    return true;
}

// So many beyond `limit`, on the side on which the last point lies beyond it.
bool most_beyond(Window window, double limit, std::ptrdiff_t needed)
{
    const double side = window.back() > 0 ? 1 : -1;
    const auto beyond = [&](double z) { return side * z > limit; };
    return beyond(window.back()) && std::count_if(window.begin(), window.end(), beyond) >= needed;
}

bool two_of_three(Window window)
{
    return most_beyond(window, 2, 2);
}

bool four_of_five(Window window)
{
    return most_beyond(window, 1, 4);
}

bool within_one(Window window)
{
    return all(window, [](double z) { return std::abs(z) < 1; });
}

bool beyond_one(Window window)
{
    return all(window, [](double z) { return std::abs(z) > 1; });
}

constexpr std::array<PatternRule, 8> rules{{{1, beyond_three},
                                            {9, one_side},
                                            {6, steady},
                                            {14, alternating},
                                            {3, two_of_three},
                                            {5, four_of_five},
                                            {15, within_one},
                                            {8, beyond_one}}};

} // namespace

NelsonMatches nelson_rules(std::span<const std::optional<double>> values, double centre, double sd)
{
    NelsonMatches matches;
    if (!(sd > 0)) return matches;
    std::vector<double> unbroken; // the scores since the last gap
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i]) {
            unbroken.clear();
            continue;
        }
        unbroken.push_back((*values[i] - centre) / sd);
        for (std::size_t rule = 0; rule < rules.size(); ++rule) {
            const std::size_t length = rules[rule].length;
            if (unbroken.size() >= length && rules[rule].matches(Window(unbroken).last(length)))
                matches[rule].push_back(i);
        }
    }
    return matches;
}

} // namespace tuermer::statistics
