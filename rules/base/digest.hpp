// SPDX-License-Identifier: EUPL-1.2
// The one hash of Türmer: names of archived bytes, identities of alerts, definition hashes.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace tuermer {

std::string sha256(std::string_view bytes); // 64 lower-case hex digits (FIPS 180-4)

// The same of bytes that come part by part.
class RunningDigest {
public:
    RunningDigest();
    ~RunningDigest();
    RunningDigest(RunningDigest&&) noexcept;
    RunningDigest& operator=(RunningDigest&&) noexcept;

    void add(std::string_view bytes);
    std::string text() &&; // of all that was added; nothing can be added any more

private:
    struct State;
    std::unique_ptr<State> state_;
};

// A short identity made of parts; no two different lists of parts are joined to the same text.
// 32 hex digits, the first half of SHA-256.
std::string identity(std::initializer_list<std::string_view> parts);

} // namespace tuermer
