// SPDX-License-Identifier: EUPL-1.2
#include "config/advise.hpp"
#include "daemon/commands/findings.hpp"
#include "daemon/version.hpp"

#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;

std::string_view sarif_level(Level level)
{
    return level == Level::hint ? "note" : code_of(level);
}

std::string_view rule_of(const Mistake& mistake)
{
    return mistake.code.empty() ? check_kinds().front().code : mistake.code;
}

ordered_json rule_json(const CheckKind& kind, Language language)
{
    return {{"id", kind.code},
            {"shortDescription", {{"text", kind.summary.in(language)}}},
            {"defaultConfiguration", {{"level", sarif_level(kind.level)}}}};
}

// A URI reference: what is not plain is written as %XX.
std::string uri_of(std::string_view file)
{
    constexpr std::string_view plain = "-._~/";
    std::string uri;
    for (const char c : file) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_letter || (c >= '0' && c <= '9') || plain.find(c) != std::string_view::npos)
            uri += c;
        else
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return uri;
}

ordered_json location(const Place& place)
{
    ordered_json physical{
        {"artifactLocation", {{"uri", uri_of(place.file.text())}, {"uriBaseId", "CONFIG"}}}};
    if (place.line > 0) {
        physical["region"] = {{"startLine", place.line}};
        if (place.column > 0) physical["region"]["startColumn"] = place.column;
    }
    return {{"physicalLocation", physical}};
}

ordered_json result(const Mistake& mistake, Language language)
{
    return {{"ruleId", rule_of(mistake)},
            {"level", sarif_level(mistake.level)},
            {"message", {{"text", mistake.what.in(language)}}},
            {"locations", ordered_json::array({location(mistake.place)})}};
}

} // namespace

std::string findings_sarif(const Findings& findings, Language language)
{
    auto rules = ordered_json::array(), results = ordered_json::array();
    for (const auto& kind : check_kinds()) rules.push_back(rule_json(kind, language));
    for (const auto& mistake : findings.found) results.push_back(result(mistake, language));
    std::error_code none;
    const auto folder = std::filesystem::absolute(findings.directory, none).lexically_normal();
    const ordered_json run{
        {"tool", {{"driver", {{"name", "tuermer"}, {"version", version}, {"rules", rules}}}}},
        {"language", language == Language::de ? "de" : "en"},
        {"columnKind", "unicodeCodePoints"},
        {"originalUriBaseIds", {{"CONFIG", {{"uri", "file://" + uri_of((folder / "").string())}}}}},
        {"results", results}};
    const ordered_json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                           {"version", "2.1.0"},
                           {"runs", ordered_json::array({run})}};
    return log.dump(2);
}

} // namespace tuermer
