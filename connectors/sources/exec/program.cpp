// SPDX-License-Identifier: EUPL-1.2
// Everything that needs memory is made before the fork: in the child of a program with threads only
// system calls are safe (signal-safety(7)).
#include "connectors/sources/exec/program.hpp"

#include "connectors/formats/labels.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tuermer::exec {
namespace {

constexpr int look_every_milliseconds = 100;
constexpr std::size_t most_said = 2'000; // bytes of standard error that are kept: the last ones
constexpr int try_again_later = 75;      // EX_TEMPFAIL
constexpr int no_fence = 126, no_program = 127;

class FileDescriptor {
public:
    FileDescriptor() = default;
    ~FileDescriptor() { reset(); }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    void reset(int number = -1)
    {
        if (number_ >= 0) close(number_);
        number_ = number;
    }
    int get() const { return number_; }

private:
    int number_ = -1;
};

struct Pipe {
    FileDescriptor out, in; // to read from, to write into
    bool open()
    {
        std::array<int, 2> both{};
        if (pipe2(both.data(), O_CLOEXEC) != 0) return false;
        out.reset(both[0]);
        in.reset(both[1]);
        return true;
    }
};

struct Streams {
    Pipe printed, said;
    FileDescriptor nothing; // standard input
    bool open()
    {
        nothing.reset(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        return nothing.get() >= 0 && printed.open() && said.open();
    }
};

// The child's way to the program; it never comes back.
[[noreturn]] void become(const char* program, char* const* words, const Streams& streams,
                         const Fence& fence)
{
    char* const empty = nullptr;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    signal(SIGPIPE, SIG_DFL);
    const bool placed = setpgid(0, 0) == 0 && dup2(streams.nothing.get(), STDIN_FILENO) >= 0 &&
                        dup2(streams.printed.in.get(), STDOUT_FILENO) >= 0 &&
                        dup2(streams.said.in.get(), STDERR_FILENO) >= 0 && chdir("/") == 0;
    if (!placed || !fence.enter()) _exit(no_fence);
    execve(program, words, &empty);
    _exit(no_program);
}

// All it started, too.
class ProcessGroup {
public:
    explicit ProcessGroup(pid_t leader) : leader_(leader) {}
    ~ProcessGroup()
    {
        if (leader_ > 0) end();
    }
    ProcessGroup(const ProcessGroup&) = delete;
    ProcessGroup& operator=(const ProcessGroup&) = delete;

    // Whatever of it still runs.
    void kill_all() const
    {
        kill(-leader_, SIGKILL);
        kill(leader_, SIGKILL); // it may not have made its group yet
    }

    // How it ended; nothing while it still runs.
    std::optional<int> ended()
    {
        int how = 0;
        const auto who = waitpid(leader_, &how, WNOHANG);
        if (who == 0 || (who < 0 && errno == EINTR)) return std::nullopt;
        kill(-leader_, SIGKILL); // what it left behind
        leader_ = -1;
        return how;
    }

