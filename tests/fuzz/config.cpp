// SPDX-License-Identifier: EUPL-1.2
// Any text as a configuration: one file that every reader takes for its own kind, in the order in
// which `load_config` calls them. It ends with plain structs or with mistakes a person can find.
#include "config/reading.hpp"
#include "config/wording.hpp"
#include "connectors/sources/mapping.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>

namespace tuermer::fuzz {
namespace {

using config::Document;
using config::Reading;

void check_source(SourceConfig& source, Settings& settings, Mistakes&)
{
    source.measures = shapes_of(read_mapping(source.id, settings));
}

void read_all(const Document& file, Reading& reading)
{
    const auto with_settings = [&](const auto& read) {
        auto settings = config::settings_of(file, reading.mistakes);
        read(settings);
    };
    with_settings([&](Settings& all) { config::read_installation(all, "/nowhere", reading); });
    with_settings([&](Settings& all) { config::read_areas(all, reading); });
    config::settle_areas(reading);
    with_settings([&](Settings& all) { config::read_sources(all, check_source, reading); });
    with_settings([&](Settings& all) { config::read_indicators(file, all, reading); });
    config::check_other_indicators(reading);
    const auto definitions = config::define_indicators(reading);
    with_settings([&](Settings& all) { config::read_recipients(all, reading); });
    with_settings([&](Settings& all) { config::read_rules(all, definitions, reading); });
    with_settings([&](Settings& all) { config::read_breaks(all, reading); });
}

void check_mistake(const Mistake& mistake, const std::string& text)
{
    promise(!mistake.what.de.empty() && !mistake.what.en.empty(), "a mistake is a sentence");
    promise(mistake.place.file == "a.toml", "a mistake names its file");
    const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
    promise(mistake.place.line <= lines, "a mistake lies inside of its file");
    promise(!describe(mistake, Language::de).empty(), "a mistake can be printed");
}

} // namespace
} // namespace tuermer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    const std::string text(fuzz::text_of(bytes, size));
    config::Reading reading;
    const auto file = config::read_document(text, "a.toml", reading.mistakes);
    fuzz::promise(file.has_value() || reading.mistakes.any_error(),
                  "what is not read has a mistake");
    if (file) fuzz::read_all(*file, reading);
    config::check_wording(reading.texts, reading.mistakes);
    for (const auto& mistake : reading.mistakes.sorted()) fuzz::check_mistake(mistake, text);
    return 0;
}
