// SPDX-License-Identifier: EUPL-1.2
// An installation's whole configuration as plain structs. Nothing here is a promise of a running
// thing: sources and channels are still settings, which their kinds read themselves.
#pragma once

#include "rules/alerts/rule.hpp"
#include "rules/indicators/indicator.hpp"
#include "rules/quality/quality.hpp"
#include "rules/series/observation.hpp"
#include "rules/series/release_calendar.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tuermer {

// tuermer.toml beyond what the core needs.
struct MailRelay {
    std::string host; // empty: no relay, mails go to the spool
    int port = 587;
    std::string security = "starttls"; // starttls | tls | none
    std::string user;
    std::string password_credential; // name of a systemd credential, or a file's path
    std::string ca_file;
    std::string from; // "Türmer <tuermer@kreis.example>"
};

// How a host of figures is treated ([network], [network.hosts."NAME"]).
struct HostLimits {
    std::chrono::milliseconds pause{1'000}; // from an answer to the next request
    std::uint32_t requests_per_day = 1'000; // 0: as many as wanted
    bool operator==(const HostLimits&) const = default;
};

struct Process {
    std::filesystem::path state = "/var/lib/tuermer"; // database, archive, spool
    std::string store = "sqlite:tuermer.db";          // relative to `state`
    std::filesystem::path spool = "spool";            // of the channel "spool", relative to `state`
    // How long received documents are kept that nothing refers to any more; absent: for ever.
    std::optional<std::chrono::days> archive_keep;
    std::string proxy;
    std::string contact; // for the User-Agent, a mail address or URL
    std::uint64_t max_body_bytes = 256ULL << 20U;
    HostLimits host_limits;
    std::map<std::string, HostLimits, std::less<>> limits_of_hosts; // names in lower case
    bool send_history = false; // whether releases older than a month at first start are mailed
    MailRelay mail;
};

// sources.d: what a source of any kind has, and the settings its kind reads.
struct SourceConfig {
    std::string id;
    std::string kind; // one of connectors/sources
    std::chrono::seconds every{std::chrono::hours(12)};
    std::optional<ReleaseCalendar> release;
    std::optional<Date> until; // last day on which it is asked
    std::string attribution, licence;
    std::vector<MeasureShape> measures; // what it promises, with units and dimensions
    Frequency frequency = Frequency::year;
    Place place;
    std::shared_ptr<const Node> node; // the whole table, for the kind's own reading
};

struct Config {
    Installation installation;
    Process process;
    std::vector<SourceConfig> sources;
    std::vector<Indicator> indicators;
    std::vector<Rule> rules;
    std::vector<Recipient> recipients;
    std::vector<Break> breaks;
    std::vector<QualityRule> quality;         // as written; the usual ones hold besides
    std::vector<std::filesystem::path> files; // all that were read, for status and reload
};

} // namespace tuermer
