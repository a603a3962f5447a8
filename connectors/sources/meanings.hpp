// SPDX-License-Identifier: EUPL-1.2
// A cache for what repeats down a column.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tuermer {

// What the texts of a column mean, each understood once. A file is sorted by something, so a text
// mostly is the one before it, or the one that followed that the last time.
template <class Meaning>
class Meanings {
public:
    // The same object for the same text, however often; the text itself is not referred to.
    template <class Understand>
    const Meaning& of(std::string_view text, Understand understand)
    {
        if (last_ != nullptr && same(last_->text, text)) return last_->meaning;
        auto* const expected = last_ == nullptr ? nullptr : last_->next;
        auto* const known =
            expected != nullptr && same(expected->text, text) ? expected : find(text, understand);
        if (last_ != nullptr) last_->next = known;
        last_ = known;
        return known->meaning;
    }

private:
    // Labels and periods are short: to call for a comparison takes longer than to compare.
    static bool same(std::string_view a, std::string_view b)
    {
        if (a.size() != b.size()) return false;
        if (a.size() >= 8 && a.size() <= 16)
            return ends<std::uint64_t>(a) == ends<std::uint64_t>(b);
        if (a.size() >= 4 && a.size() < 8) return ends<std::uint32_t>(a) == ends<std::uint32_t>(b);
        return a == b;
    }
    // Of a text that is as long as one or two words: they overlap in the middle.
    template <class Word>
    static std::array<Word, 2> ends(std::string_view text)
    {
        std::array<Word, 2> words{};
        std::memcpy(words.data(), text.data(), sizeof(Word));
        std::memcpy(words.data() + 1, text.data() + text.size() - sizeof(Word), sizeof(Word));
        return words;
    }

    struct Known {
        std::string text;
        Meaning meaning;
        Known* next = nullptr;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    template <class Understand>
    Known* find(std::string_view text, Understand understand)
    {
        const auto found = known_.find(text);
        if (found != known_.end()) return &found->second;
        auto& known = known_[std::string{text}];
        known = {std::string{text}, understand(), nullptr};
        return &known;
    }

    std::unordered_map<std::string, Known, Hash, std::equal_to<>> known_;
    Known* last_ = nullptr;
};

} // namespace tuermer
