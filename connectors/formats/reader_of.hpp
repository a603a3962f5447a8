// SPDX-License-Identifier: EUPL-1.2
// A format's reader out of its two functions: one reads the settings once, the other the bytes.
#pragma once

#include "connectors/formats/table.hpp"

#include <memory>
#include <utility>

namespace tuermer {

// An error that does not say where it happened happened in this file.
inline Result<ReadTable> in_file(Result<ReadTable> read, std::string_view name)
{
    if (!read && read.error().where.empty()) read.error().where = name;
    return read;
}

template <class FormatSettings>
class ReaderOf final : public Reader {
public:
    using Read = Result<ReadTable> (*)(std::string_view bytes, std::string_view name,
                                       const FormatSettings& settings);
    ReaderOf(FormatSettings settings, Read function)
        : settings_(std::move(settings)), read_(function)
    {
    }
    Result<ReadTable> read(std::string_view bytes, std::string_view name) const override
    {
        return in_file(read_(bytes, name, settings_), name);
    }

private:
    FormatSettings settings_;
    Read read_;
};

} // namespace tuermer
