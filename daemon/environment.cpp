// SPDX-License-Identifier: EUPL-1.2
#include "daemon/environment.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tuermer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_credential = 4'096;

bool open_to_others(const fs::path& file)
{
    std::error_code unknown;
    const auto rights = fs::status(file, unknown).permissions();
    const auto others = fs::perms::others_read | fs::perms::group_write | fs::perms::others_write;
    return (rights & others) != fs::perms::none;
}

} // namespace

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

Language language_of_environment()
{
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const auto value = environment(name);
        if (value.empty()) continue;
        return value.starts_with("en") ? Language::en : Language::de;
    }
    return Language::de;
}

Result<std::string> read_credential(const std::string& name)
{
    fs::path file = name;
    if (!file.is_absolute()) {
        const auto folder = environment("CREDENTIALS_DIRECTORY");
        if (folder.empty())
            return fail(
                Remedy::mend,
                say("Das Kennwort '{}' ist nicht da: systemd hat keine Credentials übergeben "
                    "(LoadCredential= in der Unit), und ein Dateipfad ist es nicht.",
                    "Credential '{}' is not there: systemd passed none (LoadCredential= in "
                    "the unit), and it is not a file's path.",
                    name));
        file = fs::path(folder) / name;
    }
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    if (!stream || !(content << stream.rdbuf()))
        return fail(Remedy::mend,
                    {"Das Kennwort kann nicht gelesen werden.", "The credential cannot be read."},
                    file.string());
    if (open_to_others(file))
        return fail(Remedy::mend,
                    {"Die Datei mit dem Kennwort ist für andere lesbar; bitte chmod 600.",
                     "The credential's file can be read by others; please chmod 600."},
                    file.string());
    auto secret = content.str().substr(0, longest_credential);
    while (secret.ends_with('\n') || secret.ends_with('\r')) secret.pop_back();
    return secret;
}

} // namespace tuermer
