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

using DigestBytes = std::array<unsigned char, 32>;

std::string hex_of(const DigestBytes& digest)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * digest.size());
    for (const unsigned char byte : digest) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 0xFU];
    }
    return hex;
}

} // namespace

std::string sha256(std::string_view bytes)
{
    DigestBytes digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, algorithm(), nullptr);
    return hex_of(digest);
}

struct RunningDigest::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free};
};

RunningDigest::RunningDigest() : state_(std::make_unique<State>())
{
    EVP_DigestInit_ex(state_->context.get(), algorithm(), nullptr);
}

RunningDigest::~RunningDigest() = default;
RunningDigest::RunningDigest(RunningDigest&&) noexcept = default;
RunningDigest& RunningDigest::operator=(RunningDigest&&) noexcept = default;

void RunningDigest::add(std::string_view bytes)
{
    EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

std::string RunningDigest::text() &&
{
    DigestBytes digest{};
    EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr);
    return hex_of(digest);
}

std::string identity(std::initializer_list<std::string_view> parts)
{
    std::string joined;
    for (const auto part : parts) joined += fmt::format("{}:{}", part.size(), part);
    return sha256(joined).substr(0, 32);
}

} // namespace tuermer
