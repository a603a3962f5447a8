// SPDX-License-Identifier: EUPL-1.2
// What the command line offers, as plain values: taken from the definitions that read it, and
// turned into manual pages and completions, so that these cannot say anything else.
#pragma once

#include "rules/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

struct Example {
    std::string words; // "tuermer check /etc/tuermer"
    Text meaning;
};
// Those of a command, or of the program ("").
const std::vector<Example>& examples_of(std::string_view command);

// What may stand behind an option, or in a place of its own.
enum class Argument : std::uint8_t { none, text, folder, file, word };

struct ManualOption {
    std::vector<std::string> names; // "-c", "--config"; one name without dashes: a place
    Argument argument = Argument::none;
    std::vector<std::string> words; // of which one is chosen
    std::string about;
    bool required = false;

    bool is_place() const { return names.front().front() != '-'; }
};

struct ManualCommand {
    std::string name, about;
    std::vector<ManualOption> options;
};

struct Manual {
    Language language = Language::de;
    std::string about;
    std::vector<ManualCommand> commands;
};

// A manual page in the notation of man(7): of a command, or of the program ("").
std::string manual_page(const Manual& manual, std::string_view command);
// For "bash", "zsh", "fish".
std::string completion(const Manual& manual, std::string_view shell);
// All pages in both languages and all completions, in folders as they lie under /usr/share.
Result<> write_manuals(const std::vector<Manual>& languages, const std::filesystem::path& share);

} // namespace tuermer
