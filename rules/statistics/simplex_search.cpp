// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/simplex_search.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

constexpr double first_step = 0.2;    // of the box
constexpr double flat_enough = 1e-10; // relative spread of the values

struct Corner {
    Point3 at{};
    double value = 0;
};

class Simplex {
public:
    Simplex(const std::function<double(const Point3&)>& function, const Box3& box,
            const Point3& start)
        : function_(function), box_(box)
    {
        corners_[0] = tried(start);
        for (std::size_t d = 0; d < 3; ++d) {
            Point3 moved = start;
            const double step = first_step * (box.high[d] - box.low[d]);
            moved[d] += moved[d] + step <= box.high[d] ? step : -step;
            corners_[d + 1] = tried(moved);
        }
        sort();
    }

    void move()
    {
        const Point3 centre = centre_of_the_better();
        const Corner reflected = tried(beyond(centre, -1));
        if (reflected.value < corners_.front().value) {
            const Corner expanded = tried(beyond(centre, -2));
            corners_.back() = expanded.value < reflected.value ? expanded : reflected;
        } else if (reflected.value < corners_[2].value) {
            corners_.back() = reflected;
        } else {
            contract(centre, reflected);
        }
        sort();
    }

    bool is_flat() const
    {
        const double spread = corners_.back().value - corners_.front().value;
        return spread <= flat_enough * std::abs(corners_.front().value);
    }

    const Point3& best() const { return corners_.front().at; }
    int tries() const { return tries_; }

private:
    Corner tried(Point3 at)
    {
        for (std::size_t d = 0; d < 3; ++d) at[d] = std::clamp(at[d], box_.low[d], box_.high[d]);
        ++tries_;
        return {at, function_(at)};
    }

    void sort()
    {
        std::stable_sort(corners_.begin(), corners_.end(),
                         [](const Corner& a, const Corner& b) { return a.value < b.value; });
    }

    Point3 centre_of_the_better() const
    {
        Point3 centre{};
        for (std::size_t d = 0; d < 3; ++d)
            centre[d] = (corners_[0].at[d] + corners_[1].at[d] + corners_[2].at[d]) / 3;
        return centre;
    }

    // From the centre towards the worst corner by a factor; negative: away from it.
    Point3 beyond(const Point3& centre, double factor) const
    {
        Point3 point{};
        for (std::size_t d = 0; d < 3; ++d)
            point[d] = centre[d] + factor * (corners_.back().at[d] - centre[d]);
        return point;
    }

    void contract(const Point3& centre, const Corner& reflected)
    {
        const bool outside = reflected.value < corners_.back().value;
        const Corner contracted = tried(beyond(centre, outside ? -0.5 : 0.5));
        if (contracted.value < std::min(reflected.value, corners_.back().value)) {
            corners_.back() = contracted;
            return;
        }
        for (std::size_t i = 1; i < corners_.size(); ++i)
            corners_[i] = tried(between(corners_[0].at, corners_[i].at));
    }

    static Point3 between(const Point3& a, const Point3& b)
    {
        return {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2};
    }

    const std::function<double(const Point3&)>& function_;
    Box3 box_;
    std::array<Corner, 4> corners_;
    int tries_ = 0;
};

} // namespace

Point3 simplex_minimum(const std::function<double(const Point3&)>& function, const Box3& box,
                       const Point3& start, int tries)
{
    Simplex simplex(function, box, start);
    while (simplex.tries() < tries && !simplex.is_flat()) simplex.move();
    return simplex.best();
}

} // namespace tuermer::statistics
