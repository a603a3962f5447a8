// SPDX-License-Identifier: EUPL-1.2
#include "daemon/environment.hpp"
#include "tests/folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

namespace fs = std::filesystem;

class Environment : public testing::Test {
protected:
    Environment()
    {
        for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG", "CREDENTIALS_DIRECTORY"})
            ::unsetenv(name);
    }

    fs::path secret(const char* name, const char* content, fs::perms rights)
    {
        std::ofstream(folder_ / name) << content;
        fs::permissions(folder_ / name, rights);
        return folder_ / name;
    }

    test::Folder folder_;
};

TEST_F(Environment, SpeaksGermanUnlessEnglishIsAskedFor)
{
    EXPECT_EQ(language_of_environment(), Language::de);
    ::setenv("LANG", "C.UTF-8", 1);
    EXPECT_EQ(language_of_environment(), Language::de);
    ::setenv("LANG", "en_GB.UTF-8", 1);
    EXPECT_EQ(language_of_environment(), Language::en);
    ::setenv("LC_ALL", "de_DE.UTF-8", 1);
    EXPECT_EQ(language_of_environment(), Language::de);
}

TEST_F(Environment, ReadsACredentialByNameAndByPath)
{
    const auto file = secret("smtp-password", "geheim\n", fs::perms::owner_read);
    EXPECT_EQ(read_credential(file.string()).value(), "geheim");
    EXPECT_FALSE(read_credential("smtp-password"));
    ::setenv("CREDENTIALS_DIRECTORY", folder_.path().c_str(), 1);
    EXPECT_EQ(read_credential("smtp-password").value(), "geheim");
    EXPECT_FALSE(read_credential("another"));
}

TEST_F(Environment, RefusesACredentialThatOthersCanRead)
{
    const auto file = secret("open", "geheim", fs::perms::owner_read | fs::perms::others_read);
    const auto answer = read_credential(file.string());
    ASSERT_FALSE(answer);
    EXPECT_NE(answer.error().what.de.find("chmod 600"), std::string::npos);
}

} // namespace
} // namespace tuermer
