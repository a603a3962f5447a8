// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/px/data.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

namespace tuermer::px {
namespace {

Error wrong(Text what)
{
    return {Remedy::mend, std::move(what), ""};
}

// The tokens of DATA: figures, and signs in quotes.
class Tokens {
public:
    explicit Tokens(std::string_view text) : text_(text) {}

    // Without its quotes; nothing at the end.
    std::optional<std::string_view> next()
    {
        while (!text_.empty() && is_between(text_.front())) text_.remove_prefix(1);
        if (text_.empty()) return std::nullopt;
        if (text_.front() == '"') return quoted();
        std::size_t end = 0;
        while (end < text_.size() && !is_between(text_[end]) && text_[end] != '"') ++end;
        return take(0, end, end);
    }

private:
    static bool is_between(char c)
    {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ';' || c == '\0';
    }
    std::optional<std::string_view> quoted()
    {
        const auto close = std::min(text_.find('"', 1), text_.size());
        return take(1, close, std::min(close + 1, text_.size()));
    }
    std::string_view take(std::size_t begin, std::size_t end, std::size_t next)
    {
        const auto token = text_.substr(begin, end - begin);
        text_.remove_prefix(next);
        return token;
    }

    std::string_view text_;
};

Error miscounted(std::uint64_t wanted)
{
    return {Remedy::retry,
            say("PX: DATA hat nicht so viele Zahlen, wie die Variablen ergeben ({}); die Datei ist "
                "unvollständig oder beschädigt.",
                "PX: DATA has not as many figures as the variables make ({}); the file is "
                "incomplete or damaged.",
                wanted),
            ""};
}

Result<> fill_dense(CubeTable& cube, std::string_view data, std::uint64_t cells)
{
    Tokens tokens{data};
    std::uint64_t at = 0;
    for (auto token = tokens.next(); token; token = tokens.next()) {
        if (at == cells) return tl::unexpected(miscounted(cells));
        if (auto added = cube.add(at++, cube.table().keep(*token), {}); !added) return added;
    }
    if (at != cells) return tl::unexpected(miscounted(cells));
    return {};
}

// Rows with their keys in front: what is not there has no row.
class KeyedRows {
public:
    explicit KeyedRows(const std::vector<Variable>& variables)
    {
        for (const auto& variable : variables) {
            if (!variable.in_stub) {
                width_ *= variable.codes.size();
                continue;
            }
            auto& places = places_.emplace_back();
            for (std::size_t i = 0; i < variable.values.size(); ++i)
                places.emplace(variable.values[i], i);
        }
    }

    Result<> fill(CubeTable& cube, std::string_view data) const
    {
        Tokens tokens{data};
        for (auto key = tokens.next(); key; key = tokens.next()) {
            std::uint64_t row = 0;
            for (std::size_t i = 0; i < places_.size(); ++i) {
                if (i > 0) key = tokens.next();
                const auto place = key ? places_[i].find(std::string{*key}) : places_[i].end();
                if (place == places_[i].end())
                    return tl::unexpected(wrong(say(
                        "PX: DATA nennt den Schlüssel „{}“, den es nicht gibt.",
                        "PX: DATA names the key '{}', which does not exist.", key.value_or(""))));
                row = row * places_[i].size() + place->second;
            }
            for (std::uint64_t i = 0; i < width_; ++i) {
                const auto token = tokens.next();
                if (!token) return tl::unexpected(miscounted(width_));
                auto added = cube.add(row * width_ + i, cube.table().keep(*token), {});
                if (!added) return added;
            }
        }
        return {};
    }

private:
    std::vector<std::unordered_map<std::string, std::uint64_t>> places_; // of stub variables
    std::uint64_t width_ = 1;
};

} // namespace

Result<> fill_cube(CubeTable& cube, const std::vector<Variable>& variables, std::string_view data)
{
    const auto cells = cube.cells();
    if (!cells)
        return fail(Remedy::mend,
                    say("PX: Die Tabelle ist zu groß.", "PX: the table is too large."));
    const bool keyed = std::any_of(variables.begin(), variables.end(),
                                   [](const Variable& variable) { return variable.keyed; });
    return keyed ? KeyedRows{variables}.fill(cube, data) : fill_dense(cube, data, *cells);
}

} // namespace tuermer::px
