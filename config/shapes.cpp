// SPDX-License-Identifier: EUPL-1.2
#include "config/shapes.hpp"

#include "config/reading.hpp"

#include <algorithm>

namespace tuermer {

const std::vector<FileKind>& file_kinds()
{
    static const std::vector<FileKind> kinds{
        {"installation", "tuermer.toml", {"Türmer: die Installation", "Türmer: the installation"}},
        {"sources",
         "sources.d",
         {"Türmer: Quellen, woher Zahlen kommen", "Türmer: sources, where figures come from"}},
        {"indicators",
         "indicators.d",
         {"Türmer: Indikatoren, was berechnet wird", "Türmer: indicators, what is computed"}},
        {"recipients",
         "recipients.toml",
         {"Türmer: Empfänger, wer Nachricht bekommt", "Türmer: recipients, who is told"}},
        {"rules",
         "rules.d",
         {"Türmer: Regeln, was beurteilt wird", "Türmer: rules, what is judged"}},
        {"breaks",
         "breaks.d",
         {"Türmer: Brüche, was nicht verglichen werden darf",
          "Türmer: breaks, what must not be compared"}},
        {"areas",
         "areas.d",
         {"Türmer: Gebiete, wer zu wem gehört", "Türmer: areas, who belongs to whom"}},
        {"stories",
         "rules.d/*.story.toml",
         {"Türmer: Geschichten, Proben für Regeln", "Türmer: stories, tests of rules"}},
    };
    return kinds;
}

const FileKind* file_kind_of(std::string_view file)
{
    const auto first = file.substr(0, file.find('/'));
    const bool is_story = first == "rules.d" && file.ends_with(".story.toml");
    const auto kind =
        std::ranges::find(file_kinds(), is_story ? "rules.d/*.story.toml" : first, &FileKind::path);
    if (kind == file_kinds().end() || (!is_story && file.ends_with(".story.toml"))) return nullptr;
    return &*kind;
}

TableShape shape_of_file(const FileKind& kind, const SourceChecker& check_source)
{
    return shape_of([&](Settings& file) {
        config::Reading reading;
        const config::Document nothing;
        if (kind.name == "installation") read_installation(file, {}, reading);
        if (kind.name == "sources") read_sources(file, check_source, reading);
        if (kind.name == "indicators") read_indicators(nothing, file, reading);
        if (kind.name == "recipients") read_recipients(file, reading);
        if (kind.name == "rules") read_rules(file, {}, reading);
        if (kind.name == "breaks") read_breaks(file, reading);
        if (kind.name == "areas") read_areas(file, reading);
        if (kind.name == "stories") config::read_story_file(file);
    });
}

} // namespace tuermer
