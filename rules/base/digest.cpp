// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/digest.hpp"

#include <array>
#include <fmt/core.h>
#include <openssl/evp.h>

namespace tuermer {

namespace {

// Looked up once: a configuration has thousands of small texts to hash.
const EVP_MD* algorithm()
{
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched != nullptr ? fetched : EVP_sha256();
}

} // namespace

std::string sha256(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, 32> digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, algorithm(), nullptr);
    std::string hex;
    hex.reserve(2 * digest.size());
    for (const unsigned char byte : digest) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 0xFU];
    }
    return hex;
}

std::string identity(std::initializer_list<std::string_view> parts)
{
    std::string joined;
    for (const auto part : parts) joined += fmt::format("{}:{}", part.size(), part);
    return sha256(joined).substr(0, 32);
}

} // namespace tuermer
