// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/editor.hpp"

#include "config/advise.hpp"
#include "config/descriptions.hpp"
#include "daemon/present/present.hpp"
#include "daemon/setup.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>

namespace tuermer::editor {

namespace {

struct FoundTable {
    const TableShape* shape = nullptr;
    std::string path; // of its description
};

struct FoundKey {
    std::string name, path;
    const KeyShape* shape = nullptr;
};

const TableShape* table_in(const KeyShape& key)
{
    for (const auto& form : key.forms) {
        if (form.table) return form.table.get();
        for (const auto& element : form.elements)
            if (element.table) return element.table.get();
    }
    return nullptr;
}

// Those of the kind that the table names; of every kind where it names none (yet).
std::vector<FoundKey> keys_of(const FoundTable& table, const std::string& kind)
{
    std::vector<FoundKey> keys;
    const auto prefix = table.path.empty() ? "" : table.path + ".";
    for (const auto& [name, key] : table.shape->keys) keys.push_back({name, prefix + name, &key});
    for (const auto& [name, entry] : table.shape->kinds)
        if (kind.empty() || kind == name)
            for (const auto& [own, key] : entry.own->keys)
                keys.push_back({own, prefix + name + ":" + own, &key});
    return keys;
}

std::string kind_named(const FoundTable& table, const Cursor& cursor)
{
    const auto kind = cursor.siblings.find(table.shape->kind_key);
    return kind == cursor.siblings.end() ? "" : kind->second;
}

FoundTable find_table(const TableShape& root, const std::vector<std::string>& path)
{
    FoundTable at{&root, ""};
    for (const auto& part : path) {
        const auto keys = keys_of(at, "");
        const auto key = std::ranges::find(keys, part, &FoundKey::name);
        const bool any = key == keys.end() && at.shape->any_key.has_value();
        if (key == keys.end() && !any) return {};
        at = {table_in(any ? *at.shape->any_key : *key->shape), any ? at.path + ".*" : key->path};
        if (at.shape == nullptr) return {};
    }
    return at;
}

Text code_text(const std::string& text)
{
    return {text, text};
}

std::string read_whole(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void collect_codes(const Node& node, std::set<std::string>& codes)
{
    const auto* table = std::get_if<Table>(&node.value);
    if (table == nullptr) return;
    for (const auto& [key, entry] : *table) {
        const auto* inner = std::get_if<Table>(&entry.value->value);
        if (inner == nullptr) continue;
        if (key != "codes") {
            collect_codes(*entry.value, codes);
            continue;
        }
        for (const auto& [label, code] : *inner)
            if (const auto* text = std::get_if<std::string>(&code.value->value))
                codes.insert(*text);
    }
}

} // namespace

Desk::Desk(std::filesystem::path folder, std::filesystem::path state)
    : folder_(std::move(folder)), state_(std::move(state))
{
}

void Desk::set(const std::string& file, std::optional<std::string> text)
{
    buffers_.erase(file);
    loaded_.reset();
    if (text)
        unsaved_[file] = std::move(*text);
    else
        unsaved_.erase(file);
}

const Buffer& Desk::buffer(const std::string& file)
{
    const auto known = buffers_.find(file);
    if (known != buffers_.end()) return known->second;
    const auto open = unsaved_.find(file);
    auto text = open == unsaved_.end() ? read_whole(folder_ / file) : open->second;
    return buffers_.emplace(file, Buffer(std::move(text))).first->second;
}

const Loaded* Desk::loaded()
{
    if (!loaded_)
        if (auto read = load_installation(folder_, unsaved_)) loaded_ = std::move(*read);
    return loaded_ ? &*loaded_ : nullptr;
}

const TableShape& Desk::shape_of_kind(const FileKind& kind)
{
    const auto known = shapes_.find(kind.name);
    if (known != shapes_.end()) return known->second;
    return shapes_.emplace(kind.name, shape_of_file(kind)).first->second;
}

std::vector<Mistake> Desk::mistakes()
{
    const auto* all = loaded();
    if (all == nullptr) return {};
    auto found = all->mistakes;
    advise(*all, found);
    return found.sorted();
}

std::vector<Proposal> Desk::names(NameKind kind)
{
    std::vector<Proposal> proposals;
    if (const auto* all = loaded())
        for (const auto& named : all->names.defined)
            if (named.kind == kind)
                proposals.push_back(
                    {Proposal::Kind::name, named.name, named.name, about_name(named)});
    return proposals;
}

std::vector<Proposal> Desk::areas()
{
    std::vector<Proposal> proposals;
    const auto* all = loaded();
    if (all == nullptr) return proposals;
    const auto& installation = all->config.installation;
    if (!installation.areas)
        return {{Proposal::Kind::area, installation.area, installation.area, installation.name}};
    for (const auto& code : installation.areas->codes())
        proposals.push_back(
            {Proposal::Kind::area, code, code, installation.areas->name_of(code).value_or(Text{})});
    return proposals;
}

std::vector<Proposal> Desk::codes()
{
    std::set<std::string> codes;
    std::vector<Proposal> proposals;
    if (const auto* all = loaded())
        for (const auto& source : all->config.sources) collect_codes(*source.node, codes);
    for (const auto& code : codes) proposals.push_back({Proposal::Kind::word, code, code, {}});
    return proposals;
}

// What a key refers to.
std::vector<Proposal> Desk::values_of(const std::string& key)
{
    if (key == "indicator" || key == "indicators" || key == "measured_by")
        return names(NameKind::indicator);
    if (key == "notify" || key == "owner") return names(NameKind::recipient);
    if (key == "measures") return names(NameKind::measure);
    if (key == "areas" || key == "relative_to" || key == "to" || key == "parent") return areas();
    std::vector<Proposal> proposals;
    if (key == "unit")
        for (const auto& word : unit_words())
            proposals.push_back({Proposal::Kind::word, word, word, {}});
    if (key == "numerator" || key == "denominator" || key == "value") {
        proposals = names(NameKind::measure);
        const auto others = names(NameKind::indicator);
        proposals.insert(proposals.end(), others.begin(), others.end());
    }
    return proposals;
}

std::vector<Proposal> Desk::proposals(const std::string& file, const Cursor& cursor)
{
    const auto* kind = file_kind_of(file);
    if (kind == nullptr || cursor.in_header) return {};
    const auto table = find_table(shape_of_kind(*kind), cursor.table);
    std::vector<Proposal> proposals;
    if (table.shape == nullptr) return proposals;
    const auto keys = keys_of(table, kind_named(table, cursor));
    if (cursor.key.empty()) {
        for (const auto& key : keys)
            if (!cursor.siblings.contains(key.name))
                proposals.push_back(
                    {Proposal::Kind::key, key.name, key.name + " = ", description_of(key.path)});
        return proposals;
    }
    const bool is_formula =
        cursor.key == "numerator" || cursor.key == "denominator" || cursor.key == "value";
    const auto quote = cursor.value.find_last_of("'{");
    if (is_formula && quote != std::string::npos && cursor.value[quote] == '\'' &&
        std::ranges::count(cursor.value, '\'') % 2 == 1)
        proposals = codes();
    else
        proposals = values_of(cursor.key);
    for (const auto& key : keys)
        if (key.name == cursor.key)
            for (const auto& form : key.shape->forms)
                for (const auto& word : form.words) {
                    const auto entry = table.shape->kinds.find(word);
                    proposals.push_back(
                        {Proposal::Kind::word, word, word,
                         entry == table.shape->kinds.end() ? Text{} : entry->second.summary});
                }
    if (!cursor.in_text)
        for (auto& proposal : proposals) proposal.insert = "\"" + proposal.insert + "\"";
    return proposals;
}

std::optional<Place> Desk::definition(const Cursor& cursor)
{
    const auto* all = loaded();
    if (all == nullptr || cursor.word.empty()) return std::nullopt;
    const auto wanted =
        cursor.key == "notify" || cursor.key == "owner" ? NameKind::recipient : NameKind::indicator;
    const Named* found = nullptr;
    for (const auto& named : all->names.defined)
        if (named.name == cursor.word && (found == nullptr || named.kind == wanted)) found = &named;
    return found == nullptr ? std::nullopt : std::optional(found->place);
}

void Desk::prepare(const std::string& file)
{
    fetch_figures();
    if (const auto* kind = file_kind_of(file)) shape_of_kind(*kind);
}

void Desk::fetch_figures()
{
    const auto* all = loaded();
    if (asked_for_figures_ || all == nullptr || all->mistakes.any_error()) return;
    asked_for_figures_ = true;
    if (auto held = figures_held(all->config, state_); held && *held) figures_ = std::move(**held);
}

Text Desk::last_value(const std::string& id)
{
    const auto* all = loaded();
    if (all == nullptr) return {};
    const auto number = figures_ ? figures_->indicator(id) : std::nullopt;
    if (!number) return {};
    const auto& panel = figures_->panels(*number).value;
    const auto dimension = panel.keys().dimension("area");
    for (std::uint32_t row = 0; row < panel.rows(); ++row) {
        if (dimension && panel.keys().code(row, *dimension) != all->config.installation.area)
            continue;
        for (auto period = panel.last(); period >= panel.first(); period = period - 1) {
            const auto cell = panel.at(row, period);
            if (!cell.has_value()) continue;
            const int decimals = cell.value == std::round(cell.value) ? 0 : 2;
            const auto unit = title_of(panel.unit());
            return {fmt::format("{}: {} {}", to_string(period),
                                number_text(cell.value, decimals, Language::de), unit.de),
                    fmt::format("{}: {} {}", to_string(period),
                                number_text(cell.value, decimals, Language::en), unit.en)};
        }
    }
    return {};
}

Text Desk::about_indicator(const Indicator& indicator)
{
    const auto formula =
        indicator.is_rate() ? indicator.numerator + " / " + indicator.denominator : indicator.value;
    Text text{fmt::format("**{}**\n\n`{}`", indicator.title.de, formula),
              fmt::format("**{}**\n\n`{}`", indicator.title.en, formula)};
    const auto last = last_value(indicator.id);
    if (last.empty()) return text;
    return {text.de + "\n\nzuletzt " + last.de, text.en + "\n\nlast " + last.en};
}

Text Desk::about_name(const Named& named)
{
    const auto& config = loaded()->config;
    if (named.kind == NameKind::indicator) {
        const auto found = std::ranges::find(config.indicators, named.name, &Indicator::id);
        if (found != config.indicators.end()) return about_indicator(*found);
    }
    if (named.kind == NameKind::recipient) {
        const auto found = std::ranges::find(config.recipients, named.name, &Recipient::id);
        if (found != config.recipients.end() && !found->mail.empty())
            return code_text(found->mail.front());
    }
    if (named.kind == NameKind::measure)
        for (const auto& source : config.sources)
            for (const auto& measure : source.measures)
                if (measure.name == named.name) {
                    std::string by;
                    for (const auto& dimension : measure.dimensions)
                        by += (by.empty() ? "" : " × ") + dimension;
                    const auto unit = title_of(measure.unit);
                    return {fmt::format("**{}**: {} je {}\n\n{}", named.name, unit.de, by,
                                        source.attribution),
                            fmt::format("**{}**: {} by {}\n\n{}", named.name, unit.en, by,
                                        source.attribution)};
                }
    return {};
}

Text Desk::about(const std::string& file, const Cursor& cursor)
{
    const auto* all = loaded();
    const auto* kind = file_kind_of(file);
    if (all == nullptr || kind == nullptr || cursor.word.empty()) return {};
    const bool names_something =
        !cursor.key.empty() || cursor.in_header || file.starts_with("sources.d");
    if (names_something)
        for (const auto& named : all->names.defined)
            if (named.name == cursor.word)
                if (auto text = about_name(named); !text.empty()) return text;
    const auto table = find_table(shape_of_kind(*kind), cursor.table);
    if (table.shape == nullptr) return {};
    for (const auto& key : keys_of(table, kind_named(table, cursor)))
        if (key.name == cursor.word) return description_of(key.path);
    return {};
}

} // namespace tuermer::editor
