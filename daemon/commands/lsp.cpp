// SPDX-License-Identifier: EUPL-1.2
// `tuermer lsp`: the Language Server Protocol 3.17 over standard input and output, as far as files
// of a configuration need it. One message after the other; nothing is kept on disk.
#include "daemon/commands/commands.hpp"
#include "daemon/commands/editor.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/version.hpp"

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

namespace tuermer {

namespace {

using editor::Buffer;
using editor::Cursor;
using editor::Desk;
using editor::Proposal;
using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::size_t longest_message = 64U << 20U;
constexpr int method_not_found = -32601;

std::string path_of(std::string_view uri)
{
    constexpr std::string_view file = "file://";
    if (uri.starts_with(file)) uri.remove_prefix(file.size());
    std::string path;
    for (std::size_t i = 0; i < uri.size(); ++i) {
        const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
        if (uri[i] == '%' && i + 2 < uri.size()) {
            path += static_cast<char>(digit(uri[i + 1]) * 16 + digit(uri[i + 2]));
            i += 2;
        } else {
            path += uri[i];
        }
    }
    return path;
}

std::string uri_of(const fs::path& path)
{
    constexpr std::string_view plain = "-._~/";
    std::string uri = "file://";
    for (const char c : path.string())
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            plain.find(c) != std::string_view::npos)
            uri += c;
        else
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return uri;
}

// The folder above a file in which the installation is described.
std::optional<fs::path> folder_of(fs::path file)
{
    for (auto folder = file.parent_path(); !folder.empty(); folder = folder.parent_path()) {
        std::error_code none;
        if (fs::exists(folder / "tuermer.toml", none)) return folder;
        if (folder == folder.parent_path()) break;
    }
    return std::nullopt;
}

class Server {
public:
    explicit Server(const CommandOptions& options) : options_(options) {}

    int run()
    {
        while (auto message = read()) {
            const auto method = message->value("method", "");
            if (method == "exit") return stopped_ ? all_well : something_wrong;
            const auto parameters = message->value("params", json::object());
            if (message->contains("id"))
                answer((*message)["id"], method, parameters);
            else
                take(method, parameters);
        }
        return something_wrong; // the editor went away without a word
    }

private:
    static std::optional<json> read()
    {
        std::size_t length = 0;
        for (std::string line; std::getline(std::cin, line) && line != "\r" && !line.empty();)
            if (line.starts_with("Content-Length:"))
                length = std::strtoul(line.c_str() + 15, nullptr, 10);
        if (length == 0 || length > longest_message) return std::nullopt;
        std::string body(length, '\0');
        if (!std::cin.read(body.data(), static_cast<std::streamsize>(length))) return std::nullopt;
        auto message = json::parse(body, nullptr, false);
        if (message.is_discarded() || !message.is_object()) return json::object();
        return message;
    }

    static void send(json message)
    {
        message["jsonrpc"] = "2.0";
        const auto body = message.dump();
        fmt::print("Content-Length: {}\r\n\r\n{}", body.size(), body);
        std::fflush(stdout);
    }

    void answer(const json& id, const std::string& method, const json& parameters)
    {
        json reply{{"id", id}};
        try {
            reply["result"] = result_of(method, parameters);
        } catch (const json::exception& error) {
            reply["error"] = {{"code", -32602}, {"message", error.what()}};
        }
        if (reply.contains("result") && reply["result"].is_discarded()) {
            reply.erase("result");
            reply["error"] = {{"code", method_not_found}, {"message", method}};
        }
        send(std::move(reply));
    }

    json result_of(const std::string& method, const json& parameters)
    {
        if (method == "initialize") return capabilities();
        if (method == "shutdown") {
            stopped_ = true;
            return nullptr;
        }
        if (method == "textDocument/completion") return complete(parameters);
        if (method == "textDocument/hover") return hover(parameters);
        if (method == "textDocument/definition") return define(parameters);
        if (method == "textDocument/formatting") return format(parameters);
        return json(json::value_t::discarded);
    }

    static json capabilities()
    {
        return {{"capabilities",
                 {{"textDocumentSync", {{"openClose", true}, {"change", 1}, {"save", true}}},
                  {"completionProvider", {{"triggerCharacters", {"\"", "'", "{"}}}},
                  {"hoverProvider", true},
                  {"definitionProvider", true},
                  {"documentFormattingProvider", true}}},
                {"serverInfo", {{"name", "tuermer"}, {"version", version}}}};
    }

    void take(const std::string& method, const json& parameters)
    {
        try {
            if (method == "textDocument/didOpen")
                set(parameters.at("textDocument").at("uri"),
                    parameters.at("textDocument").at("text").get<std::string>());
            if (method == "textDocument/didChange")
                set(parameters.at("textDocument").at("uri"),
                    parameters.at("contentChanges").back().at("text").get<std::string>());
            if (method == "textDocument/didClose")
                set(parameters.at("textDocument").at("uri"), std::nullopt);
            if (method == "textDocument/didSave")
                publish(desk_of(parameters.at("textDocument").at("uri")).first);
        } catch (const json::exception&) {
            return; // a notification that is none has no answer
        }
    }

    // The desk of a file's installation, and the file's name on it.
    std::pair<Desk*, std::string> desk_of(const std::string& uri)
    {
        const auto file = fs::path(path_of(uri)).lexically_normal();
        const auto folder = folder_of(file);
        if (!folder) return {nullptr, ""};
        const auto desk = desks_.try_emplace(folder->string(), *folder, options_.state).first;
        return {&desk->second, file.lexically_relative(*folder).generic_string()};
    }

