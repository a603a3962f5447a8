// SPDX-License-Identifier: EUPL-1.2
// For the installation: every manual page and completion as a file.
#include "daemon/commands/manual.hpp"

#include <fstream>

namespace tuermer {

namespace {

namespace fs = std::filesystem;

Result<> write(const fs::path& file, const std::string& text)
{
    std::error_code trouble;
    fs::create_directories(file.parent_path(), trouble);
    std::ofstream stream(file, std::ios::binary);
    stream << text << '\n';
    stream.flush();
    if (stream) return {};
    return fail(Remedy::mend,
                {"Die Datei lässt sich nicht schreiben.", "The file cannot be written."},
                file.string());
}

Result<> write_pages(const Manual& manual, const fs::path& folder)
{
    if (auto done = write(folder / "tuermer.1", manual_page(manual, "")); !done) return done;
    for (const auto& command : manual.commands) {
        const auto file = folder / ("tuermer-" + command.name + ".1");
        if (auto done = write(file, manual_page(manual, command.name)); !done) return done;
    }
    return {};
}

} // namespace

Result<> write_manuals(const std::vector<Manual>& languages, const fs::path& share)
{
    for (const auto& manual : languages) {
        const auto folder = manual.language == Language::de ? share / "man/de" : share / "man";
        if (auto done = write_pages(manual, folder / "man1"); !done) return done;
    }
    const auto& manual = languages.front();
    for (const auto& [shell, file] : {std::pair{"bash", "bash-completion/completions/tuermer"},
                                      std::pair{"zsh", "zsh/site-functions/_tuermer"},
                                      std::pair{"fish", "fish/vendor_completions.d/tuermer.fish"}})
        if (auto done = write(share / file, completion(manual, shell)); !done) return done;
    return {};
}

} // namespace tuermer
