// SPDX-License-Identifier: EUPL-1.2
// Formulas out of the grammar and histories of releases with gaps, revisions and withdrawn figures,
// all from one seed.
#pragma once

#include "rules/areas/areas.hpp"
#include "rules/base/dates.hpp"
#include "rules/indicators/graph.hpp"

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace tuermer::naive {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}
    int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
    bool one_in(int n) { return below(n) == 0; }
    template <class T>
    const T& of(const std::vector<T>& choices)
    {
        return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
    }
    std::mt19937_64& engine() { return engine_; }

private:
    std::mt19937_64 engine_;
};

using Names = std::vector<std::string>;
constexpr int first_year = 2000, years = 8;

inline const std::vector<MeasureShape>& random_shapes()
{
    static const auto shapes = [] {
        std::vector<MeasureShape> all;
        const auto add = [&](const char* id, Names dimensions, const char* unit = nullptr) {
            all.push_back({id, unit ? *parse_unit(unit) : Unit{}, std::move(dimensions),
                           Frequency::year, "s"});
        };
        add("m0", {"area", "group"});
        add("m1", {"area"});
        add("m2", {"area", "sex", "group"});
        add("m3", {"group"});
        add("m4", {"area", "group"}, "persons");
        add("m5", {"area"}, "persons");
        return all;
    }();
    return shapes;
}

// 1 and 2 were merged into 3, which has another code since.
inline const std::shared_ptr<const Areas>& random_areas()
{
    static const auto areas = [] {
        const auto reform = [](std::string id, const char* day, std::vector<Became> became) {
            return Reform{std::move(id), *parse_date(day), {"weil", "because"}, std::move(became)};
        };
        std::vector<Area> all;
        for (const auto* code : {"1", "2", "3", "03", "03153"}) {
            all.emplace_back();
            all.back().code = code;
        }
        Mistakes mistakes;
        return std::make_shared<const Areas>(
            std::move(all),
            std::vector{reform("merger", "2003-01-01", {{"1", "3"}, {"2", "3"}}),
                        reform("renaming", "2005-07-01", {{"3", "03153"}})},
            mistakes);
    }();
    return areas;
}

inline const Names& codes_of(const std::string& dimension)
{
    static const Names areas{"03", "1", "2", "03153", "3"}, groups{"b", "a", "c"}, sexes{"w", "m"};
    return dimension == "area" ? areas : dimension == "group" ? groups : sexes;
}

// What a formula may refer to, with its dimensions.
struct Referable {
    std::string name;
    Names dimensions;
};

class RandomFormula {
public:
    RandomFormula(Chance& chance, const std::vector<Referable>& known)
        : chance_(chance), known_(known)
    {
    }

    std::string with(const Names& dimensions, int depth)
    {
        if (depth == 0 || chance_.one_in(5)) return reference(dimensions);
        const auto x = [&] { return with(dimensions, depth - 1); };
        switch (chance_.below(10)) {
        case 0:
            return "-(" + x() + ")";
        case 1:
            return "round(" + x() + ", " + chance_.of<std::string>({"0", "1", "-1"}) + ")";
        case 2:
            return "lag(" + x() + ", " + chance_.of<std::string>({"1 y", "2 periods"}) + ")";
        case 3:
            return fold() + "(" + x() + ", " + chance_.of<std::string>({"2 y", "3 periods"}) + ")";
        case 4: // an index has a unit of its own: one by another is a ratio again
            return "index(" + x() + ", 2002) / index(" + x() + ", 2003)";
        case 5:
            return number() + chance_.of<std::string>({" * (", " - (", " / ("}) + x() + ")";
        case 6:
            return folded_away(dimensions, depth);
        case 7:
            return at_area(dimensions, depth);
        case 8:
            return mix(dimensions, depth);
        default:
            return binary(dimensions, depth);
        }
    }

private:
    std::string number() { return chance_.of<std::string>({"2", "0.1", "3", "7.5"}); }
    std::string fold()
    {
        return chance_.of<std::string>({"sum", "sum", "mean", "min", "max", "median", "sd"});
    }

    std::string binary(const Names& dimensions, int depth)
    {
        auto part = dimensions;
        if (!part.empty() && chance_.one_in(3))
            part.erase(part.begin() + chance_.below(static_cast<int>(part.size())));
        auto a = with(dimensions, depth - 1), b = with(part, depth - 1);
        if (chance_.one_in(2)) std::swap(a, b);
        return "(" + a + ")" + chance_.of<std::string>({" + ", " - ", " * ", " / "}) + "(" + b +
               ")";
    }

    std::string folded_away(const Names& dimensions, int depth)
    {
        Names more = dimensions;
        for (const auto* name : {"area", "sex", "group"})
            if (std::find(more.begin(), more.end(), name) == more.end() && chance_.one_in(2))
                more.push_back(name);
        if (more.size() == dimensions.size() || dimensions.empty()) return reference(dimensions);
        std::string by;
        for (const auto& name : dimensions) by += (by.empty() ? "" : ", ") + name;
        return fold() + "(" + with(more, depth - 1) + " by " + by + ")";
    }

