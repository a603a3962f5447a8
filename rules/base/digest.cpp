// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/digest.hpp"

#include <array>
#include <fmt/core.h>
#include <openssl/evp.h>

namespace tuermer {

std::string sha256(std::string_view bytes)
{
    std::array<unsigned char, 32> digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    std::string hex;
    for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
    return hex;
}

std::string identity(std::initializer_list<std::string_view> parts)
{
    std::string joined;
    for (const auto part : parts) joined += fmt::format("{}:{}", part.size(), part);
    return sha256(joined).substr(0, 32);
}

} // namespace tuermer
