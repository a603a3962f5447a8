// SPDX-License-Identifier: EUPL-1.2
// The hierarchy of areas: who belongs to whom, since when and until when, and who became what in a
// reform. An immutable value. Where no file says otherwise, official keys give parents and kinds by
// their digits, so an empty hierarchy is a useful one.
#pragma once

#include "rules/base/settings.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tuermer {

// One area as it was during one stretch of time. An area that is renamed or moved to another parent
// under the same code has several of these.
struct Area {
    std::string code;
    Text name;
    std::string kind;   // "land", "landkreis", … or an own word; empty: by the digits of the code
    std::string parent; // code; empty: by the digits of the code, else none
    std::optional<Date> valid_from = {}, valid_to = {}; // first and last day; nothing: open
    Place place = {};
};

// "became": an area, or a part of it, belongs to `into` from the day of the reform on. One line per
// successor; an area that lives on under its code has a line for itself too.
struct Became {
    std::string from, into;
    std::optional<double> share = {}; // of `from`; nothing: all of it, or not known
    Place place = {};
};

struct Reform {
    std::string id;
    Date date; // the first day of the new order
    Text why;
    std::vector<Became> became;
    Place place = {};
};

// What happened to an area in a reform, seen from one of its lines.
enum class AreaTurn : std::uint8_t {
    kept,    // the same code before and after: its territory may have changed
    renamed, // one area, all of it, under another code
    merged,  // all of it became part of an area that others joined
    split,   // only a part of it: the other parts became something else
};
Text title_of(AreaTurn turn);

// One line of a reform with what it means. Points into the hierarchy it was asked of.
struct Succession {
    const Reform* reform = nullptr;
    const Became* line = nullptr;
    AreaTurn turn = AreaTurn::renamed;
};

class Areas {
public:
    static constexpr int max_levels = 32; // of parents above one another

    Areas() = default;
    // Notes what is wrong, each with its place: reversed dates, two versions at one time, parents
    // and successors that do not exist, an area above itself, dates that contradict a reform. Where
    // an area says no date, those of the reforms count.
    Areas(std::vector<Area> areas, std::vector<Reform> reforms, Mistakes& mistakes);

    bool empty() const { return areas_.empty(); }
    std::span<const Area> all() const { return areas_; } // by code, then by date
    std::span<const Reform> reforms() const { return reforms_; }

    // In all of these, `on` is the day that is asked about; without it, the newest state. Of an
    // area that did not exist on that day, the version nearest before it counts, else the first.
    using Day = std::optional<Date>;
    // Nothing when no file describes the area.
    const Area* find(std::string_view code, Day on = {}) const;
    bool existed(std::string_view code, Date on) const; // described, and valid on that very day
    std::string parent_of(std::string_view code, Day on = {}) const;         // empty at the top
    std::vector<std::string> path(std::string_view code, Day on = {}) const; // itself first
    // True for the area itself. Codes that no file describes are within what they begin with.
    bool is_within(std::string_view code, std::string_view ancestor, Day on = {}) const;
    std::string kind_of(std::string_view code, Day on = {}) const;
    bool is_of_kind(std::string_view code, std::string_view kind, Day on = {}) const;
    std::optional<Text> name_of(std::string_view code, Day on = {}) const;
    // Of the areas that existed on a day, by code: those within `ancestor` (itself too), those of a
    // kind.
    std::vector<std::string> under(std::string_view ancestor, Date on) const;
    std::vector<std::string> of_kind(std::string_view kind, Date on) const;

    // Whether a rule may name it: described by a file, or official at a level that the files do not
    // describe (a Gemeinde of a known Kreis), or an own code where they list no own areas. Without
    // files, everything may.
    bool may_exist(std::string_view code) const;
    std::vector<std::string> codes() const; // each once
    std::vector<std::string> kinds() const; // those of the files and the official ones

    // Lines of reforms by date: what an area became, what it came from.
    std::vector<Succession> successors_of(std::string_view code) const;
    std::vector<Succession> predecessors_of(std::string_view code) const;

private:
    std::span<const Area> versions(std::string_view code) const;
    // Points into `code` or the hierarchy.
    std::string_view parent_in(std::string_view code, const Area* area) const;
    bool describes_level_of(std::string_view code) const;

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    struct Versions {
        std::size_t first = 0, count = 0; // in areas_
    };

    std::vector<Area> areas_;
    std::unordered_map<std::string, Versions, TextHash, std::equal_to<>> versions_; // by code
    std::vector<Reform> reforms_;
};

} // namespace tuermer
