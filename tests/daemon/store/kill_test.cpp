// SPDX-License-Identifier: EUPL-1.2
// A daemon that dies at any moment has lost nothing that it knew to be committed, and has committed
// nothing by halves.
#include "tests/daemon/store/fixture.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <random>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace tuermer {
namespace {

using namespace tuermer::testing;

constexpr int rounds = 50;
constexpr int areas = 200; // cells of a release: enough pages to be killed in between

std::string id_of(int number)
{
    return fmt::format("{:08}", number);
}

// The release of this number: figures that say it, an event, a message, a bookmark.
void commit(Store& store, World& world, int number)
{
    std::vector<Told> told;
    for (int area = 0; area < areas; ++area)
        told.push_back({"unemployed", {fmt::format("{:05}", area)}, "2024-07", of(number)});
    auto& outcome = world.learn("2024-08-01", told);
    outcome.events.emplace_back().id = id_of(number);
    auto record = world.record();
    record.source.bookmark = id_of(number);
    auto& message = record.messages.emplace_back();
    message.message_id = id_of(number);
    message.bytes = std::string(20'000, 'x');
    message.addresses.emplace_back().address = "a@kreis.example";
    done(store.commit(record, at("2024-08-01")));
}

int last_committed(Store& store)
{
    const auto sources = value(store.sources());
    return sources.empty() ? 0 : std::stoi(sources[0].bookmark);
}

// In the child: commits for ever and acknowledges each commit on the pipe.
[[noreturn]] void run_until_killed(const std::string& file, int acknowledge)
{
    const auto store = open(file);
    World world;
    for (int number = last_committed(*store) + 1;; ++number) {
        commit(*store, world, number);
        if (::write(acknowledge, &number, sizeof number) != sizeof number) ::_exit(2);
    }
}

// Of the numbers on the pipe the last, 0 when there is none.
int last_acknowledged(int pipe)
{
    int last = 0;
    for (int number = 0; ::read(pipe, &number, sizeof number) == sizeof number;) last = number;
    return last;
}

enum class Begin { at_once, after_a_commit };

// Starts a child, kills it a while after that moment; the last commit it acknowledged.
int killed_after(const std::string& file, Begin begin, std::chrono::microseconds wait)
{
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    const auto child = ::fork();
    if (child == 0) {
        try {
            run_until_killed(file, ends[1]);
        } catch (...) {
            ::_exit(1);
        }
    }
    ::close(ends[1]);
    int first = 0;
    if (begin == Begin::after_a_commit) {
        EXPECT_EQ(::read(ends[0], &first, sizeof first), sizeof first);
    }
    std::this_thread::sleep_for(wait);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
    const int last = std::max(first, last_acknowledged(ends[0]));
    ::close(ends[0]);
    return last;
}

// Everything up to this number is there, in all its parts, and nothing after it.
void expect_whole(Store& store, int number)
{
    EXPECT_TRUE(store.check_integrity());
    EXPECT_EQ(value(store.events(1'000'000)).size(), number);
    EXPECT_EQ(value(store.messages(1'000'000)).size(), number);
    int cells = 0;
    done(store.load(shapes(), {}, [&](const Panel& panel) -> Result<> {
        for (const auto& seen : held(panel)) {
            EXPECT_EQ(seen.cell, of(number));
            ++cells;
        }
        return {};
    }));
    EXPECT_EQ(cells, number > 0 ? areas : 0);
}

TEST(Kill, LosesNoAcknowledgedCommitAndLeavesNoHalfOne)
{
    const Folder folder;
    const auto file = folder.file("t.db");
    std::mt19937 random(std::random_device{}());
    std::uniform_int_distribution<int> microseconds(0, 40'000);
    int acknowledged = 0;
    for (int round = 0; round < rounds && !HasFailure(); ++round) {
        const auto begin = round % 2 == 0 ? Begin::at_once : Begin::after_a_commit;
        const std::chrono::microseconds wait(microseconds(random));
        acknowledged = std::max(acknowledged, killed_after(file, begin, wait));
        const auto store = open(file);
        const int committed = last_committed(*store);
        EXPECT_GE(committed, acknowledged);
        expect_whole(*store, committed);
    }
    EXPECT_GE(acknowledged, rounds / 2) << "every other child came to commit";
}

} // namespace
} // namespace tuermer
