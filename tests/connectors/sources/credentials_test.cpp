// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/credentials.hpp"

#include "tests/connectors/sources/source_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using test::table;
using test::value;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Asked {
    CredentialSettings settings;
    std::vector<std::string> mistakes;
};

Asked ask_for(const Node& source)
{
    Mistakes mistakes;
    Settings settings{std::get<Table>(source.value), {}, "source.test", mistakes};
    Asked asked{read_credential_settings(settings), {}};
    settings.finish();
    for (const auto& mistake : mistakes.sorted()) asked.mistakes.push_back(mistake.what.de);
    return asked;
}

TEST(Credentials, NameTheFilesAndAreReadWhenTheyAreUsed)
{
    const auto asked =
        ask_for(table({{"user", value("DE1")}, {"password_file", value("genesis")}}));
    EXPECT_THAT(asked.mistakes, ::testing::IsEmpty());
    SourceServices services;
    services.secret = [](const std::string& name) { return Result<std::string>("of " + name); };
    const auto loaded = load_credentials(asked.settings, services);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->user, "DE1");
    EXPECT_EQ(loaded->password, "of genesis");
    HttpRequest request;
    sign(request, *loaded);
    EXPECT_EQ(request.password, "of genesis");
}

TEST(Credentials, TokenIsABearer)
{
    SourceServices services;
    services.secret = [](const std::string& name) { return Result<std::string>("of " + name); };
    HttpRequest request;
    sign(request, load_credentials({"", "", "token"}, services).value());
    EXPECT_THAT(request.headers, ElementsAre("Authorization: Bearer of token"));
    EXPECT_EQ(request.user, "");
}

TEST(Credentials, ThatCannotBeReadAreAnErrorThatNamesTheFile)
{
    const auto loaded = load_credentials({"DE1", "genesis", ""}, {});
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().where, "genesis");
}

TEST(Credentials, DoNotStandInTheConfiguration)
{
    EXPECT_THAT(ask_for(table({{"password", value("geheim")}})).mistakes,
                ElementsAre(HasSubstr("password_file")));
    EXPECT_THAT(ask_for(table({{"token", value("geheim")}})).mistakes,
                ElementsAre(HasSubstr("token_file")));
}

TEST(Credentials, AreAUserWithAPasswordOrAToken)
{
    EXPECT_THAT(ask_for(table({{"user", value("DE1")}})).mistakes,
                ElementsAre(HasSubstr("gehören zusammen")));
    EXPECT_THAT(ask_for(table({{"user", value("DE1")},
                               {"password_file", value("a")},
                               {"token_file", value("b")}}))
                    .mistakes,
                ElementsAre(HasSubstr("nicht beides")));
}

} // namespace
} // namespace tuermer
