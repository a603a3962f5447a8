// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/shape.hpp"

#include <algorithm>

namespace tuermer {

namespace {

void add_words(std::vector<std::string>& words, const std::vector<std::string>& more)
{
    for (const auto& word : more)
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

void widen(ValueShape& form, ValueShape other)
{
    form.range = {std::min(form.range.min, other.range.min),
                  std::max(form.range.max, other.range.max)};
    add_words(form.words, other.words);
    for (auto& element : other.elements) {
        const auto same =
            std::find_if(form.elements.begin(), form.elements.end(),
                         [&](const ValueShape& known) { return known.form == element.form; });
        if (same == form.elements.end())
            form.elements.push_back(std::move(element));
        else
            widen(*same, std::move(element));
    }
    if (!form.table || !other.table)
        form.table = form.table ? form.table : other.table;
    else if (form.table != other.table)
        *form.table = either(std::move(*form.table), *other.table);
}

KeyShape either(KeyShape one, const KeyShape& other)
{
    for (const auto& form : other.forms) add_form(one, form);
    one.required = one.required && other.required;
    return one;
}

} // namespace

void add_form(KeyShape& key, ValueShape form)
{
    const auto same = std::find_if(key.forms.begin(), key.forms.end(),
                                   [&](const ValueShape& f) { return f.form == form.form; });
    if (same == key.forms.end())
        key.forms.push_back(std::move(form));
    else
        widen(*same, std::move(form));
}

TableShape either(TableShape one, const TableShape& other)
{
    for (auto& [name, key] : one.keys)
        if (!other.keys.contains(name)) key.required = false;
    for (const auto& [name, key] : other.keys) {
        const auto known = one.keys.find(name);
        if (known == one.keys.end())
            one.keys.emplace(name, KeyShape{key.forms, false});
        else
            known->second = either(std::move(known->second), key);
    }
    if (other.any_key)
        one.any_key = one.any_key ? either(*one.any_key, *other.any_key) : other.any_key;
    if (one.kind_key.empty()) one.kind_key = other.kind_key;
    one.kinds.insert(other.kinds.begin(), other.kinds.end());
    return one;
}

} // namespace tuermer
