// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/region.hpp"

#include <algorithm>
#include <cstddef>

namespace tuermer {

namespace {

// Sorted, disjoint, not even touching periods of the rectangles that cross a stripe of rows.
void merge_periods(std::vector<Extent>& periods)
{
    std::sort(periods.begin(), periods.end(),
              [](const Extent& a, const Extent& b) { return a.first < b.first; });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < periods.size(); ++i) {
        if (periods[i].first <= periods[kept].last + 1)
            periods[kept].last = std::max(periods[kept].last, periods[i].last);
        else
            periods[++kept] = periods[i];
    }
    if (!periods.empty()) periods.resize(kept + 1);
}

class Bands {
public:
    void add(std::uint32_t row_first, std::uint32_t row_end, const std::vector<Extent>& periods)
    {
        if (periods.empty()) return;
        if (continues(row_first, periods)) {
            for (auto i = band_; i < rects_.size(); ++i) rects_[i].row_end = row_end;
            return;
        }
        band_ = rects_.size();
        for (const auto& part : periods)
            rects_.push_back({row_first, row_end, part.first, part.last});
    }
    std::vector<Rect> take() { return std::move(rects_); }

private:
    bool continues(std::uint32_t row_first, const std::vector<Extent>& periods) const
    {
        if (rects_.size() - band_ != periods.size() || rects_[band_].row_end != row_first)
            return false;
        for (std::size_t i = 0; i < periods.size(); ++i)
            if (rects_[band_ + i].first != periods[i].first ||
                rects_[band_ + i].last != periods[i].last)
                return false;
        return true;
    }

    std::vector<Rect> rects_;
    std::size_t band_ = 0; // where the last band begins
};

std::vector<std::uint32_t> row_limits(const std::vector<Rect>& rects)
{
    std::vector<std::uint32_t> limits;
    limits.reserve(rects.size() * 2);
    for (const auto& rect : rects) {
        limits.push_back(rect.row_first);
        limits.push_back(rect.row_end);
    }
    std::sort(limits.begin(), limits.end());
    limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
    return limits;
}

} // namespace

Extent overlap(Extent a, Extent b)
{
    return {std::max(a.first, b.first), std::min(a.last, b.last)};
}

void Region::add(Rect rect)
{
    if (rect.row_first >= rect.row_end || rect.first > rect.last) return;
    if (!rects_.empty()) {
        auto& top = rects_.back();
        if (top.first == rect.first && top.last == rect.last && top.row_end >= rect.row_first &&
            top.row_first <= rect.row_first) {
            top.row_end = std::max(top.row_end, rect.row_end);
            return;
        }
    }
    rects_.push_back(rect);
}

void Region::add(const Region& other)
{
    for (const auto& rect : other.rects_) add(rect);
}

// One interval per band, and no two bands that could be one: the common case, seen in one pass.
bool Region::is_normal() const
{
    for (std::size_t i = 1; i < rects_.size(); ++i) {
        const auto &a = rects_[i - 1], &b = rects_[i];
        if (b.row_first < a.row_end) return false;
        if (b.row_first == a.row_end && b.first == a.first && b.last == a.last) return false;
    }
    return true;
}

void Region::normalise()
{
    if (is_normal()) return;
    std::sort(rects_.begin(), rects_.end(),
              [](const Rect& a, const Rect& b) { return a.row_first < b.row_first; });
    const auto limits = row_limits(rects_);
    Bands bands;
    std::vector<Rect> crossing;
    std::vector<Extent> periods;
    std::size_t next = 0;
    for (std::size_t i = 0; i + 1 < limits.size(); ++i) {
        const auto row = limits[i];
        std::erase_if(crossing, [row](const Rect& rect) { return rect.row_end <= row; });
        for (; next < rects_.size() && rects_[next].row_first == row; ++next)
            crossing.push_back(rects_[next]);
        periods.clear();
        for (const auto& rect : crossing) periods.push_back({rect.first, rect.last});
        merge_periods(periods);
        bands.add(row, limits[i + 1], periods);
    }
    rects_ = bands.take();
}

Region Region::shifted(std::int32_t periods) const
{
    Region result = *this;
    for (auto& rect : result.rects_) {
        rect.first += periods;
        rect.last += periods;
    }
    return result;
}

Region Region::stretched(std::int32_t periods) const
{
    Region result = *this;
    for (auto& rect : result.rects_) rect.last += periods;
    result.normalise();
    return result;
}

Region Region::clipped(Extent extent) const
{
    Region result;
    for (auto rect : rects_) {
        rect.first = std::max(rect.first, extent.first);
        rect.last = std::min(rect.last, extent.last);
        result.add(rect);
    }
    result.normalise();
    return result;
}

} // namespace tuermer
