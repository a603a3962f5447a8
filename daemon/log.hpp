// SPDX-License-Identifier: EUPL-1.2
// The only home of spdlog. Lines are for IT: no figures in them, so that a log is never a way round
// the disclosure gate.
#pragma once

#include "rules/base/result.hpp"

#include <string>

namespace tuermer::log {

enum class Threshold { quiet, normal, verbose };

// To the journal where systemd listens to standard error (JOURNAL_STREAM), else to standard error.
void start(Threshold threshold, Language language);

void info(const Text& what);
void warning(const Text& what);
void error(const Error& error);
void detail(const Text& what); // only when verbose

} // namespace tuermer::log
