// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/json_schema.hpp"

#include "config/descriptions.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using Form = ValueShape::Form;

ordered_json of_table(const TableShape& shape, const std::string& path);

ordered_json of_number(const ValueShape& form, std::string_view type)
{
    ordered_json schema{{"type", type}};
    // Whole limits without a point, as a person would write them.
    const auto limit = [&](const char* name, double value) {
        if (!std::isfinite(value)) return;
        if (value == std::round(value))
            schema[name] = static_cast<std::int64_t>(value);
        else
            schema[name] = value;
    };
    limit("minimum", form.range.min);
    limit("maximum", form.range.max);
    return schema;
}

ordered_json any_of(const std::vector<ValueShape>& forms, const std::string& path);

ordered_json of_form(const ValueShape& form, const std::string& path)
{
    switch (form.form) {
    case Form::text: {
        ordered_json schema{{"type", "string"}};
        if (!form.words.empty()) schema["enum"] = form.words;
        return schema;
    }
    case Form::duration:
        return {{"type", "string"}, {"pattern", R"(^[0-9]+ (s|min|h|d|w)$)"}};
    case Form::number:
        return of_number(form, "number");
    case Form::whole:
        return of_number(form, "integer");
    case Form::flag:
        return {{"type", "boolean"}};
    case Form::date:
        return {{"type", "string"}, {"format", "date"}};
    case Form::table:
        return of_table(*form.table, path);
    case Form::list:
        return {{"type", "array"}, {"items", any_of(form.elements, path)}};
    }
    return {};
}

ordered_json any_of(const std::vector<ValueShape>& forms, const std::string& path)
{
    if (forms.empty()) return ordered_json::object();
    if (forms.size() == 1) return of_form(forms.front(), path);
    auto all = ordered_json::array();
    for (const auto& form : forms) all.push_back(of_form(form, path));
    return {{"anyOf", all}};
}

void describe(ordered_json& schema, const std::string& path)
{
    const auto text = description_of(path);
    if (!text.empty()) schema["description"] = text.de + "\n\n" + text.en;
}

ordered_json of_key(const KeyShape& key, const std::string& path)
{
    ordered_json schema = any_of(key.forms, path);
    describe(schema, path);
    return schema;
}

std::string inner(const std::string& path, std::string_view key)
{
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

void require(ordered_json& schema, const TableShape& shape)
{
    auto required = ordered_json::array();
    for (const auto& [name, key] : shape.keys)
        if (key.required) required.push_back(name);
    if (!required.empty()) schema["required"] = required;
}

// A kind's own keys hold only beside its name; the common ones were described already.
ordered_json of_kind(const TableShape& shape, const std::string& kind, const TableShape& own,
                     const std::string& path)
{
    ordered_json then{{"properties", ordered_json::object()}};
    for (const auto& [name, key] : own.keys)
        then["properties"][name] = of_key(key, fmt::format("{}.{}:{}", path, kind, name));
    for (const auto& [name, key] : shape.keys)
        if (!own.keys.contains(name)) then["properties"][name] = ordered_json::object();
    require(then, own);
    then["additionalProperties"] = false;
    return {
        {"if",
         {{"properties", {{shape.kind_key, {{"const", kind}}}}}, {"required", {shape.kind_key}}}},
        {"then", then}};
}

// Editors complete from here; which of these keys a kind knows is said behind "then".
void list_keys_of_kinds(ordered_json& schema, const TableShape& shape, const std::string& path)
{
    auto words = ordered_json::array();
    for (const auto& [kind, entry] : shape.kinds) {
        words.push_back(entry.summary.de + "\n\n" + entry.summary.en);
        for (const auto& [name, key] : entry.own->keys) {
            auto& known = schema["properties"][name];
            if (known.is_null()) known = ordered_json::object();
            if (!known.contains("description"))
                describe(known, fmt::format("{}.{}:{}", path, kind, name));
        }
    }
    schema["properties"][shape.kind_key]["x-taplo"] = {{"docs", {{"enumValues", words}}}};
    schema["allOf"] = ordered_json::array();
    for (const auto& [kind, entry] : shape.kinds)
        schema["allOf"].push_back(of_kind(shape, kind, *entry.own, path));
}

ordered_json of_table(const TableShape& shape, const std::string& path)
{
    ordered_json schema{{"type", "object"}};
    for (const auto& [name, key] : shape.keys)
        schema["properties"][name] = of_key(key, inner(path, name));
    require(schema, shape);
    if (!shape.kind_key.empty()) list_keys_of_kinds(schema, shape, path);
    schema["additionalProperties"] =
        shape.any_key ? of_key(*shape.any_key, inner(path, "*")) : ordered_json(false);
    return schema;
}

} // namespace

std::string json_schema(const FileKind& kind, const TableShape& shape)
{
    ordered_json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                        {"title", kind.title.de},
                        {"description", kind.title.de + "\n\n" + kind.title.en}};
    schema.update(of_table(shape, ""));
    return schema.dump(2);
}

} // namespace tuermer
