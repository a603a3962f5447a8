// SPDX-License-Identifier: EUPL-1.2
// The commands of `tuermer`, one file each. Exit codes: 0 well; 1 found something wrong (mistakes
// in a configuration, a source in trouble, an unknown event); 2 could not do it (cannot read, wrong
// call).
#pragma once

#include "rules/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tuermer {

constexpr int all_well = 0, something_wrong = 1, not_possible = 2;

// What every command has.
struct CommandOptions {
    std::filesystem::path config = "/etc/tuermer";
    std::filesystem::path state; // empty: as configured
    Language language = Language::de;
    bool json = false;
    std::string format;  // of check; empty: text on a terminal, gnu elsewhere
    bool strict = false; // of check: warnings count
    bool quiet = false, verbose = false;
};

int run_command(const CommandOptions& options, bool once);
int check_command(const CommandOptions& options);
int fetch_command(const CommandOptions& options, const std::string& source); // --dry-run
// `where`: a file or address; `url`: whence the file was downloaded, or ""
int source_suggest_command(const CommandOptions& options, const std::string& where,
                           const std::string& url);
int doctor_command(const CommandOptions& options);
int status_command(const CommandOptions& options);
struct ReleaseOptions {
    std::string action = "list"; // list, show, accept, refuse
    std::string id;              // of the delivery, or its beginning
    std::vector<std::string> only;
    std::string reason, who;
    bool all = false; // of list: what is settled, too
};
int release_command(const CommandOptions& options, const ReleaseOptions& wanted);
int explain_command(const CommandOptions& options, const std::string& event);
struct BacktestOptions {
    std::vector<std::string> rules; // empty: all
    bool without_vintages = false;  // as if the figures of today had come at once
    std::filesystem::path pictures; // a folder; empty: none
    bool png = false;               // else SVG
};
int backtest_command(const CommandOptions& options, const BacktestOptions& wanted);
struct TuneOptions {
    std::string rule;
    std::string budget = "2 per year"; // messages
    std::string shock;                 // "+10 %", "+5 pp"; empty: a quarter, where the rule looks
    std::vector<std::string> settings; // empty: those that decide most
    std::filesystem::path pictures;    // a folder; empty: none
    bool png = false;
};
int tune_command(const CommandOptions& options, const TuneOptions& wanted);
struct FeedbackOptions {
    std::string event;   // id or its beginning
    std::string opinion; // useful | known | false-alarm | data-error
    std::string note, who;
};
int feedback_command(const CommandOptions& options, const FeedbackOptions& wanted);
int review_command(const CommandOptions& options, const std::string& format);
int history_command(const CommandOptions& options, const std::string& rule);
struct WatchOptions {
    std::string file, column;
    std::optional<double> above, below; // one of them
    std::string until;                  // a day
    std::string period, area;           // columns; empty: found
    std::vector<std::string> where;     // "column=value"
    std::string unit, name, notify;     // empty: guessed, from file and column, who does statistics
    bool dry_run = false;
};
int watch_command(const CommandOptions& options, const WatchOptions& wanted);
int plan_command(const CommandOptions& options, const std::string& draft);   // a folder
int test_command(const CommandOptions& options, const std::string& junit);   // a file, or empty
int verify_command(const CommandOptions& options, const std::string& event); // empty: all
int formulas_command(const CommandOptions& options);
int lsp_command(const CommandOptions& options);
int schema_command(const CommandOptions& options, const std::string& kind);
int backup_command(const CommandOptions& options, const std::string& file);
int vacuum_command(const CommandOptions& options, bool dry_run);
int integrity_command(const CommandOptions& options);

// Reads the command line and runs the command; the process's exit code.
int command_line(int count, char** words);

} // namespace tuermer
