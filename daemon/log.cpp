// SPDX-License-Identifier: EUPL-1.2
#include "daemon/log.hpp"

#include "daemon/environment.hpp"

#include <cstdio>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/systemd_sink.h>
#include <spdlog/spdlog.h>

namespace tuermer::log {

namespace {

Language spoken = Language::de;

spdlog::sink_ptr sink()
{
    if (!environment("JOURNAL_STREAM").empty())
        return std::make_shared<spdlog::sinks::systemd_sink_mt>("tuermer");
    return std::make_shared<spdlog::sinks::stderr_sink_mt>();
}

spdlog::level::level_enum level_of(Threshold threshold)
{
    switch (threshold) {
    case Threshold::quiet:
        return spdlog::level::warn;
    case Threshold::normal:
        return spdlog::level::info;
    case Threshold::verbose:
        return spdlog::level::debug;
    }
    return spdlog::level::info;
}

} // namespace

void start(Threshold threshold, Language language)
{
    spoken = language;
    auto logger = std::make_shared<spdlog::logger>("tuermer", sink());
    logger->set_level(level_of(threshold));
    logger->set_pattern("%Y-%m-%dT%H:%M:%S%z %l %v");
    logger->set_error_handler(
        [](const std::string& what) { std::fprintf(stderr, "tuermer: log: %s\n", what.c_str()); });
    spdlog::set_default_logger(std::move(logger));
}

void info(const Text& what)
{
    spdlog::info("{}", what.in(spoken));
}

void warning(const Text& what)
{
    spdlog::warn("{}", what.in(spoken));
}

void error(const Error& error)
{
    spdlog::error("{}", describe(error, spoken));
}

void detail(const Text& what)
{
    spdlog::debug("{}", what.in(spoken));
}

} // namespace tuermer::log
