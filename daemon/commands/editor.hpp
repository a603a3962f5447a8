// SPDX-License-Identifier: EUPL-1.2
// What an editor may ask about a configuration that is being written: what is wrong, what could
// stand here, what this is, where it comes from. Knows no protocol.
#pragma once

#include "config/shapes.hpp"
#include "daemon/commands/editor_cursor.hpp"
#include "rules/indicators/graph.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tuermer::editor {

struct Proposal {
    enum class Kind : std::uint8_t { key, word, name, area };
    Kind kind = Kind::word;
    std::string label, insert;
    Text about;
};

class Desk {
public:
    // `state`: where the figures are held, for last values; empty: as configured.
    Desk(std::filesystem::path folder, std::filesystem::path state);

    const std::filesystem::path& folder() const { return folder_; }
    // A file as it stands in the editor, by its name relative to the folder; nothing: as on disk.
    void set(const std::string& file, std::optional<std::string> text);
    const Buffer& buffer(const std::string& file);

    std::vector<Mistake> mistakes(); // of all files, and the advice of `check`
    // What answers rest on and takes its time, once each: the figures, as soon as there is a
    // configuration without mistakes, and what such a file may hold.
    void prepare(const std::string& file);
    std::vector<Proposal> proposals(const std::string& file, const Cursor& cursor);
    Text about(const std::string& file, const Cursor& cursor); // empty: nothing is known
    std::optional<Place> definition(const Cursor& cursor);

private:
    const Loaded* loaded();
    void fetch_figures();
    const TableShape& shape_of_kind(const FileKind& kind);
    std::vector<Proposal> names(NameKind kind);
    std::vector<Proposal> areas();
    std::vector<Proposal> codes();
    std::vector<Proposal> values_of(const std::string& key);
    Text about_name(const Named& named);
    Text about_indicator(const Indicator& indicator);
    Text last_value(const std::string& indicator);

    std::filesystem::path folder_, state_;
    Unsaved unsaved_;
    std::map<std::string, Buffer> buffers_;
    std::optional<Loaded> loaded_;
    std::optional<Graph> figures_;
    bool asked_for_figures_ = false;
    std::map<std::string_view, TableShape> shapes_;
};

} // namespace tuermer::editor
