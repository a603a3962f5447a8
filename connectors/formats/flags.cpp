// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/flags.hpp"

namespace tuermer {
namespace {

using Kind = SignMeaning::Kind;

SignMeaning missing(Missing why)
{
    return {Kind::missing, why, Status::final};
}
SignMeaning status(Status status)
{
    return {Kind::status, Missing::none, status};
}

} // namespace

const Signs& observation_flags()
{
    static const Signs flags = {
        // CL_OBS_STATUS
        {"A", status(Status::final)},
        {"B", status(Status::break_in_series)},
        {"D", status(Status::limited)},
        {"E", status(Status::estimated)},
        {"F", status(Status::estimated)},
        {"G", status(Status::limited)},
        {"I", status(Status::estimated)},
        {"K", status(Status::limited)},
        {"N", status(Status::limited)},
        {"P", status(Status::provisional)},
        {"S", status(Status::limited)},
        {"U", status(Status::limited)},
        {"V", status(Status::provisional)},
        {"W", status(Status::limited)},
        {"H", missing(Missing::not_applicable)},
        {"J", missing(Missing::not_collected)},
        {"L", missing(Missing::not_collected)},
        {"M", missing(Missing::not_applicable)},
        {"O", missing(Missing::not_yet)},
        {"Q", missing(Missing::withheld)},
        // Eurostat
        {"b", status(Status::break_in_series)},
        {"c", missing(Missing::withheld)},
        {"d", status(Status::limited)},
        {"e", status(Status::estimated)},
        {"f", status(Status::estimated)},
        {"i", status(Status::estimated)},
        {"n", status(Status::limited)},
        {"p", status(Status::provisional)},
        {"r", status(Status::final)},
        {"s", status(Status::estimated)},
        {"u", status(Status::limited)},
        {"z", missing(Missing::not_applicable)},
        {"m", missing(Missing::not_collected)},
        {":", missing(Missing::not_yet)},
        {"a", status(Status::final)}, // samples of json-stat.org
        // PxWeb hands PC-Axis' signs over as statuses
        {"-", {Kind::zero, Missing::none, Status::final}},
        {".", missing(Missing::not_applicable)},
        {"..", missing(Missing::withheld)},
        {"...", missing(Missing::withheld)},
        {"....", missing(Missing::not_yet)},
        {".....", missing(Missing::not_yet)},
        {"......", missing(Missing::not_yet)},
    };
    return flags;
}

const Signs& missing_signs()
{
    static const Signs signs = {
        {":", missing(Missing::not_yet)},    {"NaN", missing(Missing::not_yet)},
        {"NA", missing(Missing::not_yet)},   {"..", missing(Missing::withheld)},
        {"....", missing(Missing::not_yet)}, {"null", missing(Missing::not_yet)},
    };
    return signs;
}

Dialect plain_dialect()
{
    Dialect dialect;
    dialect.decimal_told = true; // '.' and no thousands
    return dialect;
}

} // namespace tuermer
