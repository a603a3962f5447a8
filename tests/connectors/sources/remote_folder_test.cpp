// SPDX-License-Identifier: EUPL-1.2
// Folders on servers: what their lists say, and files of a real SFTP server. (WebDAV keeps the
// contract of all that ask over the web: contract_test.cpp.)
#include "connectors/sources/table/remote_folder.hpp"

#include "connectors/sources/table/listing.hpp"
#include "tests/connectors/sources/source_case.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <pwd.h>

namespace tuermer::table {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string folder = "https://cloud.example/remote.php/dav/files/amt/zahlen/";

TEST(RemoteFolder, ListsFilesOfWebdavAndNoFolders)
{
    const auto files = read_multistatus(
        R"(<?xml version="1.0"?>
<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">
 <d:response><d:href>/remote.php/dav/files/amt/zahlen/</d:href><d:propstat><d:prop>
  <d:resourcetype><d:collection/></d:resourcetype><d:getetag>&quot;5f&quot;</d:getetag></d:prop>
  <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>
 <d:response><d:href>/remote.php/dav/files/amt/zahlen/Ausl%c3%a4nder%202024.csv</d:href><d:propstat>
  <d:prop><d:resourcetype/><d:getetag>&quot;a1&quot;</d:getetag>
  <d:getlastmodified>Mon, 23 Nov 2026 12:00:00 GMT</d:getlastmodified>
  <d:getcontentlength>48</d:getcontentlength></d:prop></d:propstat></d:response>
 <d:response><d:href>https://anderswo.example/100%25.csv</d:href><d:propstat><d:prop>
  <d:getetag/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>
 </d:response>
</d:multistatus>)",
        folder);
    ASSERT_TRUE(files) << files.error().what.de;
    EXPECT_THAT(*files,
                ElementsAre(RemoteFile{"Ausländer 2024.csv", folder + "Ausl%c3%a4nder%202024.csv",
                                       " \"a1\" Mon, 23 Nov 2026 12:00:00 GMT 48"},
                            RemoteFile{"100%.csv", folder + "100%25.csv", ""}))
        << "another host is never asked";
}

TEST(RemoteFolder, IsNoOtherXml)
{
    EXPECT_FALSE(read_multistatus("<html/>", folder));
    EXPECT_FALSE(read_multistatus("<d:multistatus xmlns:d='DAV:'><d:response>", folder));
}

TEST(RemoteFolder, ListsFilesOfSftpByTheirLongNames)
{
    const auto files =
        read_long_names("drwxr-xr-x    2 amt      amt          4096 Nov 23 12:00 .\n"
                        "-rw-r--r--    1 amt      amt            48 Nov  3 12:00 zahlen  2024.csv\n"
                        "lrwxrwxrwx    1 amt      amt             9 Nov 23 12:00 neu -> alt\n"
                        "-rw-r--r--    1 amt      amt\n",
                        "sftp://host/amt/");
    EXPECT_THAT(files,
                ElementsAre(RemoteFile{"zahlen  2024.csv", "sftp://host/amt/zahlen%20%202024.csv",
                                       "48 Nov 3 12:00 "}));
}

TEST(RemoteFolder, IsNamedByAPattern)
{
    EXPECT_TRUE(is_folder("https://cloud.example/dav/*.csv"));
    EXPECT_TRUE(is_folder("sftp://host/amt/"));
    EXPECT_FALSE(is_folder("https://cloud.example/export?columns=*"));
    EXPECT_FALSE(is_folder("https://cloud.example/*/a.csv"));
}

