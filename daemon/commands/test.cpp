// SPDX-License-Identifier: EUPL-1.2
// `tuermer test`: the stories beside the rules (rules.d/*.story.toml) run through the daemon's own
// engine, and every difference is shown.
#include "config/stories.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/setup.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

// A story and what came of it.
struct Told {
    Story story;
    StoryResult result;
};

void print(const Told& told, Language language)
{
    const bool holds = told.result.holds();
    terminal::line(
        fmt::format("{} {}  {}",
                    holds ? painted(Colour::green, language == Language::de ? "stimmt " : "holds  ")
                          : painted(Colour::red, language == Language::de ? "anders " : "differs"),
                    told.story.id, painted(Colour::faint, told.story.title.in(language))));
    for (const auto& difference : told.result.differences) {
        terminal::line(fmt::format("  {}  {}", to_string(difference.place),
                                   painted(Colour::bold, to_string(difference.date))));
        for (const auto& event : difference.missing)
            terminal::line(painted(Colour::red, "    − " + to_string(event)) +
                           (language == Language::de ? "   erwartet, blieb aus"
                                                     : "   expected, did not happen"));
        for (const auto& event : difference.unexpected)
            terminal::line(painted(Colour::green, "    + " + to_string(event)) +
                           (language == Language::de ? "   geschah, nicht erwartet"
                                                     : "   happened, not expected"));
    }
}

ordered_json json_of(const Told& told)
{
    ordered_json one{{"story", told.story.id},
                     {"file", told.story.place.file.text()},
                     {"line", told.story.place.line},
                     {"holds", told.result.holds()},
                     {"days_compared", told.result.compared},
                     {"differences", ordered_json::array()}};
    for (const auto& difference : told.result.differences) {
        ordered_json day{{"date", to_string(difference.date)},
                         {"line", difference.place.line},
                         {"missing", ordered_json::array()},
                         {"unexpected", ordered_json::array()}};
        for (const auto& event : difference.missing) day["missing"].push_back(to_string(event));
        for (const auto& event : difference.unexpected)
            day["unexpected"].push_back(to_string(event));
        one["differences"].push_back(std::move(day));
    }
    return one;
}

std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (c == '"')
            safe += "&quot;";
        else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n')
            safe += c;
    }
    return safe;
}

std::string difference_text(const StoryDifference& difference)
{
    auto text = to_string(difference.place) + " " + to_string(difference.date) + "\n";
    for (const auto& event : difference.missing) text += "- " + to_string(event) + "\n";
    for (const auto& event : difference.unexpected) text += "+ " + to_string(event) + "\n";
    return text;
}

// JUnit's XML as test servers read it: a suite, a case per story.
std::string junit_of(const std::vector<Told>& all)
{
    const auto failures =
        std::ranges::count_if(all, [](const Told& told) { return !told.result.holds(); });
    auto xml = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<testsuite name=\"tuermer test\" tests=\"{}\" failures=\"{}\">\n",
                           all.size(), failures);
    for (const auto& told : all) {
        xml += fmt::format("  <testcase classname=\"{}\" name=\"{}\"",
                           escaped(told.story.place.file.text()), escaped(told.story.id));
        if (told.result.holds()) {
            xml += "/>\n";
            continue;
        }
        std::string text;
        for (const auto& difference : told.result.differences) text += difference_text(difference);
        xml += fmt::format(">\n    <failure message=\"{} days differ\">{}</failure>\n"
                           "  </testcase>\n",
                           told.result.differences.size(), escaped(text));
    }
    return xml + "</testsuite>\n";
}

Result<> write_junit(const std::vector<Told>& all, const std::string& file)
{
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << junit_of(all);
    stream.flush();
    if (stream) return {};
    return fail(Remedy::mend, {"lässt sich nicht schreiben", "cannot be written"}, file);
}

Result<std::vector<Story>> stories_of(const CommandOptions& options, const Config& config)
{
    Mistakes mistakes;
    auto stories = load_stories(options.config, config, mistakes);
    if (!mistakes.any_error()) return stories;
    const auto first = mistakes.sorted().front();
    return fail(Remedy::mend, first.what, to_string(first.place));
}

Result<std::vector<Told>> tell_all(const CommandOptions& options)
{
    const auto config = valid_config(options.config);
    if (!config) return tl::unexpected(config.error());
    auto stories = stories_of(options, *config);
    if (!stories) return tl::unexpected(stories.error());
    const auto blank = blank_knowledge(*config);
    if (!blank) return tl::unexpected(blank.error());
    std::vector<Told> all;
    for (auto& story : *stories) {
        auto result = run_story(*blank, story);
        if (!result) return tl::unexpected(result.error());
        all.push_back({std::move(story), std::move(*result)});
    }
    return all;
}

void report(const std::vector<Told>& all, std::ptrdiff_t failures, const CommandOptions& options)
{
    if (options.json) {
        ordered_json json{{"stories", ordered_json::array()}, {"failures", failures}};
        for (const auto& told : all) json["stories"].push_back(json_of(told));
        terminal::line(json.dump(2));
        return;
    }
    for (const auto& told : all) print(told, options.language);
    if (all.empty())
        terminal::line(say("Keine Geschichten in {}: Dateien rules.d/*.story.toml fehlen.",
                           "No stories in {}: there are no files rules.d/*.story.toml.",
                           options.config.string())
                           .in(options.language));
    else
        terminal::line(say("{} Geschichten, {} davon anders als erwartet.",
                           "{} stories, {} of them differ from what was expected.", all.size(),
                           failures)
                           .in(options.language));
}

} // namespace

int test_command(const CommandOptions& options, const std::string& junit)
{
    const auto all = tell_all(options);
    if (!all) return terminal::complain(all.error(), options.language);
    const auto failures =
        std::ranges::count_if(*all, [](const Told& told) { return !told.result.holds(); });
    report(*all, failures, options);
    if (!junit.empty())
        if (const auto written = write_junit(*all, junit); !written)
            return terminal::complain(written.error(), options.language);
    return failures == 0 ? all_well : something_wrong;
}

} // namespace tuermer
