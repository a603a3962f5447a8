// SPDX-License-Identifier: EUPL-1.2
// Against the mail server that most municipalities run: a private Postfix on loopback, with its own
// queue and mailboxes in a temporary folder. It needs root; elsewhere aiosmtpd (smtp_test)
// suffices.
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>

namespace tuermer {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Outcome = Delivery::Outcome;

int free_port()
{
    const int number = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(number, reinterpret_cast<const sockaddr*>(&address), size) != 0)
        throw std::runtime_error("no free port");
    ::getsockname(number, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(number);
    return ntohs(address.sin_port);
}

class Postfix {
public:
    explicit Postfix(const testing::Certificates& certificates)
    {
        fs::permissions(folder_.path(), fs::perms{0755});
        for (const auto* name : {"etc", "queue", "data", "boxes"})
            fs::create_directory(folder_.path() / name);
        const passwd* const owner = ::getpwnam("postfix");
        for (const auto* name : {"data", "boxes"})
            if (::chown((folder_.path() / name).c_str(), owner->pw_uid, owner->pw_gid) != 0)
                throw std::runtime_error("chown");
        write("etc/main.cf", main_cf(certificates, *owner));
        write("etc/master.cf", master_cf());
        write("etc/boxes", "a@amt.example a/\nb@amt.example b/\nc@amt.example c/\n");
        write("etc/recipients", "c@amt.example 450 4.2.0 greylisted\n");
        write("etc/headers", "/^Subject: verboten/ REJECT not here\n");
        if (run("start") != 0) throw std::runtime_error("postfix did not start");
    }
    ~Postfix() { run("stop"); } // ends the process named in its own queue folder

    Postfix(const Postfix&) = delete;
    Postfix& operator=(const Postfix&) = delete;

    // What lies in somebody's mailbox, once it has arrived.
    std::vector<std::string> mailbox(const std::string& name) const
    {
        std::vector<std::string> mails;
        for (int tries = 0; tries < 200 && mails.empty(); ++tries) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            const fs::path folder = folder_.path() / "boxes" / name / "new";
            if (!fs::exists(folder)) continue;
            for (const auto& file : fs::directory_iterator(folder))
                mails.push_back(testing::content(file.path()));
        }
        return mails;
    }

    int port = free_port();

private:
    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(folder_.path() / name) << text;
    }

    std::string main_cf(const testing::Certificates& certificates, const passwd& owner) const
    {
        const std::string here = folder_.path().string();
        return "compatibility_level = 3.6\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n"
               "mynetworks = 127.0.0.0/8\nmyhostname = mail.amt.example\nmydestination =\n"
               "alias_maps =\nalias_database =\nmessage_size_limit = 100000\n"
               "virtual_mailbox_domains = amt.example\nsmtpd_tls_security_level = may\n"
               "smtpd_data_restrictions = reject_unauth_pipelining\n" +
               fmt::format("queue_directory = {0}/queue\ndata_directory = {0}/data\n"
                           "virtual_mailbox_base = {0}/boxes\n"
                           "virtual_mailbox_maps = texthash:{0}/etc/boxes\n"
                           "smtpd_recipient_restrictions = check_recipient_access "
                           "texthash:{0}/etc/recipients, reject_unauth_destination\n"
                           "header_checks = regexp:{0}/etc/headers\n"
                           "virtual_minimum_uid = 1\nvirtual_uid_maps = static:{1}\n"
                           "virtual_gid_maps = static:{2}\n"
                           "smtpd_tls_cert_file = {3}\nsmtpd_tls_key_file = {4}\n",
                           here, owner.pw_uid, owner.pw_gid, certificates.certificate("good"),
                           certificates.key("good"));
    }

    std::string master_cf() const
    {
        return fmt::format("127.0.0.1:{} inet n - n - - smtpd\n", port) +
               "cleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\n"
               "tlsmgr unix - - n 1000? 1 tlsmgr\nrewrite unix - - n - - trivial-rewrite\n"
               "bounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\n"
               "trace unix - - n - 0 bounce\nproxymap unix - - n - - proxymap\n"
               "error unix - - n - - error\nretry unix - - n - - error\n"
               "virtual unix - n n - - virtual\nanvil unix - - n - 1 anvil\n"
               "pickup unix n - n 60 1 pickup\nflush unix n - n 1000? 0 flush\n"
               "showq unix n - n - - showq\n";
    }

    int run(const std::string& command) const
    {
        return testing::wait_for_end(
            testing::start({"/bin/sh", "-c", "exec postfix -c \"$0\" \"$1\" >/dev/null 2>&1",
                            (folder_.path() / "etc").string(), command}));
    }

    testing::Folder folder_;
};

TEST(Mail, GoesThroughARealPostfix)
{
    if (!fs::exists("/usr/sbin/postfix")) GTEST_SKIP() << "skipped: no postfix";
    if (::geteuid() != 0) GTEST_SKIP() << "skipped: postfix needs root";
    const testing::Certificates certificates;
    const Postfix postfix(certificates);
    testing::Loop loop;
    MailRequest request;
    request.host = "127.0.0.1";
    request.port = postfix.port;
    request.ca_file = certificates.authority();
    request.sender = "tuermer@amt.example";
    request.recipients = {"a@amt.example", "unbekannt@amt.example", "c@amt.example",
                          "b@amt.example", "x@anderswo.example"};
    request.message = "Message-ID: <signal-1@amt.example>\r\n\r\n.\r\nGuten Tag\r\n..\r\n";

    const auto sent = loop.wait(loop.transfer.send(request)).value();
    EXPECT_EQ(sent[0].outcome, Outcome::accepted);
    EXPECT_THAT(sent[0].answer, HasSubstr("queued as"));
    EXPECT_EQ(sent[1].outcome, Outcome::refused);
    EXPECT_EQ(sent[1].code, 550);
    EXPECT_EQ(sent[2].outcome, Outcome::later);
    EXPECT_EQ(sent[2].code, 450);
    EXPECT_EQ(sent[3].outcome, Outcome::accepted);
    EXPECT_EQ(sent[4].outcome, Outcome::refused);
    for (const auto* name : {"a", "b"})
        EXPECT_THAT(postfix.mailbox(name),
                    ElementsAre(AllOf(HasSubstr("\nMessage-ID: <signal-1@amt.example>\n"),
                                      HasSubstr("\n\n.\nGuten Tag\n..\n"))));

    request.recipients = {"a@amt.example"};
    request.message.insert(0, "Subject: verboten\r\n");
    const auto refused = loop.wait(loop.transfer.send(request)).value();
    EXPECT_EQ(refused[0].outcome, Outcome::refused);
    EXPECT_EQ(refused[0].code, 550);

    request.message += std::string(200000, 'x') + "\r\n";
    const auto too_large = loop.wait(loop.transfer.send(request)).value();
    EXPECT_EQ(too_large[0].outcome, Outcome::refused);
    EXPECT_EQ(too_large[0].code, 552);

    request.ca_file.clear();
    EXPECT_EQ(loop.wait(loop.transfer.send(request)).error().remedy, Remedy::mend);
}

} // namespace
} // namespace tuermer
