// SPDX-License-Identifier: EUPL-1.2
// The variables in the order of STUB and HEADING give each figure of DATA its place; with KEYS,
// rows say their own.
#include "connectors/formats/px/px.hpp"

#include "connectors/formats/classify/foreign.hpp"
#include "connectors/formats/cube_table.hpp"
#include "connectors/formats/encoding.hpp"
#include "connectors/formats/flags.hpp"
#include "connectors/formats/labels.hpp"
#include "connectors/formats/px/data.hpp"
#include "connectors/formats/px/statements.hpp"
#include "connectors/formats/px/variables.hpp"
#include "connectors/formats/reader_of.hpp"

#include <algorithm>
#include <utility>

namespace tuermer {
namespace px {
namespace {

using Kind = SignMeaning::Kind;

Result<CellTable> table_of(const File& file, std::string_view name, const ReadLimits& limits)
{
    const auto variables = file.variables();
    if (!variables) return tl::unexpected(variables.error());
    CubeTable cube{name, limits};
    std::vector<CubeTable::Dimension> dimensions(variables->size());
    for (std::size_t i = 0; i < variables->size(); ++i) {
        for (const auto& code : (*variables)[i].codes)
            dimensions[i].codes.push_back(cube.table().keep_once(code));
        for (const auto& label : (*variables)[i].labels)
            dimensions[i].labels.push_back(cube.table().keep_once(label));
    }
    if (auto added = file.add_units(*variables, cube, dimensions); !added)
        return tl::unexpected(std::move(added.error()));
    for (std::size_t i = 0; i < variables->size(); ++i)
        cube.add_dimension((*variables)[i].name, std::move(dimensions[i]));
    cube.close_head(false);
    auto filled = fill_cube(cube, *variables, file.statements().data);
    if (!filled) return tl::unexpected(std::move(filled.error()));
    return cube.take();
}

// CODEPAGE="utf-8"; some files declare another one than they have, so valid UTF-8 goes first.
Encoding encoding_of(std::string_view bytes)
{
    const auto detected = detect_encoding(bytes);
    if (detected && (detected->name.starts_with("utf") || detected->bom_bytes > 0))
        return *detected;
    const auto head = bytes.substr(0, bytes.find("DATA="));
    constexpr std::string_view declaration = "CODEPAGE=\"";
    const auto at = head.find(declaration);
    if (at != std::string_view::npos) {
        const auto begin = at + declaration.size();
        auto declared = lower_ascii(head.substr(begin, head.find('"', begin) - begin));
        if (known_encoding(declared) && !declared.starts_with("utf")) return {declared, 0};
    }
    if (head.find("CHARSET=\"ANSI\"") != std::string_view::npos) return {"windows-1252", 0};
    return detected.value_or(Encoding{"windows-1252", 0});
}

// Dots in quotes are signs whose texts each file sets itself; these are what offices mean by them.
const Signs& px_signs()
{
    static const Signs signs = {
        {".", {Kind::missing, Missing::not_applicable, Status::final}},
        {"..", {Kind::missing, Missing::withheld, Status::final}},
        {"...", {Kind::missing, Missing::withheld, Status::final}},
        {"....", {Kind::missing, Missing::not_yet, Status::final}},
        {".....", {Kind::missing, Missing::not_yet, Status::final}},
        {"......", {Kind::missing, Missing::not_yet, Status::final}},
    };
    return signs;
}

// "DATASYMBOL2 = unknown": what the file says of its signs, for whoever writes [….signs].
std::vector<Text> symbols_said(const Statements& statements)
{
    std::string said;
    for (const auto& statement : statements.all)
        if (statement.keyword.starts_with("DATASYMBOL") && statement.language.empty() &&
            !statement.values.empty())
            said += fmt::format("{}{} = {}", said.empty() ? "" : ", ", statement.keyword.substr(10),
                                statement.values.front());
    if (said.empty()) return {};
    return {say("Die Datei erklärt ihre Zeichen selbst (DATASYMBOL): {}.",
                "The file explains its signs itself (DATASYMBOL): {}.", said)};
}

Result<std::string> language_of(const Statements& statements, const PxSettings& settings)
{
    if (!settings.language) return std::string{};
    const auto* const own = statements.find("LANGUAGE", "");
    if (own != nullptr && own->values.front() == *settings.language) return std::string{};
    const auto* const all = statements.find("LANGUAGES", "");
    std::string listed = own != nullptr ? own->values.front() : "";
    if (all != nullptr)
        for (const auto& language : all->values) {
            if (language == *settings.language) return language;
            if (listed.find(language) == std::string::npos) listed += ", " + language;
        }
    return fail(Remedy::mend, say("Die PX-Datei hat keine Sprache „{}“. Vorhanden sind: {}.",
                                  "The PX file has no language '{}'. There are: {}.",
                                  *settings.language, listed));
}

} // namespace
} // namespace px

Result<ReadTable> read_px(std::string_view bytes, std::string_view name, const PxSettings& settings)
{
    if (bytes.size() > settings.limits.bytes)
        return fail(Remedy::mend, say("Die Datei hat {} Byte; erlaubt sind {}.",
                                      "The file has {} bytes; {} are allowed.", bytes.size(),
                                      settings.limits.bytes));
    if (auto foreign = refuse_foreign_bytes(bytes)) return tl::unexpected(std::move(*foreign));
    const auto encoding = px::encoding_of(bytes);
    const auto text = to_utf8(bytes, encoding);
    if (!text) return tl::unexpected(text.error());
    if (auto foreign = refuse_foreign_text(*text)) return tl::unexpected(std::move(*foreign));
    auto statements = px::read_statements(*text);
    if (!statements) return tl::unexpected(std::move(statements.error()));
    auto language = px::language_of(*statements, settings);
    if (!language) return tl::unexpected(std::move(language.error()));
    ReadTable read;
    read.dialect = plain_dialect();
    read.dialect.encoding = encoding.name;
    read.dialect.bom = encoding.bom_bytes > 0;
    read.signs = px::px_signs();
    read.remarks = px::symbols_said(*statements);
    if (statements->unreadable > 0)
        read.remarks.push_back(say("Unlesbare Angaben, von denen keine Zahl abhängt: {} (zuerst "
                                   "Zeile {}).",
                                   "Unreadable statements that no figure depends on: {} (line {} "
                                   "first).",
                                   statements->unreadable, statements->first_unreadable_line));
    const px::File file{std::move(*statements), std::move(*language)};
    auto table = px::table_of(file, name, settings.limits);
    if (!table) return tl::unexpected(std::move(table.error()));
    read.tables.push_back(std::move(*table));
    return read;
}

bool recognises_px(std::string_view bytes)
{
    constexpr std::size_t looked_at = 64 * 1'024; // of keywords before DATA
    const auto head = bytes.substr(0, looked_at);
    const auto holds = [&](std::string_view part) {
        return head.find(part) != std::string_view::npos;
    };
    return (holds("STUB=\"") || holds("HEADING=\"") || holds("DATA=")) &&
           (holds("VALUES(\"") || holds("MATRIX=\"") || holds("AXIS-VERSION=\""));
}

std::unique_ptr<Reader> make_px_reader(Settings& settings)
{
    PxSettings px;
    px.language = settings.text("language");
    return std::make_unique<ReaderOf<PxSettings>>(std::move(px), read_px);
}

} // namespace tuermer
