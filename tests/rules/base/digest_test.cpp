// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/digest.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

TEST(Digest, AgreesWithThePublishedVectors) // FIPS 180-4, NIST's examples for SHA-256
{
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Identity, KeepsPartsApart)
{
    EXPECT_NE(identity({"ab", "c"}), identity({"a", "bc"}));
    EXPECT_NE(identity({"a", ""}), identity({"a"}));
    EXPECT_NE(identity({"a", "b"}), identity({"b", "a"}));
    EXPECT_NE(identity({"1:a"}), identity({"a"}));
}

TEST(Identity, IsStableForEver) // alerts and message ids in stores depend on it
{
    EXPECT_EQ(identity({"regel", "03153"}), sha256("5:regel5:03153").substr(0, 32));
}

} // namespace
} // namespace tuermer
