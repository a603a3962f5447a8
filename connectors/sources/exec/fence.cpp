// SPDX-License-Identifier: EUPL-1.2
// landlock(7), prctl(2), setrlimit(2).
#include "connectors/sources/exec/fence.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace tuermer::exec {
namespace {

constexpr rlim_t most_open_files = 256;

// As of ABI 4; older headers do not know the second member, older kernels want only the first.
struct RulesetAttributes {
    std::uint64_t files = 0, network = 0;
};
constexpr std::uint64_t tcp_bind_and_connect = 3;

constexpr std::uint64_t reading =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
// Everything of ABI 1: what is handled and not allowed is forbidden.
constexpr std::uint64_t all_of_files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;
constexpr std::uint64_t refer = 1U << 13U, truncate = 1U << 14U; // ABI 2 and 3

int landlock_version()
{
    return static_cast<int>(
        syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
}

std::uint64_t handled_files(int version)
{
    return all_of_files | (version >= 2 ? refer : 0) | (version >= 3 ? truncate : 0);
}

bool limit(__rlimit_resource resource, rlim_t value)
{
    const rlimit both{value, value};
    return setrlimit(resource, &both) == 0;
}

} // namespace

Fence::Fence(Fence&& other) noexcept
    : settings_(std::move(other.settings_)),
      ruleset_(std::exchange(other.ruleset_, -1)),
      guards_network_(other.guards_network_)
{
}

Fence::~Fence()
{
    if (ruleset_ >= 0) close(ruleset_);
}

Result<> Fence::allow(const std::filesystem::path& path, bool must_exist) const
{
    const int folder = open(path.c_str(), O_PATH | O_CLOEXEC);
    if (folder < 0 && !must_exist) return {};
    if (folder < 0)
        return fail(Remedy::mend,
                    say("Diesen Ordner, den das Programm lesen soll, gibt es nicht.",
                        "This folder, which the program is to read, does not exist."),
                    path.string());
    const bool is_folder = std::filesystem::is_directory(path);
    const landlock_path_beneath_attr rule{
        is_folder ? reading : reading & ~std::uint64_t{LANDLOCK_ACCESS_FS_READ_DIR}, folder};
    syscall(SYS_landlock_add_rule, ruleset_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(folder);
    return {};
}

Result<Fence> Fence::prepare(const FenceSettings& settings)
{
    Fence fence{settings};
    const int version = landlock_version();
    if (version >= 1) {
        RulesetAttributes attributes{handled_files(version), 0};
        fence.guards_network_ = version >= 4 && !settings.network;
        if (fence.guards_network_) attributes.network = tcp_bind_and_connect;
        const auto size = version >= 4 ? sizeof attributes : sizeof attributes.files;
        fence.ruleset_ =
            static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, size, 0));
    }
    if (fence.ruleset_ < 0) {
        fence.guards_network_ = false;
        return fence;
    }
    for (const auto* usual :
         {"/usr", "/lib", "/lib64", "/bin", "/etc", "/dev/null", "/dev/urandom", "/dev/zero"})
        if (auto allowed = fence.allow(usual, false); !allowed)
            return tl::unexpected(allowed.error());
    for (const auto& path : settings.readable)
        if (auto allowed = fence.allow(path, true); !allowed)
            return tl::unexpected(allowed.error());
    return fence;
}

bool Fence::enter() const
{
    const auto cpu = static_cast<rlim_t>(settings_.cpu_seconds);
    const bool limited = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
                         limit(RLIMIT_NOFILE, most_open_files) && limit(RLIMIT_CPU, cpu) &&
                         limit(RLIMIT_AS, settings_.memory_bytes);
    if (!limited || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return ruleset_ < 0 || syscall(SYS_landlock_restrict_self, ruleset_, 0) == 0;
}

} // namespace tuermer::exec
