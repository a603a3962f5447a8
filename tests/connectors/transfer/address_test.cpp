// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/address.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

Address address(const std::string& url)
{
    return read_address(url).value();
}

TEST(AnAddress, IsTakenApart)
{
    const auto a = address("HTTPS://amt:ge%40heim@Daten.Example.ORG/a.csv?x=1#teil");
    EXPECT_EQ(a.scheme, "https");
    EXPECT_EQ(a.host, "daten.example.org");
    EXPECT_EQ(a.port, 443);
    EXPECT_EQ(a.user, "amt");
    EXPECT_EQ(a.password, "ge@heim");
    EXPECT_EQ(a.url.find("ge%40heim"), std::string::npos);
    EXPECT_TRUE(a.url.ends_with("/a.csv?x=1"));
}

TEST(AnAddress, MayHaveUmlautsAndSpacesButNotInTheHost)
{
    EXPECT_EQ(address("https://example.org/Städte 2024.csv").url,
              "https://example.org/St%c3%a4dte%202024.csv");
    const auto read = read_address("https://köln.example/");
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().what.de.find("xn--"), std::string::npos);
}

TEST(AnAddress, IsHttpOrHttps)
{
    for (const auto* url : {"file:///etc/passwd", "ftp://example.org/a", "gopher://example.org/"}) {
        const auto read = read_address(url);
        ASSERT_FALSE(read) << url;
        EXPECT_EQ(read.error().remedy, Remedy::mend);
    }
}

TEST(AnAddress, ThatCannotBeReadIsNamedWithoutItsPassword)
{
    for (const auto* url :
         {"https://amt:geheim@", "https://amt:geheim@exa\nmple.org/", "amt:geheim@x"}) {
        const auto read = read_address(url);
        ASSERT_FALSE(read) << url;
        EXPECT_EQ(describe(read.error(), Language::de).find("geheim"), std::string::npos) << url;
    }
}

TEST(ARedirect, StaysWithTheHost)
{
    const auto from = address("http://example.org/a");
    EXPECT_TRUE(may_follow(from, address("http://example.org:80/b")));
    EXPECT_TRUE(may_follow(from, address("https://EXAMPLE.org/b")));
    EXPECT_FALSE(may_follow(from, address("http://example.org:8080/b")));
    EXPECT_FALSE(may_follow(from, address("http://www.example.org/b")));
    EXPECT_FALSE(may_follow(address("https://example.org/a"), address("http://example.org/a")));
}

TEST(AShownAddress, HidesUserPasswordAndSecretsOfTheQuery)
{
    EXPECT_EQ(shown("https://amt:geheim@example.org/a@b?x=1"), "https://example.org/a@b?x=1");
    EXPECT_EQ(shown("https://example.org/?name=42&Password=geheim&lang=de#key=1"),
              "https://example.org/?name=42&Password=***&lang=de#key=1");
    EXPECT_EQ(shown("https://example.org/?token=geheim"), "https://example.org/?token=***");
    EXPECT_EQ(shown("https://example.org/?keyword=schule&&"),
              "https://example.org/?keyword=schule&&");
}

} // namespace
} // namespace tuermer