    void end()
    {
        kill_all();
        while (waitpid(leader_, nullptr, 0) < 0 && errno == EINTR) {
        }
        leader_ = -1;
    }

private:
    pid_t leader_;
};

// What came through a pipe just now; false at its end.
bool drain(const FileDescriptor& from, std::string& into)
{
    std::array<char, 65'536> piece{};
    const auto bytes = read(from.get(), piece.data(), piece.size());
    if (bytes < 0) return errno == EINTR || errno == EAGAIN;
    into.append(piece.data(), static_cast<std::size_t>(bytes));
    return bytes > 0;
}

void keep_the_end(std::string& said)
{
    if (said.size() > 2 * most_said) said.erase(0, said.size() - most_said);
}

enum class Listened : std::uint8_t { whole, unwanted, too_large };

// Until both pipes are closed.
Listened listen(const Streams& streams, const ProgramOrder& order,
                const std::atomic<bool>& unwanted, std::string& printed, std::string& said)
{
    std::array<pollfd, 2> ends = {
        {{streams.printed.out.get(), POLLIN, 0}, {streams.said.out.get(), POLLIN, 0}}};
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        if (unwanted) return Listened::unwanted;
        if (poll(ends.data(), ends.size(), look_every_milliseconds) < 0 && errno != EINTR) break;
        if (ends[0].revents != 0 && !drain(streams.printed.out, printed)) ends[0].fd = -1;
        if (ends[1].revents != 0 && !drain(streams.said.out, said)) ends[1].fd = -1;
        keep_the_end(said);
        if (printed.size() > order.byte_limit) return Listened::too_large;
    }
    return Listened::whole;
}

std::string last_words(std::string_view said)
{
    if (said.size() > most_said) said.remove_prefix(said.size() - most_said);
    return header_name(said);
}

Error stopped(Listened why, const std::string& program)
{
    if (why == Listened::unwanted)
        return {Remedy::retry,
                say("Das Programm lief zu lange (timeout) und wurde beendet.",
                    "The program ran for too long (timeout) and was ended."),
                program};
    return {Remedy::mend,
            say("Das Programm gibt mehr aus als erlaubt ([network] max_body) und wurde beendet.",
                "The program prints more than allowed ([network] max_body) and was ended."),
            program};
}

Error ended_badly(int how, std::string_view said, const std::string& program)
{
    const auto words = last_words(said);
    const Text so = words.empty() ? say("", "") : say(" Es sagt: „{}“", " It says: \"{}\"", words);
    if (WIFSIGNALED(how))
        return {Remedy::mend,
                say("Das Programm wurde durch Signal {0} beendet (Zeit, Speicher oder ein "
                    "Fehler).{1}",
                    "The program was ended by signal {0} (time, memory, or a fault).{2}",
                    WTERMSIG(how), so.de, so.en),
                program};
    const int code = WEXITSTATUS(how);
    if (code == no_program || code == no_fence)
        return {Remedy::mend,
                say("Das Programm ließ sich nicht starten: Gibt es die Datei, ist sie ausführbar, "
                    "und darf Türmer sie lesen?{0}",
                    "The program could not be started: does the file exist, can it be executed, "
                    "and may Türmer read it?{1}",
                    so.de, so.en),
                program};
    return {code == try_again_later ? Remedy::retry : Remedy::mend,
            say("Das Programm endete mit {0}.{1}", "The program ended with {0}.{2}", code, so.de,
                so.en),
            program};
}

Error not_started(const std::string& program)
{
    return {Remedy::retry,
            say("Das Programm ließ sich nicht starten: {}", "The program could not be started: {}",
                std::strerror(errno)),
            program};
}

} // namespace

Result<std::string> run_program(const ProgramOrder& order, const std::atomic<bool>& unwanted)
{
    const auto fence = Fence::prepare(order.fence);
    if (!fence) return tl::unexpected(fence.error());
    auto texts = order.arguments;
    texts.insert(texts.begin(), order.program);
    std::vector<char*> words;
    for (auto& text : texts) words.push_back(text.data());
    words.push_back(nullptr);
    Streams streams;
    if (!streams.open()) return tl::unexpected(not_started(order.program));
    const auto child = fork();
    if (child < 0) return tl::unexpected(not_started(order.program));
    if (child == 0) become(order.program.c_str(), words.data(), streams, *fence);
    setpgid(child, child); // whichever of the two comes first
    ProcessGroup group{child};
    streams.printed.in.reset();
    streams.said.in.reset();
    std::string printed, said;
    auto listened = listen(streams, order, unwanted, printed, said);
    std::optional<int> how;
    while (listened == Listened::whole && !how) { // it may run on with its streams closed
        how = group.ended();
        if (unwanted && !how) listened = Listened::unwanted;
        if (!how && listened == Listened::whole) poll(nullptr, 0, look_every_milliseconds);
    }
    if (!how) {
        group.end();
        return tl::unexpected(stopped(listened, order.program));
    }
    if (WIFEXITED(*how) && WEXITSTATUS(*how) == 0) return printed;
    return tl::unexpected(ended_badly(*how, said, order.program));
}

} // namespace tuermer::exec
