// SPDX-License-Identifier: EUPL-1.2
// The command line's own description → completion scripts of the three usual shells.
#include "daemon/commands/manual.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace tuermer {

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between)
{
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : std::string(between)) + word;
    return text;
}

std::vector<std::string> command_names(const Manual& manual)
{
    std::vector<std::string> names;
    for (const auto& command : manual.commands) names.push_back(command.name);
    return names;
}

std::vector<std::string> option_names(const ManualCommand& command)
{
    std::vector<std::string> names;
    for (const auto& option : command.options)
        if (!option.is_place()) names.insert(names.end(), option.names.begin(), option.names.end());
    return names;
}

// In single quotes, as all three shells read it.
std::string in_quotes(std::string_view text)
{
    std::string safe = "'";
    for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return safe + "'";
}

// ---- bash

std::string bash_candidates(const ManualOption& option)
{
    switch (option.argument) {
    case Argument::folder:
        return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")";
    case Argument::file:
        return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")";
    case Argument::word:
        return fmt::format("mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$cur\")",
                           joined(option.words, " "));
    case Argument::none:
    case Argument::text:
        break;
    }
    return "COMPREPLY=()";
}

std::string bash_of(const ManualCommand& command)
{
    std::string text = fmt::format("    {})\n      case \"$prev\" in\n", command.name);
    std::string place = fmt::format("mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$cur\")",
                                    joined(option_names(command), " "));
    std::string behind = "COMPREPLY=()";
    for (const auto& option : command.options) {
        if (option.is_place()) {
            behind = bash_candidates(option);
        } else if (option.argument != Argument::none) {
            text += fmt::format("        {}) {}; return ;;\n", joined(option.names, "|"),
                                bash_candidates(option));
        }
    }
    return text + fmt::format("      esac\n      if [[ $cur == -* ]]; then {}; else {}; fi ;;\n",
                              place, behind);
}

std::string for_bash(const Manual& manual)
{
    std::string text = fmt::format(
        "# tuermer: completion for bash\n_tuermer() {{\n  local cur=${{COMP_WORDS[COMP_CWORD]}} "
        "prev=${{COMP_WORDS[COMP_CWORD-1]}}\n  COMPREPLY=()\n  if ((COMP_CWORD == 1)); then\n"
        "    mapfile -t COMPREPLY < <(compgen -W '{} --help --version' -- \"$cur\")\n"
        "    return\n  fi\n  case \"${{COMP_WORDS[1]}}\" in\n",
        joined(command_names(manual), " "));
    for (const auto& command : manual.commands) text += bash_of(command);
    return text + "  esac\n}\ncomplete -F _tuermer tuermer";
}

// ---- zsh

// In a specification of _arguments, brackets and colons have a meaning of their own.
std::string zsh_text(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') safe += '\\';
        safe += c;
    }
    return safe;
}

std::string zsh_action(const ManualOption& option)
{
    switch (option.argument) {
    case Argument::none:
        return {};
    case Argument::folder:
        return ":DIR:_files -/";
    case Argument::file:
        return ":FILE:_files";
    case Argument::word:
        return fmt::format(":WORD:({})", joined(option.words, " "));
    case Argument::text:
        return ":TEXT: ";
    }
    return {};
}

std::string zsh_of(const ManualCommand& command)
{
    std::string text = fmt::format("      {})\n        _arguments \\\n", command.name);
    for (const auto& option : command.options) {
        const auto about = zsh_text(option.about);
        if (option.is_place()) {
            auto action = zsh_action(option);
            action = action.substr(action.find(':', 1));
            text += fmt::format("          {} \\\n",
                                in_quotes(fmt::format("{}:{}{}", option.required ? "1" : "1:",
                                                      zsh_text(option.names.front()), action)));
            continue;
        }
        for (const auto& name : option.names)
            text +=
                fmt::format("          {} \\\n",
                            in_quotes(fmt::format("{}[{}]{}", name, about, zsh_action(option))));
    }
    return text + "          && return ;;\n";
}

std::string for_zsh(const Manual& manual)
{
    std::string text = "#compdef tuermer\n# tuermer: completion for zsh\n_tuermer() {\n"
                       "  local -a commands\n  commands=(\n";
    for (const auto& command : manual.commands)
        text += fmt::format("    {}\n",
                            in_quotes(fmt::format("{}:{}", command.name, zsh_text(command.about))));
    text += "  )\n  if ((CURRENT == 2)); then\n    _describe -t commands command commands\n"
            "  else\n    local name=$words[2]\n    shift words; ((CURRENT--))\n"
            "    case $name in\n";
    for (const auto& command : manual.commands) text += zsh_of(command);
    return text +
           "    esac\n  fi\n}\n"
           "if [ \"$funcstack[1]\" = _tuermer ]; then _tuermer \"$@\"; else compdef _tuermer "
           "tuermer; fi";
}

// ---- fish

std::string fish_of(const ManualCommand& command)
{
    std::string text;
    for (const auto& option : command.options) {
        std::string line =
            fmt::format("complete -c tuermer -n '__fish_seen_subcommand_from {}'", command.name);
        for (const auto& name : option.names)
            if (name.starts_with("--"))
                line += " -l " + name.substr(2);
            else if (name.starts_with('-'))
                line += " -s " + name.substr(1);
        const bool takes = option.argument != Argument::none;
        if (takes && !option.is_place()) line += " -r";
        if (option.argument == Argument::folder) line += " -a '(__fish_complete_directories)'";
        if (option.argument == Argument::file) line += " -F";
        if (option.argument == Argument::word)
            line += fmt::format(" -a {}", in_quotes(joined(option.words, " ")));
        text += fmt::format("{} -d {}\n", line, in_quotes(option.about));
    }
    return text;
}

std::string for_fish(const Manual& manual)
{
    std::string text = "# tuermer: completion for fish\ncomplete -c tuermer -f\n";
    for (const auto& command : manual.commands)
        text += fmt::format("complete -c tuermer -n __fish_use_subcommand -a {} -d {}\n",
                            command.name, in_quotes(command.about));
    for (const auto& command : manual.commands) text += fish_of(command);
    text.pop_back();
    return text;
}

} // namespace

std::string completion(const Manual& manual, std::string_view shell)
{
    if (shell == "zsh") return for_zsh(manual);
    return shell == "fish" ? for_fish(manual) : for_bash(manual);
}

} // namespace tuermer
