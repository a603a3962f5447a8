// SPDX-License-Identifier: EUPL-1.2
// The command line's own description → manual pages in the notation of man(7).
#include "daemon/commands/manual.hpp"
#include "daemon/version.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace tuermer {

namespace {

// What roff would take for itself: backslashes, hyphens in options, a dot that begins a line.
std::string plain(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        if (c == '\\')
            escaped += "\\e";
        else if (c == '-')
            escaped += "\\-";
        else if (c == '\n')
            escaped += "\n.br\n";
        else
            escaped += c;
    }
    const bool is_request = !escaped.empty() && (escaped.front() == '.' || escaped.front() == '\'');
    return (is_request ? "\\&" : "") + escaped;
}

std::string heading(const Text& title, Language language)
{
    return fmt::format(".SH {}\n", title.in(language));
}

std::string joined(const std::vector<std::string>& words, std::string_view between)
{
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : std::string(between)) + word;
    return text;
}

std::string placeholder(const ManualOption& option)
{
    switch (option.argument) {
    case Argument::none:
        return {};
    case Argument::word:
        return joined(option.words, "|");
    case Argument::folder:
        return "DIR";
    case Argument::file:
        return "FILE";
    case Argument::text:
        return "TEXT";
    }
    return {};
}

std::string names_of(const ManualOption& option)
{
    std::string names;
    for (const auto& name : option.names)
        names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", plain(name));
    if (!option.is_place() && option.argument != Argument::none)
        names += fmt::format(" \\fI{}\\fR", plain(placeholder(option)));
    return names;
}

std::string name_of_page(std::string_view command)
{
    return command.empty() ? "tuermer" : fmt::format("tuermer-{}", command);
}

std::string title_line(std::string_view command)
{
    auto name = name_of_page(command);
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return fmt::format(".TH {} 1 \"\" \"tuermer {}\" \"Türmer\"\n", plain(name), version);
}

std::string name_section(std::string_view command, std::string_view about, Language language)
{
    return heading({"BEZEICHNUNG", "NAME"}, language) +
           fmt::format("{} \\- {}\n", plain(name_of_page(command)), plain(about));
}

std::string synopsis(const ManualCommand& command, Language language)
{
    std::string line = fmt::format("\\fBtuermer {}\\fR [\\fI{}\\fR]", plain(command.name),
                                   Text{"OPTIONEN", "OPTIONS"}.in(language));
    for (const auto& option : command.options)
        if (option.is_place())
            line += option.required ? fmt::format(" \\fI{}\\fR", plain(option.names.front()))
                                    : fmt::format(" [\\fI{}\\fR]", plain(option.names.front()));
    return heading({"ÜBERSICHT", "SYNOPSIS"}, language) + line + "\n";
}

std::string options_section(const ManualCommand& command, Language language)
{
    std::string text = heading({"ANGABEN UND OPTIONEN", "ARGUMENTS AND OPTIONS"}, language);
    for (const auto& option : command.options) {
        text += fmt::format(".TP\n{}\n{}.\n", names_of(option), plain(option.about));
        if (option.is_place() && !option.words.empty())
            text += plain(joined(option.words, ", ")) + "\n";
    }
    return text;
}

std::string examples_section(std::string_view command, Language language)
{
    if (examples_of(command).empty()) return {};
    std::string text = heading({"BEISPIELE", "EXAMPLES"}, language);
    for (const auto& [words, meaning] : examples_of(command))
        text += fmt::format(".TP\n\\fB{}\\fR\n{}\n", plain(words), plain(meaning.in(language)));
    return text;
}

std::string exit_section(Language language)
{
    return heading({"RÜCKGABEWERT", "EXIT STATUS"}, language) +
           Text{
               ".TP\n\\fB0\\fR\ngut\n.TP\n\\fB1\\fR\netwas ist nicht in Ordnung: Fehler in der "
               "Konfiguration, eine Quelle in Not, ein unbekanntes Ereignis\n.TP\n\\fB2\\fR\nes "
               "ging nicht: der Aufruf stimmt nicht, oder etwas lässt sich nicht lesen\n",
               ".TP\n\\fB0\\fR\nwell\n.TP\n\\fB1\\fR\nsomething is wrong: mistakes in the "
               "configuration, a source in trouble, an unknown event\n.TP\n\\fB2\\fR\nit could not "
               "be done: a wrong call, or something cannot be read\n"}
               .in(language);
}

std::string environment_section(Language language)
{
    return heading({"UMGEBUNG", "ENVIRONMENT"}, language) +
           Text{".TP\n\\fBNO_COLOR\\fR\nwenn gesetzt und nicht leer: keine Farben\n"
                ".TP\n\\fBLANGUAGE\\fR, \\fBLC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG\\fR\n"
                "Sprache, wo \\fB\\-\\-lang\\fR keine nennt\n",
                ".TP\n\\fBNO_COLOR\\fR\nwhen set and not empty: no colours\n"
                ".TP\n\\fBLANGUAGE\\fR, \\fBLC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG\\fR\n"
                "language, where \\fB\\-\\-lang\\fR names none\n"}
               .in(language);
}

std::string of_program(const Manual& manual)
{
    const auto language = manual.language;
    std::string text = title_line("") + name_section("", manual.about, language);
    text += heading({"ÜBERSICHT", "SYNOPSIS"}, language) +
            fmt::format("\\fBtuermer\\fR \\fI{}\\fR [\\fI{}\\fR]\n",
                        Text{"BEFEHL", "COMMAND"}.in(language),
                        Text{"OPTIONEN", "OPTIONS"}.in(language));
    text += heading({"BEFEHLE", "COMMANDS"}, language);
    for (const auto& command : manual.commands)
        text += fmt::format(".TP\n\\fB{}\\fR(1)\n{}\n", plain(name_of_page(command.name)),
                            plain(command.about));
    return text + examples_section("", language) + exit_section(language) +
           environment_section(language);
}

} // namespace

std::string manual_page(const Manual& manual, std::string_view name)
{
    const auto command = std::ranges::find(manual.commands, name, &ManualCommand::name);
    if (command == manual.commands.end()) return of_program(manual);
    const auto language = manual.language;
    return title_line(name) + name_section(name, command->about, language) +
           synopsis(*command, language) + options_section(*command, language) +
           examples_section(name, language) + exit_section(language) +
           heading({"SIEHE AUCH", "SEE ALSO"}, language) + "\\fBtuermer\\fR(1)\n";
}

} // namespace tuermer
