// SPDX-License-Identifier: EUPL-1.2
// `tuermer schema KIND`: what a file of this kind may hold, as the program itself reads it.
#include "daemon/commands/commands.hpp"
#include "daemon/commands/json_schema.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/setup.hpp"

#include <algorithm>

namespace tuermer {

int schema_command(const CommandOptions&, const std::string& kind)
{
    const auto file = std::ranges::find(file_kinds(), kind, &FileKind::name);
    terminal::line(json_schema(*file, shape_of_file(*file)));
    return all_well;
}

} // namespace tuermer
