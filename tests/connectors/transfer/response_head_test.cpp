// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/response_head.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

using std::chrono::seconds;

Headers head(std::initializer_list<std::string_view> lines)
{
    Headers headers;
    for (const auto line : lines) read_header_line(line, headers);
    return headers;
}

TEST(AResponseHead, HasNamesInLowerCaseAndJoinsRepeatedOnes)
{
    const auto headers =
        head({"HTTP/1.1 200 OK\r\n", "Vary:  Accept \r\n", "VARY: Cookie\r\n", "\r\n"});
    EXPECT_EQ(headers, (Headers{{"vary", "Accept, Cookie"}}));
}

TEST(AResponseHead, ForgetsAnInterimAnswer)
{
    EXPECT_EQ(head({"HTTP/1.1 103 Early Hints", "Link: </a>", "HTTP/1.1 200 OK", "ETag: \"1\""}),
              (Headers{{"etag", "\"1\""}}));
}

TEST(AMediaType, IsLowerCaseWithoutParameters)
{
    EXPECT_EQ(media_type(head({"Content-Type: Text/CSV ; charset=utf-8"})), "text/csv");
    EXPECT_EQ(media_type({}), "");
}

TEST(RetryAfter, IsReadAsSeconds)
{
    EXPECT_EQ(retry_after(head({"Retry-After: 120"})), seconds(120));
    EXPECT_EQ(retry_after(head({"Retry-After: -5"})), std::nullopt);
    EXPECT_EQ(retry_after(head({"Retry-After: soon"})), std::nullopt);
    EXPECT_EQ(retry_after({}), std::nullopt);
}

TEST(RetryAfter, IsReadAsADateAgainstTheServersOwnDate)
{
    constexpr auto noon = "Date: Sun, 22 Nov 2026 12:00:00 GMT";
    constexpr auto later = "Retry-After: Sun, 22 Nov 2026 12:30:00 GMT";
    constexpr auto earlier = "Retry-After: Sun, 22 Nov 2026 11:00:00 GMT";
    EXPECT_EQ(retry_after(head({noon, later})), seconds(1800));
    EXPECT_EQ(retry_after(head({noon, earlier})), std::nullopt);
    EXPECT_EQ(retry_after(head({later})), std::nullopt) << "no Date to compare with";
}

} // namespace
} // namespace tuermer
