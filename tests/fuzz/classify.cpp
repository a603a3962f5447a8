// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the body of an answer, the first two digits telling its status: what is no data has
// a sentence, and what is data has a format.
#include "connectors/formats/classify/classify.hpp"
#include "tests/fuzz/target.hpp"

#include <array>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    constexpr std::array statuses = {200, 203, 404, 401, 413, 429, 500, 302, 202};
    auto text = fuzz::text_of(bytes, size);
    Received received;
    if (!text.empty()) {
        received.status = statuses[static_cast<unsigned char>(text.front()) % statuses.size()];
        text.remove_prefix(1);
    }
    received.bytes = text;
    const auto classified = classify(received);
    const bool data = classified.kind == ReplyKind::data;
    fuzz::promise(data == !classified.format.empty(), "data has a format, all else none");
    fuzz::promise(data || (!classified.what.de.empty() && !classified.what.en.empty()),
                  "what is no data has a sentence");
    return 0;
}
