// SPDX-License-Identifier: EUPL-1.2
#include "daemon/authorship.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace tuermer {

namespace {

constexpr std::size_t longest_answer = 4'096;
constexpr int patience_milliseconds = 2'000; // git on a slow file share

std::string name_of(uid_t user)
{
    std::array<char, 4'096> room{};
    passwd entry{}, *found = nullptr;
    ::getpwuid_r(user, &entry, room.data(), room.size(), &found);
    return found == nullptr ? std::to_string(user) : std::string(found->pw_name);
}

// What a program prints, if it ends well and in time. No shell is involved.
std::optional<std::string> answer_of(std::vector<std::string> words)
{
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return std::nullopt;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int failed =
        ::posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    std::string answer;
    std::array<char, 512> piece{};
    pollfd readable{pipe[0], POLLIN, 0};
    while (failed == 0 && answer.size() < longest_answer &&
           ::poll(&readable, 1, patience_milliseconds) > 0) {
        const auto got = ::read(pipe[0], piece.data(), piece.size());
        if (got <= 0) break;
        answer.append(piece.data(), static_cast<std::size_t>(got));
    }
    ::close(pipe[0]);
    if (failed != 0) return std::nullopt;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? std::optional(answer) : std::nullopt;
}

// The last commit that changed the file; nothing when it has changes that are not committed.
std::optional<Authorship> as_git_says(const std::filesystem::path& file)
{
    const auto folder = file.parent_path().string(), name = file.filename().string();
    const auto changed = answer_of({"git", "-C", folder, "status", "--porcelain", "--", name});
    if (!changed || !changed->empty()) return std::nullopt;
    const auto said = answer_of({"git", "-C", folder, "log", "-1", "--format=%an%n%s", "--", name});
    if (!said) return std::nullopt;
    const auto end = said->find('\n');
    if (end == std::string::npos || end == 0) return std::nullopt;
    auto reason = said->substr(end + 1);
    while (reason.ends_with('\n')) reason.pop_back();
    return Authorship{said->substr(0, end), reason};
}

} // namespace

Authorship authorship_of(const std::filesystem::path& file)
{
    if (auto said = as_git_says(file)) return std::move(*said);
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) return {};
    return {name_of(found.st_uid), {}};
}

std::string user_name()
{
    return name_of(::getuid());
}

} // namespace tuermer
