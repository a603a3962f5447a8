// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/simplex_search.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

constexpr double first_step = 0.2;    // of the box
constexpr double flat_enough = 1e-10; // relative spread of the values

// From the centre towards a corner by a factor; negative: away from it.
Point3 beyond(const Point3& centre, const Point3& corner, double factor)
{
    Point3 point{};
    for (std::size_t d = 0; d < 3; ++d) point[d] = centre[d] + factor * (corner[d] - centre[d]);
    return point;
}

Point3 between(const Point3& a, const Point3& b)
{
    return {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2};
}

} // namespace

SimplexSearch::SimplexSearch(const Box3& box, const Point3& start, int tries)
    : box_(box), start_(start), most_(tries)
{
    ask(Step::corner, start);
}

void SimplexSearch::ask(Step step, Point3 at)
{
    step_ = step;
    for (std::size_t d = 0; d < 3; ++d) at[d] = std::clamp(at[d], box_.low[d], box_.high[d]);
    asked_ = at;
}

// One step of a move is known; what comes next follows from it alone.
void SimplexSearch::tell(double value)
{
    ++tries_;
    const Corner tried{asked_, value};
    switch (step_) {
    case Step::corner: {
        corners_[corner_] = tried;
        if (corner_ == 3) return settle();
        Point3 moved = start_;
        const double step = first_step * (box_.high[corner_] - box_.low[corner_]);
        moved[corner_] += moved[corner_] + step <= box_.high[corner_] ? step : -step;
        ++corner_;
        return ask(Step::corner, moved);
    }
    case Step::reflected:
        reflected_ = tried;
        if (value < corners_.front().value)
            return ask(Step::expanded, beyond(centre_, corners_.back().at, -2));
        if (value < corners_[2].value) {
            corners_.back() = tried;
            return settle();
        }
        return ask(Step::contracted,
                   beyond(centre_, corners_.back().at, value < corners_.back().value ? -0.5 : 0.5));
    case Step::expanded:
        corners_.back() = value < reflected_.value ? tried : reflected_;
        return settle();
    case Step::contracted:
        if (value < std::min(reflected_.value, corners_.back().value)) {
            corners_.back() = tried;
            return settle();
        }
        corner_ = 1;
        return ask_shrunk();
    case Step::shrunk:
        corners_[corner_] = tried;
        return ++corner_ < corners_.size() ? ask_shrunk() : settle();
    }
}

void SimplexSearch::ask_shrunk()
{
    ask(Step::shrunk, between(corners_[0].at, corners_[corner_].at));
}

// A move is over: the corners in their order, and the next move unless it was the last.
void SimplexSearch::settle()
{
    std::stable_sort(corners_.begin(), corners_.end(),
                     [](const Corner& a, const Corner& b) { return a.value < b.value; });
    done_ = tries_ >= most_ || is_flat();
    if (!done_) begin_move();
}

void SimplexSearch::begin_move()
{
    centre_ = centre_of_the_better();
    ask(Step::reflected, beyond(centre_, corners_.back().at, -1));
}

bool SimplexSearch::is_flat() const
{
    const double spread = corners_.back().value - corners_.front().value;
    return spread <= flat_enough * std::abs(corners_.front().value);
}

Point3 SimplexSearch::centre_of_the_better() const
{
    Point3 centre{};
    for (std::size_t d = 0; d < 3; ++d)
        centre[d] = (corners_[0].at[d] + corners_[1].at[d] + corners_[2].at[d]) / 3;
    return centre;
}

Point3 simplex_minimum(const std::function<double(const Point3&)>& function, const Box3& box,
                       const Point3& start, int tries)
{
    SimplexSearch search(box, start, tries);
    while (!search.is_done()) search.tell(function(search.asks()));
    return search.best();
}

} // namespace tuermer::statistics
