// SPDX-License-Identifier: EUPL-1.2
// The kinds of files and what each may hold: recorded from the readers themselves, so that a new
// kind of test or source is in the schema and in an editor's completion without a further line.
#pragma once

#include "config/load.hpp"

namespace tuermer {

struct FileKind {
    std::string_view name; // "rules": of the schema
    std::string_view path; // "rules.d", "recipients.toml" or "rules.d/*.story.toml"
    Text title;
};
const std::vector<FileKind>& file_kinds();
// Of a file by its name relative to the configuration's folder; nothing when no reader reads it.
const FileKind* file_kind_of(std::string_view file);

TableShape shape_of_file(const FileKind& kind, const SourceChecker& check_source);

} // namespace tuermer
