// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a release calendar or news feed.
#include "connectors/formats/feed/feed.hpp"
#include "tests/fuzz/table_promises.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    const FeedSpan span{*parse_date("2025-01-01"), *parse_date("2027-12-31")};
    const auto entries = read_feed(std::string(fuzz::text_of(bytes, size)), span);
    if (!entries) {
        fuzz::promise(!entries.error().what.de.empty(), "a refusal is a sentence");
        return 0;
    }
    for (const auto& entry : *entries)
        fuzz::promise(entry.day >= span.from && entry.day <= span.until, "entries are of the span");
    return 0;
}
