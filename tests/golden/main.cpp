// SPDX-License-Identifier: EUPL-1.2
// Runs every vector of a folder METHOD/CASE.json {method, params, input, expected, tolerance {abs,
// rel}}: a figure passes if |ours − expected| ≤ abs + rel·|expected|; null is missing or undefined.
#include "tests/golden/method.hpp"

#include <fmt/core.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace tuermer::golden {
namespace {

struct Tolerance {
    double absolute = 0;
    double relative = 0;
};

std::string short_form(const Json& value)
{
    const std::string text = value.dump();
    return text.size() <= 60 ? text : text.substr(0, 57) + "...";
}

// Where ours first differs from the expected, by path; empty when it agrees.
std::string difference(const Json& ours, const Json& expected, Tolerance tolerance,
                       const std::string& path)
{
    const auto mismatch = [&] {
        return fmt::format("{}: {} instead of {}", path, short_form(ours), short_form(expected));
    };
    if (expected.is_object()) {
        if (!ours.is_object()) return mismatch();
        for (const auto& [key, value] : expected.items()) {
            if (!ours.contains(key)) return fmt::format("{}/{}: missing", path, key);
            const std::string inner = difference(ours.at(key), value, tolerance, path + "/" + key);
            if (!inner.empty()) return inner;
        }
        return {};
    }
    if (expected.is_array()) {
        if (!ours.is_array() || ours.size() != expected.size()) return mismatch();
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const std::string inner =
                difference(ours[i], expected[i], tolerance, fmt::format("{}[{}]", path, i + 1));
            if (!inner.empty()) return inner;
        }
        return {};
    }
    if (expected.is_number() && ours.is_number()) {
        const double want = expected.get<double>();
        const double room = tolerance.absolute + tolerance.relative * std::abs(want);
        return std::abs(ours.get<double>() - want) <= room ? std::string() : mismatch();
    }
    return ours == expected ? std::string() : mismatch();
}

const Method* find(std::string_view name)
{
    for (const auto methods : {surveillance_methods(), series_methods(), group_methods()})
        for (const Method& method : methods)
            if (method.name == name) return &method;
    return nullptr;
}

// The parameters; where they name no range, the periods that R answered for are the range.
Json asked(const Json& vector)
{
    Json params = vector.at("params");
    const Json& expected = vector.at("expected");
    if (!params.contains("range") && expected.contains("t")) params["range"] = expected.at("t");
    return params;
}

// What is wrong with this vector; empty when it passes.
std::string failure(const std::filesystem::path& file)
{
    const Json vector = Json::parse(std::ifstream(file), nullptr, false);
    if (vector.is_discarded()) return "not readable as JSON";
    const std::string name = vector.value("method", file.parent_path().filename().string());
    const Method* method = find(name);
    if (!method) return fmt::format("no method \"{}\"", name);
    const Json& limits = vector.at("tolerance");
    try {
        return difference(method->compute(asked(vector), vector.at("input")), vector.at("expected"),
                          {limits.at("abs"), limits.at("rel")}, "");
    } catch (const std::exception& error) {
        return error.what();
    }
}

std::set<std::filesystem::path> vectors(const std::filesystem::path& folder)
{
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".json") files.insert(entry.path());
    return files;
}

} // namespace
} // namespace tuermer::golden

int main(int count, char** words)
{
    if (count != 2 || !std::filesystem::is_directory(words[1])) {
        std::fputs("usage: golden DIR (METHOD/CASE.json)\n", stderr);
        return 2;
    }
    int passed = 0;
    int failed = 0;
    for (const auto& file : tuermer::golden::vectors(words[1])) {
        const std::string why = tuermer::golden::failure(file);
        if (why.empty()) {
            ++passed;
            continue;
        }
        ++failed;
        fmt::print("{}: {}\n", std::filesystem::relative(file, words[1]).string(), why);
    }
    fmt::print("{} passed, {} failed\n", passed, failed);
    return failed == 0 && passed > 0 ? 0 : 1;
}
