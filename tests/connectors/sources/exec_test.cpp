// SPDX-License-Identifier: EUPL-1.2
// Real programs, written by each case into a folder of its own.
#include "connectors/sources/exec/program.hpp"
#include "tests/connectors/sources/kind_case.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/folder.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

namespace tuermer {
namespace {

namespace fs = std::filesystem;

class ExecKind : public ::testing::Test {
protected:
    std::string program(const std::string& lines)
    {
        const auto path = folder_ / "programm";
        std::ofstream{path} << "#!/bin/sh\n" << lines;
        fs::permissions(path, fs::perms::owner_all);
        return path.string();
    }

    std::unique_ptr<Connector> source(const std::string& lines, const std::string& keys = "")
    {
        return test::connector_of(
            "exec",
            fmt::format("program = \"{}\"\n{}\n{}", program(lines), keys, test::plain_columns), {});
    }

    // What comes of one poll: figures, "nothing new", or the error.
    std::vector<std::string> lived(Connector& connector, Bookmark bookmark = {})
    {
        auto fetched = loop_.wait(connector.fetch(std::move(bookmark)));
        if (!fetched) return {fetched.error().what.de};
        bookmark_ = fetched->bookmark;
        if (fetched->documents.empty()) return {"nothing new"};
        return test::observations(connector, fetched);
    }

    test::Folder folder_;
    testing::Loop loop_;
    Bookmark bookmark_;
};

using Seen = std::vector<std::string>;
const std::string table = "printf 'jahr;ags;wert\\n2024;03153;48\\n'\n";

TEST_F(ExecKind, ReadsWhatAProgramPrintsAndKnowsItAgain)
{
    const auto printing = source(table);
    EXPECT_EQ(lived(*printing), (Seen{"wert area=03153 2024 48"}));
    EXPECT_EQ(lived(*printing, bookmark_), (Seen{"nothing new"}));
}

TEST_F(ExecKind, GivesNoEnvironmentNoInputAndArgumentsAsTheyAre)
{
    ::setenv("TUERMER_TEST_SECRET", "geheim", 1);
    const auto printing = source("read -r line && exit 3\n"
                                 "[ -z \"$TUERMER_TEST_SECRET\" ] || exit 4\n"
                                 "printf 'jahr;ags;wert\\n2024;%s;48\\n' \"$1\"\n",
                                 "arguments = [\"$HOME `id` 'x'\"]");
    EXPECT_EQ(lived(*printing), (Seen{"wert area=$HOME\\ `id`\\ 'x' 2024 48"}));
}

TEST_F(ExecKind, TellsHowAProgramEndedAndWhatItSaid)
{
    EXPECT_EQ(lived(*source("echo 'Kein Anschluss' >&2\nexit 2\n")),
              (Seen{"Das Programm endete mit 2. Es sagt: „Kein Anschluss“"}));
    const auto later = source("exit 75\n");
    const auto fetched = loop_.wait(later->fetch({}));
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::retry);
    EXPECT_NE(lived(*source("kill -SEGV $$\n")).front().find("durch Signal 11"), std::string::npos);
}

TEST_F(ExecKind, EndsAProgramThatTakesTooLongWithAllItStarted)
{
    const auto left = folder_ / "pid";
    const auto endless = source("sleep 600 &\necho $! >&2\nwait\n", "timeout = \"1 s\"");
    const auto answer = lived(*endless).front();
    EXPECT_NE(answer.find("timeout"), std::string::npos) << answer;
    const auto again = lived(*endless).front(); // the one before has ended, so it runs anew
    EXPECT_EQ(again.find("noch nicht geendet"), std::string::npos) << again;
}

TEST_F(ExecKind, EndsAProgramThatPrintsTooMuch)
{
    exec::ProgramOrder order{program("while :; do echo 0123456789; done\n"), {}, {}, 10'000};
    order.fence.readable.push_back(folder_.path());
    const std::atomic<bool> unwanted{false};
    const auto printed = exec::run_program(order, unwanted);
    ASSERT_FALSE(printed);
    EXPECT_NE(printed.error().what.de.find("mehr aus als erlaubt"), std::string::npos);
}

TEST_F(ExecKind, LetsAProgramWriteNoFile)
{
    const auto target = folder_ / "geschrieben";
    const auto writing =
        source("echo x > " + target.string() + " || { echo verboten >&2; exit 1; }\n");
    (void)lived(*writing);
    std::error_code none;
    EXPECT_FALSE(fs::exists(target) && fs::file_size(target, none) > 0);
}

TEST_F(ExecKind, HidesFilesBesideTheFoldersNamedWhereTheKernelHasLandlock)
{
    const auto fence = exec::Fence::prepare({{folder_.path()}, false});
    ASSERT_TRUE(fence);
    if (!fence->guards_files()) GTEST_SKIP() << "skipped: this kernel has no Landlock";
    const test::Folder elsewhere;
    std::ofstream{elsewhere / "geheim"} << "jahr;ags;wert\n2024;03153;48\n";
    const auto reading = "cat " + (elsewhere / "geheim").string() + "\n";
    EXPECT_NE(lived(*source(reading)).front().find("Permission denied"), std::string::npos);
    EXPECT_EQ(lived(*source(reading, "reads = [\"" + elsewhere.path().string() + "\"]")),
              (Seen{"wert area=03153 2024 48"}));
}

TEST_F(ExecKind, SaysThatAProgramIsMissing)
{
    const auto missing = test::connector_of(
        "exec", "program = \"" + (folder_ / "nichts").string() + "\"\n" + test::plain_columns, {});
    EXPECT_NE(lived(*missing).front().find("ließ sich nicht starten"), std::string::npos);
}

TEST(ExecSettings, WantFullPaths)
{
    EXPECT_EQ(test::said_of("exec", "program = \"x.sh\"\n" + test::plain_columns).front(),
              "'program' ist der volle Pfad des Programms");
}

} // namespace
} // namespace tuermer
