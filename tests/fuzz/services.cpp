// SPDX-License-Identifier: EUPL-1.2
// Any bytes as what a service says beside its data: GENESIS of jobs and changes, Eurostat's feed,
// contents and states, an SDMX promise, PxWeb's limits and variables, a folder's list. Names and
// keys that become part of an address hold nothing that could lead elsewhere.
#include "connectors/sources/eurostat/answers.hpp"
#include "connectors/sources/genesis/answers.hpp"
#include "connectors/sources/pxweb/answers.hpp"
#include "connectors/sources/sdmx/answers.hpp"
#include "connectors/sources/table/listing.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>

namespace tuermer::fuzz {
namespace {

bool is_harmless(const std::string& name)
{
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_';
    });
}

void check_genesis(std::string_view body)
{
    const auto job = genesis::created_job(body);
    promise(!job || is_harmless(*job), "a job's name has no signs of an address");
    static_cast<void>(genesis::result_is_listed(body, "12531-0043_175879554"));
    const auto cubes = genesis::cubes_signal(body), changes = genesis::changes_signal(body);
    promise(cubes == genesis::cubes_signal(body), "the same answer is the same signal");
    promise(!changes || changes->starts_with("changes "), "a signal says what it is");
}

void check_eurostat(std::string_view body)
{
    const auto key = eurostat::query_key(body);
    promise(!key || (key->size() == 36 && is_harmless(*key)), "a key is a UUID");
    static_cast<void>(eurostat::query_state(body));
    static_cast<void>(eurostat::is_put_off(body));
    const auto feed = eurostat::feed_signal(body, "demo_pjan");
    promise(!feed || feed->size() <= 64, "a signal is short, however long the feed");
    static_cast<void>(eurostat::contents_signal(body, "demo_pjan"));
}

void check_pxweb(std::string_view body)
{
    const auto limits = pxweb::limits_of(body);
    promise(limits.cells > 0 && limits.pause <= std::chrono::minutes{1} &&
                limits.pause.count() >= 0,
            "limits leave room to ask");
    for (const auto version : {pxweb::Version::v1, pxweb::Version::v2}) {
        static_cast<void>(pxweb::updated_of(body, "tab.px", version));
        const auto variables = pxweb::variables_of(body, version);
        if (!variables) continue;
        for (const auto& variable : *variables)
            promise(!variable.codes.empty() && variable.codes.size() == variable.texts.size(),
                    "each value has a code and a text");
    }
}

void check_folder(std::string_view body)
{
    const std::string folder = "https://cloud.example/dav/";
    const auto listed = table::read_multistatus(body, folder);
    for (const auto& files :
         {listed.value_or(std::vector<table::RemoteFile>{}), table::read_long_names(body, folder)})
        for (const auto& file : files)
            promise(file.address.starts_with(folder) &&
                        file.address.find('/', folder.size()) == std::string::npos,
                    "a file lies in the folder that was asked for");
}

} // namespace
} // namespace tuermer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    const auto body = fuzz::text_of(bytes, size);
    fuzz::check_genesis(body);
    fuzz::check_eurostat(body);
    fuzz::check_pxweb(body);
    fuzz::check_folder(body);
    const auto address = sdmx::promised_address(body);
    fuzz::promise(!address || address->starts_with("http"), "what is promised is on the web");
    return 0;
}
