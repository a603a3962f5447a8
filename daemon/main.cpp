// SPDX-License-Identifier: EUPL-1.2
// Türmer: watches a municipality's integration statistics, and rings early. Reading order:
// commands/run → service → watch → intake → rules/consider → deliver.
#include "daemon/commands/commands.hpp"

int main(int count, char** words)
{
    return tuermer::command_line(count, words);
}
