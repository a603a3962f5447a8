// SPDX-License-Identifier: EUPL-1.2
// The downhill simplex (Nelder and Mead, Computer Journal 1965) in three dimensions, for a few
// smoothing parameters: needs no derivatives and never leaves a box, for points are moved to its
// wall before they are tried. A search asks for one value at a time, so several can be computed at
// once for searches that go on beside each other.
#pragma once

#include <array>
#include <cstdint>
#include <functional>

namespace tuermer::statistics {

using Point3 = std::array<double, 3>;

struct Box3 {
    Point3 low{}, high{};
};

class SimplexSearch {
public:
    // Ends after at most about `tries` values.
    SimplexSearch(const Box3& box, const Point3& start, int tries);

    bool is_done() const { return done_; }
    const Point3& asks() const { return asked_; } // the point whose value is wanted; in the box
    void tell(double value);                      // which may be infinite
    const Point3& best() const { return corners_[0].at; }

private:
    struct Corner {
        Point3 at{};
        double value = 0;
    };
    enum class Step : std::uint8_t { corner, reflected, expanded, contracted, shrunk };

    void ask(Step step, Point3 at);
    void settle();
    void begin_move();
    void ask_shrunk();
    bool is_flat() const;
    Point3 centre_of_the_better() const;

    Box3 box_;
    Point3 start_, centre_{}, asked_{};
    int most_, tries_ = 0;
    Step step_ = Step::corner;
    std::size_t corner_ = 0; // whose value is wanted
    Corner reflected_;
    std::array<Corner, 4> corners_;
    bool done_ = false;
};

// A local minimum near `start`, after at most `tries` evaluations. The function may be infinite.
Point3 simplex_minimum(const std::function<double(const Point3&)>& function, const Box3& box,
                       const Point3& start, int tries);

} // namespace tuermer::statistics
