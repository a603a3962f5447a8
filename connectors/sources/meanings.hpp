// SPDX-License-Identifier: EUPL-1.2
// A cache for what repeats down a column.
#pragma once

#include <string_view>
#include <unordered_map>

namespace tuermer {

// What the texts of a column mean, each understood once. A file is sorted by something, so a text
// mostly is the one before it, or the one that followed that the last time.
template <class Meaning>
class Meanings {
public:
    // The same object for the same text.
    template <class Understand>
    const Meaning& of(std::string_view text, Understand understand)
    {
        if (last_ != nullptr && last_->text == text) return last_->meaning;
        auto* const expected = last_ == nullptr ? nullptr : last_->next;
        auto* const known =
            expected != nullptr && expected->text == text ? expected : find(text, understand);
        if (last_ != nullptr) last_->next = known;
        last_ = known;
        return known->meaning;
    }

private:
    struct Known {
        std::string_view text;
        Meaning meaning;
        Known* next = nullptr;
    };

    template <class Understand>
    Known* find(std::string_view text, Understand understand)
    {
        const auto [place, is_new] = known_.try_emplace(text);
        if (is_new) place->second = {text, understand(), nullptr};
        return &place->second;
    }

    std::unordered_map<std::string_view, Known> known_;
    Known* last_ = nullptr;
};

} // namespace tuermer
