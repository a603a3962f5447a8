// SPDX-License-Identifier: EUPL-1.2
// The variables of a PX file, in the order in which its figures stand, and the units of its
// contents.
#pragma once

#include "connectors/formats/cube_table.hpp"
#include "connectors/formats/px/statements.hpp"

#include <string>
#include <utility>
#include <vector>

namespace tuermer::px {

// A variable under its name in the file's own language and in the one asked for.
struct Variable {
    std::string own_name, name;
    std::vector<std::string> codes, labels; // labels: empty where codes are all there is
    std::vector<std::string> values;        // as VALUES says them
    bool keyed = false, keyed_by_codes = false;
    bool in_stub = false;
};

// A PX file in one of its languages; empty: its own.
class File {
public:
    File(Statements statements, std::string language)
        : statements_(std::move(statements)), language_(std::move(language))
    {
    }

    Result<std::vector<Variable>> variables() const; // of STUB, then of HEADING
    const Statements& statements() const { return statements_; }
    Result<> add_units(const std::vector<Variable>& variables, CubeTable& cube,
                       std::vector<CubeTable::Dimension>& dimensions) const;

private:
    Result<> add_variables(std::string_view keyword, std::vector<Variable>& variables) const;
    Result<> fill(Variable& variable) const;
    // In the language asked for under its name there, else in the file's own.
    const Statement* about(std::string_view keyword, const Variable& variable) const;

    Statements statements_;
    std::string language_;
};

} // namespace tuermer::px
