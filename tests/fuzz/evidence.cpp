// SPDX-License-Identifier: EUPL-1.2
// Any text as stored evidence: refused with a sentence, or an event that is written as it was read.
#include "daemon/store/evidence_json.hpp"
#include "tests/fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    const auto event = event_from_json(std::string(fuzz::text_of(bytes, size)));
    if (!event) {
        fuzz::promise(!event.error().what.empty(), "a refusal is a sentence");
        return 0;
    }
    const auto written = to_json(*event);
    const auto again = event_from_json(written);
    fuzz::promise(again.has_value(), "what was written can be read");
    fuzz::promise(to_json(*again) == written, "what was read is written the same");
    return 0;
}