    void set(const std::string& uri, std::optional<std::string> text)
    {
        const auto [desk, file] = desk_of(uri);
        if (desk == nullptr) return;
        desk->set(file, std::move(text));
        publish(desk);
        desk->prepare(file); // so that nobody waits for it at the first hover
    }

    static json spot(const Buffer& buffer, std::size_t line, std::size_t byte)
    {
        return {{"line", line}, {"character", buffer.units_of(line, byte)}};
    }

    // From where it begins to the end of the word; of a whole file, its first line.
    static json range_of(const Buffer& buffer, const Place& place)
    {
        const std::size_t line = place.line > 0 ? place.line - 1 : 0;
        const auto begin =
            place.column > 0 ? buffer.byte_of_character(line, place.column - 1) : std::size_t{0};
        const auto end = place.line > 0 ? editor::end_of_word(buffer.line(line), begin)
                                        : buffer.line(line).size();
        return {{"start", spot(buffer, line, begin)}, {"end", spot(buffer, line, end)}};
    }

    // Every file that has a mistake, and every file that no longer has one.
    void publish(Desk* desk)
    {
        if (desk == nullptr) return;
        std::map<std::string, json> by_file;
        for (const auto& file : told_[desk]) by_file[file] = json::array();
        for (const auto& mistake : desk->mistakes()) {
            const auto& file = mistake.place.file.text();
            auto& list = by_file.try_emplace(file, json::array()).first->second;
            list.push_back({{"range", range_of(desk->buffer(file), mistake.place)},
                            {"severity", severity(mistake.level)},
                            {"code", mistake.code.empty() ? "configuration" : mistake.code},
                            {"source", "tuermer"},
                            {"message", mistake.what.in(options_.language)}});
        }
        told_[desk].clear();
        for (auto& [file, list] : by_file) {
            if (!list.empty()) told_[desk].insert(file);
            send({{"method", "textDocument/publishDiagnostics"},
                  {"params", {{"uri", uri_of(desk->folder() / file)}, {"diagnostics", list}}}});
        }
    }

    static int severity(Level level)
    {
        return level == Level::error ? 1 : level == Level::warning ? 2 : 4;
    }

    struct Asked {
        Desk* desk = nullptr;
        std::string file;
        Cursor cursor;
    };
    Asked asked(const json& parameters)
    {
        const auto [desk, file] = desk_of(parameters.at("textDocument").at("uri"));
        if (desk == nullptr) return {};
        const auto line = parameters.at("position").at("line").get<std::size_t>();
        const auto unit = parameters.at("position").at("character").get<std::size_t>();
        const auto& buffer = desk->buffer(file);
        return {desk, file, editor::cursor_at(buffer, line, buffer.byte_of(line, unit))};
    }

    static json word_range(const Asked& at)
    {
        const auto& buffer = at.desk->buffer(at.file);
        return {{"start", spot(buffer, at.cursor.line, at.cursor.begin)},
                {"end", spot(buffer, at.cursor.line, at.cursor.end)}};
    }

    json complete(const json& parameters)
    {
        auto items = json::array();
        const auto at = asked(parameters);
        if (at.desk == nullptr) return items;
        for (const auto& proposal : at.desk->proposals(at.file, at.cursor))
            items.push_back(
                {{"label", proposal.label},
                 {"kind", kind_of(proposal.kind)},
                 {"documentation",
                  {{"kind", "markdown"}, {"value", proposal.about.in(options_.language)}}},
                 {"textEdit", {{"range", word_range(at)}, {"newText", proposal.insert}}}});
        return items;
    }

    // CompletionItemKind: Property, EnumMember, Reference, Value.
    static int kind_of(Proposal::Kind kind)
    {
        switch (kind) {
        case Proposal::Kind::key:
            return 10;
        case Proposal::Kind::word:
            return 20;
        case Proposal::Kind::name:
            return 18;
        case Proposal::Kind::area:
            return 12;
        }
        return 1;
    }

    json hover(const json& parameters)
    {
        const auto at = asked(parameters);
        const auto text = at.desk == nullptr ? Text{} : at.desk->about(at.file, at.cursor);
        if (text.empty()) return nullptr;
        return {{"contents", {{"kind", "markdown"}, {"value", text.in(options_.language)}}},
                {"range", word_range(at)}};
    }

    json define(const json& parameters)
    {
        const auto at = asked(parameters);
        const auto place = at.desk == nullptr ? std::nullopt : at.desk->definition(at.cursor);
        if (!place) return nullptr;
        const auto& file = place->file.text();
        return {{"uri", uri_of(at.desk->folder() / file)},
                {"range", range_of(at.desk->buffer(file), *place)}};
    }

    json format(const json& parameters)
    {
        const auto [desk, file] = desk_of(parameters.at("textDocument").at("uri"));
        if (desk == nullptr) return json::array();
        const auto& buffer = desk->buffer(file);
        auto text = editor::formatted(buffer);
        if (text == buffer.text()) return json::array();
        const json whole{{"start", {{"line", 0}, {"character", 0}}},
                         {"end", {{"line", buffer.lines()}, {"character", 0}}}};
        return json::array({{{"range", whole}, {"newText", std::move(text)}}});
    }

    CommandOptions options_;
    std::map<std::string, Desk> desks_;
    std::map<Desk*, std::set<std::string>> told_;
    bool stopped_ = false;
};

} // namespace

int lsp_command(const CommandOptions& options)
{
    return Server(options).run();
}

} // namespace tuermer