    std::string mix(const Names& dimensions, int depth)
    {
        Names missing;
        for (const auto* name : {"area", "sex", "group"})
            if (std::find(dimensions.begin(), dimensions.end(), name) == dimensions.end())
                missing.emplace_back(name);
        if (missing.empty()) return reference(dimensions);
        const auto part = chance_.of(missing);
        auto more = dimensions;
        more.push_back(part);
        const auto parts = [&](const Names& of) {
            return "parts(" + with(of, depth - 1) + ", " + part + ")";
        };
        if (chance_.one_in(3))
            return "dissimilarity(" + parts(more) + ", " +
                   parts(chance_.one_in(2) ? more : Names{part}) + ")";
        return chance_.of<std::string>({"entropy(", "simpson("}) + parts(more) + ")";
    }

    std::string at_area(Names dimensions, int depth)
    {
        if (std::find(dimensions.begin(), dimensions.end(), "area") == dimensions.end())
            dimensions.push_back("area");
        return "(" + with(dimensions, depth - 1) + ") / at(" + with(dimensions, depth - 1) +
               ", area='03')";
    }

    // Dimensions that are too many are fixed to a code or folded away.
    std::string reference(const Names& dimensions)
    {
        std::vector<const Referable*> fitting;
        for (const auto& known : known_)
            if (std::all_of(dimensions.begin(), dimensions.end(), [&](const auto& d) {
                    return std::count(known.dimensions.begin(), known.dimensions.end(), d) > 0;
                }))
                fitting.push_back(&known);
        const auto& chosen = *chance_.of(fitting);
        std::string conditions, over;
        for (const auto& d : chosen.dimensions) {
            const bool kept = std::count(dimensions.begin(), dimensions.end(), d) > 0;
            const auto& code = chance_.of(codes_of(d));
            std::string condition;
            if (!kept && chance_.one_in(2))
                condition = d + "='" + code + "'";
            else if (!kept)
                over += (over.empty() ? "" : ", ") + d;
            else if (chance_.one_in(8))
                condition = d + "!='" + code + "'";
            else if (chance_.one_in(8))
                condition = d + " in ('" + code + "', '" + codes_of(d)[0] + "')";
            else if (d == "area" && chance_.one_in(8))
                condition = chance_.of<std::string>({"area under '03'", "area kind 'kreis'"});
            if (!condition.empty()) conditions += (conditions.empty() ? "" : ", ") + condition;
        }
        const auto text = chosen.name + (conditions.empty() ? "" : "{" + conditions + "}");
        return over.empty() ? text : fold() + "(" + text + " over " + over + ")";
    }

    Chance& chance_;
    const std::vector<Referable>& known_;
};

inline Cell random_cell(Chance& chance)
{
    if (chance.one_in(30))
        return {0, chance.of<Missing>({Missing::not_yet, Missing::withheld, Missing::not_applicable,
                                       Missing::unreliable, Missing::not_collected})};
    const auto status =
        chance.one_in(6)
            ? chance.of<Status>({Status::provisional, Status::estimated, Status::rounded,
                                 Status::break_in_series, Status::limited})
            : Status::final;
    const double value = chance.one_in(3) ? chance.below(100) * 0.1 : chance.below(4);
    return {value, Mark(Missing::none, status)};
}

// All rows of the first `usable` codes of each dimension.
inline void fill_rows(KeyTable& keys, std::vector<std::string_view>& codes, std::size_t usable)
{
    if (codes.size() == keys.dimensions().size()) {
        keys.row(codes);
        return;
    }
    const auto& all = codes_of(keys.dimensions()[codes.size()]);
    for (std::size_t i = 0; i < std::min(usable, all.size()); ++i) {
        codes.push_back(all[i]);
        fill_rows(keys, codes, usable);
        codes.pop_back();
    }
}

// A dense block has nearly every cell; a sparse one corrects a few rows and adds some. Later
// releases know more codes and more years.
inline MeasureBlock random_block(Chance& chance, const MeasureShape& shape, int release, bool dense)
{
    MeasureBlock block{shape.name, KeyTable(shape.dimensions), {}};
    std::vector<std::string_view> codes;
    fill_rows(block.keys, codes, release < 2 ? 3 : 5);
    const auto known_years = std::min(years, 5 + release);
    const auto part = dense ? 0 : 2 + chance.below(5);
    for (std::uint32_t row = 0; row < block.keys.rows(); ++row) {
        if (!dense && !chance.one_in(part)) continue;
        const auto first = dense ? 0 : chance.below(known_years);
        const auto end = dense ? known_years : first + 1 + chance.below(known_years - first);
        for (int t = first; t < end; ++t)
            if (!chance.one_in(dense ? 30 : 5))
                block.observations.push_back(
                    {row, Period::year(first_year + t), random_cell(chance)});
    }
    return block;
}

inline Release random_release(Chance& chance, int number)
{
    Release release;
    release.source = "s";
    release.full = chance.one_in(3);
    const bool dense = release.full || (number == 0 && !chance.one_in(4));
    for (const auto& shape : random_shapes())
        if (number == 0 || chance.one_in(3))
            release.blocks.push_back(random_block(chance, shape, number, dense));
    return release;
}

} // namespace tuermer::naive