class SftpFolder : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists("/usr/sbin/sshd")) GTEST_SKIP() << "skipped: no sshd";
        server_.emplace("../sources/sftp_server.py", std::vector{keys_.path().string()});
    }

    // Hours old, unless it is said.
    void put(const std::string& name, const std::string& figure, std::chrono::seconds age)
    {
        const auto file = files_.path() / name;
        std::ofstream(file) << "Jahr;AGS;Wert\n2024;03153;" << figure << "\n";
        std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - age);
    }

    Node source(const std::string& name = "zahlen*.csv") const
    {
        const auto* user = ::getpwuid(::getuid())->pw_name;
        const auto url = fmt::format("sftp://{}@127.0.0.1:{}{}/{}", user, server_->port,
                                     files_.path().string(), name);
        auto made = test::with(test::simple_source(), "path", test::value(""));
        made = test::with(made, "url", test::value(url));
        made = test::with(made, "host_key", test::value(fingerprint()));
        return test::with(made, "key_file", test::value((keys_.path() / "user").string()));
    }

    std::string fingerprint() const
    {
        const auto told = (keys_.path() / "fingerprint").string();
        const auto command =
            "ssh-keygen -lf " + (keys_.path() / "host.pub").string() + " | cut -d' ' -f2 > " + told;
        EXPECT_EQ(std::system(command.c_str()), 0);
        auto text = testing::content(told);
        text.pop_back();
        return text;
    }

    Result<Fetched> fetch(const Node& source, Bookmark bookmark = {})
    {
        SourceServices services;
        services.transfer = &loop_.transfer;
        services.now = [] {
            return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        };
        source_ = test::connector(source, services);
        return loop_.wait(source_->fetch(std::move(bookmark)));
    }

    std::vector<std::string> figures(const Result<Fetched>& fetched) const
    {
        return test::observations(*source_, fetched);
    }

    testing::Folder keys_, files_;
    std::optional<testing::Server> server_;
    testing::Loop loop_;
    std::unique_ptr<Connector> source_;
};

constexpr std::chrono::hours hours_ago{2};

TEST_F(SftpFolder, BringsEachFileOnceAndAReplacedOneAgain)
{
    put("zahlen 1.csv", "48", hours_ago);
    put("anderes.csv", "1", hours_ago);
    put("zahlen 2.csv.part", "1", hours_ago);
    const auto first = fetch(source());
    EXPECT_THAT(figures(first), ElementsAre("leavers area=03153 2024 48"));
    const auto second = fetch(source(), first->bookmark);
    EXPECT_THAT(figures(second), IsEmpty());
    EXPECT_EQ(second->bookmark, first->bookmark);
    put("zahlen 1.csv", "50", std::chrono::hours{1});
    const auto third = fetch(source(), second->bookmark);
    EXPECT_THAT(figures(third), ElementsAre("leavers area=03153 2024 50"));
    EXPECT_THAT(third->documents.at(0).name, HasSubstr("zahlen%201.csv"));
}

TEST_F(SftpFolder, WaitsForWhoIsStillWriting)
{
    put("zahlen 1.csv", "48", std::chrono::seconds{1});
    const auto fetched = fetch(source());
    EXPECT_THAT(figures(fetched), IsEmpty());
    EXPECT_EQ(fetched->next_try, std::chrono::seconds{60});
}

TEST_F(SftpFolder, IsTrustedByItsKeyAlone)
{
    put("zahlen 1.csv", "48", hours_ago);
    const auto other = test::with(
        source(), "host_key", test::value("SHA256:SnNRGIRZQMWYhdQwi0361+T0t/5FJ89oioZlkecaVMk"));
    const auto fetched = fetch(other);
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(fetched.error().what.de, HasSubstr("host_key"));
}

TEST_F(SftpFolder, ThatIsNotThereIsForAPersonToMend)
{
    const auto fetched = fetch(source("fehlt/*.csv"));
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
}

TEST(SftpSettings, NeedAFingerprintAndAreNoOthers)
{
    auto source = test::with(test::simple_source(), "path", test::value(""));
    source = test::with(source, "url", test::value("sftp://host/amt/*.csv"));
    EXPECT_THAT(test::mistakes_of(source), ElementsAre(HasSubstr("host_key")));
    source = test::with(source, "host_key", test::value("SHA256:abc"));
    EXPECT_THAT(test::mistakes_of(source), IsEmpty());
    source = test::with(source, "url", test::value("https://host/amt/*.csv"));
    EXPECT_THAT(test::mistakes_of(source), ElementsAre(HasSubstr("sftp://")));
}

} // namespace
} // namespace tuermer::table
