// SPDX-License-Identifier: EUPL-1.2
// Which files belong to a configuration, and in which order they are understood.
#include "config/load.hpp"

#include "config/reading.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace tuermer {

namespace fs = std::filesystem;

namespace {

using config::Document;
using config::Names;
using config::Reading;
using Documents = std::vector<Document>;

// One folder of configuration, with the files that were read from it.
class Folder {
public:
    Folder(fs::path path, const Unsaved& unsaved, Reading& reading)
        : path_(std::move(path)), unsaved_(unsaved), reading_(reading)
    {
    }

    // Nothing if the file is not there, or could not be understood (which was noted).
    std::optional<Document> file(const std::string& name, Names* names)
    {
        std::error_code ignored;
        if (!unsaved_.contains(name) && !fs::exists(fs::symlink_status(path_ / name, ignored)))
            return std::nullopt;
        auto document = read(name);
        if (!document && names != nullptr) names->forgive();
        return document;
    }

    // All *.toml of a sub-folder except stories, in the order of their names.
    Documents files(const std::string& folder, Names& names)
    {
        Documents documents;
        for (const auto& name : names_in(folder))
            if (auto document = file(name, &names)) documents.push_back(std::move(*document));
        return documents;
    }

private:
    std::vector<std::string> names_in(const std::string& folder)
    {
        std::vector<std::string> names;
        std::error_code trouble;
        const auto take = [&](const fs::path& path) {
            const auto name = path.filename().string();
            if (name.ends_with(".toml") && !name.ends_with(".story.toml") && !name.starts_with("."))
                names.push_back(folder + "/" + name);
        };
        for (fs::directory_iterator entry(path_ / folder, trouble), end; !trouble && entry != end;
             entry.increment(trouble))
            take(entry->path());
        for (const auto& [name, text] : unsaved_) // a file may be new and not on disk yet
            if (fs::path(name).parent_path() == folder) take(name);
        if (trouble && trouble != std::errc::no_such_file_or_directory) cannot_read(folder);
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        return names;
    }

    std::optional<Document> read(const std::string& name)
    {
        if (const auto open = unsaved_.find(name); open != unsaved_.end())
            return config::read_document(open->second, name, reading_.mistakes);
        std::error_code trouble;
        const auto size = fs::file_size(path_ / name, trouble);
        std::ifstream stream(path_ / name, std::ios::binary);
        if (trouble || !stream) return cannot_read(name);
        reading_.config.files.push_back(path_ / name);
        std::string text(std::min<std::uintmax_t>(size, Document::max_bytes + 1), '\0');
        stream.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(stream.gcount()));
        return config::read_document(std::move(text), name, reading_.mistakes);
    }

    std::nullopt_t cannot_read(const std::string& name)
    {
        reading_.mistakes.error({name, 0, 0}, "",
                                {"lässt sich nicht lesen; fehlt das Leserecht?",
                                 "cannot be read; is the right to read it missing?"});
        return std::nullopt;
    }

    fs::path path_;
    const Unsaved& unsaved_;
    Reading& reading_;
};

const std::vector<std::string> read_names{"tuermer.toml",    "sources.d", "indicators.d", "rules.d",
                                          "recipients.toml", "breaks.d",  "areas.d"};
const std::vector<std::string> later_names{"concepts.d", "silences.d", "silences.toml"};

// A folder "rule.d" would be passed over in silence, and with it all of its rules.
void warn_of_overlooked(const fs::path& directory, Mistakes& mistakes)
{
    const auto is_in = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    std::error_code trouble;
    for (fs::directory_iterator entry(directory, trouble), end; !trouble && entry != end;
         entry.increment(trouble)) {
        const auto name = entry->path().filename().string();
        if (is_in(read_names, name)) continue;
        const auto suggestion = did_you_mean(name, read_names);
        if (is_in(later_names, name))
            mistakes.note(
                Level::warning, {name, 0, 0}, "",
                {"wird in dieser Fassung noch nicht gelesen", "is not read by this version yet"});
        else if (!suggestion.empty())
            mistakes.note(Level::warning, {name, 0, 0}, "",
                          {"wird nicht gelesen" + suggestion.de, "is not read" + suggestion.en});
    }
}

void read_all(const fs::path& directory, const SourceChecker& check_source, const Unsaved& unsaved,
              Reading& reading)
{
    Folder folder(directory, unsaved, reading);
    const auto each = [&](const Documents& files, const auto& read) {
        for (const auto& file : files) {
            auto settings = settings_of(file, reading.mistakes);
            read(file, settings);
        }
    };
    const auto one = [&](const std::string& name, Names* names) {
        auto file = folder.file(name, names);
        return file ? Documents{std::move(*file)} : Documents{};
    };
    each(one("tuermer.toml", nullptr),
         [&](auto&, Settings& file) { read_installation(file, directory, reading); });
    each(folder.files("areas.d", reading.reform_names),
         [&](auto&, Settings& file) { read_areas(file, reading); });
    settle_areas(reading);
    each(folder.files("sources.d", reading.measures),
         [&](auto&, Settings& file) { read_sources(file, check_source, reading); });
    each(folder.files("indicators.d", reading.indicators),
         [&](const Document& text, Settings& file) { read_indicators(text, file, reading); });
    check_other_indicators(reading);
    const auto definitions = define_indicators(reading);
    each(one("recipients.toml", &reading.recipients),
         [&](auto&, Settings& file) { read_recipients(file, reading); });
    each(folder.files("rules.d", reading.rules),
         [&](auto&, Settings& file) { read_rules(file, definitions, reading); });
    check_families(reading);
    each(folder.files("breaks.d", reading.breaks),
         [&](auto&, Settings& file) { read_breaks(file, reading); });
}

NameIndex index_of(const Reading& reading)
{
    NameIndex index;
    for (const auto* names :
         {&reading.sources, &reading.measures, &reading.indicators, &reading.rules,
          &reading.recipients, &reading.breaks, &reading.reform_names, &reading.quality})
        names->add_to(index);
    return index;
}

Error unusable(const fs::path& directory, Text what)
{
    return {Remedy::mend, std::move(what), directory.string()};
}

} // namespace

Result<Loaded> load_config(const fs::path& directory, const SourceChecker& check_source,
                           std::optional<Date> today, const Unsaved& unsaved)
{
    std::error_code trouble;
    if (!fs::exists(directory, trouble) && !trouble)
        return tl::unexpected(
            unusable(directory, {"diesen Ordner gibt es nicht", "there is no such folder"}));
    const fs::directory_iterator readable(directory, trouble);
    if (trouble == std::errc::not_a_directory)
        return tl::unexpected(unusable(directory, {"das ist kein Ordner", "this is not a folder"}));
    if (trouble)
        return tl::unexpected(
            unusable(directory, {"der Ordner lässt sich nicht lesen; fehlt das Leserecht?",
                                 "the folder cannot be read; is the right to read it missing?"}));
    Reading reading;
    reading.today = today;
    if (!unsaved.contains("tuermer.toml") && !fs::exists(directory / "tuermer.toml", trouble))
        reading.mistakes.error({"tuermer.toml", 0, 0}, "",
                               {"die Datei fehlt; in ihr steht, für welches Gebiet Türmer wacht",
                                "the file is missing; it says which area Türmer watches"});
    read_all(directory, check_source, unsaved, reading);
    warn_of_overlooked(directory, reading.mistakes);
    auto names = index_of(reading);
    return Loaded{std::move(reading.config), std::move(reading.mistakes), std::move(names),
                  std::move(reading.texts)};
}

} // namespace tuermer
