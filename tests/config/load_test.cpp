// SPDX-License-Identifier: EUPL-1.2
// A folder of files → plain structs.
#include "tests/config/installation_on_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace tuermer {
namespace {

using test::InstallationOnDisk;
using testing::ElementsAre;
using testing::IsEmpty;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

TEST(Configuration, IsReadWhole)
{
    const InstallationOnDisk disk;
    const auto loaded = disk.load();
    EXPECT_THAT(test::lines_of(loaded.mistakes, Language::de), IsEmpty());
    const auto& config = loaded.config;
    EXPECT_EQ(config.installation.name, (Text{"Landkreis Goslar", "Goslar district"}));
    EXPECT_EQ(config.installation.land, "NI") << "from the first two digits of the area";
    ASSERT_EQ(config.sources.size(), 1U);
    EXPECT_EQ(config.sources[0].measures.size(), 3U);
    EXPECT_EQ(config.sources[0].measures[0].source, "schule");
    ASSERT_EQ(config.indicators.size(), 1U);
    EXPECT_EQ(to_string(config.indicators[0].numerator_place), "indicators.d/schule.toml:3:14");
    ASSERT_EQ(config.rules.size(), 1U);
    EXPECT_EQ(config.rules[0].when.size(), 1U);
    EXPECT_EQ(config.recipients.size(), 2U);
    EXPECT_EQ(config.breaks.size(), 1U);
    EXPECT_EQ(config.files.size(), 6U);
}

TEST(Configuration, HasDefaultsThatACarefulStatisticianWouldChoose)
{
    const InstallationOnDisk disk;
    const auto config = disk.load().config;
    EXPECT_EQ(config.installation.language, Language::de);
    EXPECT_EQ(config.installation.time_zone, "Europe/Berlin");
    EXPECT_EQ(config.installation.tenant, "default");
    EXPECT_FALSE(config.installation.statistics_office);
    EXPECT_EQ(config.process.store, "sqlite:tuermer.db");
    EXPECT_EQ(config.process.state, "/var/lib/tuermer");
    EXPECT_EQ(config.process.max_body_bytes, 256ULL << 20U);
    EXPECT_EQ(config.process.archive_keep, std::nullopt) << "nothing goes unasked";
    EXPECT_EQ(config.process.mail.security, "starttls");
    EXPECT_EQ(config.process.mail.port, 587);
    const auto& rule = config.rules[0];
    EXPECT_THAT(rule.severities, ElementsAre(Severity::signal));
    EXPECT_EQ(rule.for_periods, 1);
    EXPECT_EQ(rule.keep_periods, 1);
    EXPECT_EQ(rule.breaks, BreakAdvice::downgrade);
    EXPECT_EQ(rule.missing, MissingPolicy::keep);
    EXPECT_THAT(rule.areas, IsEmpty());
    const auto& recipient = config.recipients[0];
    EXPECT_EQ(recipient.role, Role::integration);
    EXPECT_EQ(recipient.at_least, Severity::note);
    EXPECT_THAT(recipient.channels, ElementsAre("smtp"));
    EXPECT_EQ(config.sources[0].every, 12h);
}

TEST(Configuration, TakesEveryKeyOfTheInstallation)
{
    InstallationOnDisk disk;
    disk.with("tuermer.toml", R"([installation]
name = "Goslar"
area = "03153"
land = "NI"
language = "en"
time_zone = "Europe/Paris"
mode = "statistikstelle"
tenant = "goslar"
[store]
url = "sqlite:zahlen.db"
state = "stand"
[mail]
host = "mail.example"
security = "tls"
user = "tuermer"
password_credential = "smtp"
ca_file = "/etc/ca.pem"
from = "Türmer <tuermer@kreis.example>"
[delivery]
spool = "ablage"
send_history = true
[archive]
keep = "10 y"
[network]
proxy = "http://proxy.example:3128"
contact = "it@kreis.example"
max_body = "2 GB"
requests_per_day = 500
[network.hosts."Klein.example"]
pause = "15 s"
)");
    const auto loaded = disk.load();
    EXPECT_THAT(test::lines_of(loaded.mistakes, Language::de), IsEmpty());
    const auto& [installation, process] =
        std::tie(loaded.config.installation, loaded.config.process);
    EXPECT_EQ(installation.language, Language::en);
    EXPECT_EQ(installation.time_zone, "Europe/Paris");
    EXPECT_TRUE(installation.statistics_office);
    EXPECT_EQ(installation.tenant, "goslar");
    EXPECT_EQ(process.store, "sqlite:zahlen.db");
    EXPECT_EQ(process.state, disk.path() / "stand") << "relative to the configuration's folder";
    EXPECT_EQ(process.mail.port, 465) << "the usual one for security = \"tls\"";
    EXPECT_EQ(process.mail.password_credential, "smtp");
    EXPECT_EQ(process.mail.from, "Türmer <tuermer@kreis.example>");
    EXPECT_EQ(process.spool, "ablage");
    EXPECT_TRUE(process.send_history);
    EXPECT_EQ(process.archive_keep, std::chrono::days(3653)) << "ten years, rounded up";
    EXPECT_EQ(process.max_body_bytes, 2ULL << 30U);
    EXPECT_EQ(process.host_limits, (HostLimits{1s, 500}));
    EXPECT_EQ(process.limits_of_hosts.at("klein.example"), (HostLimits{15s, 500}));
    EXPECT_EQ(loaded.config.recipients[0].language, Language::en) << "the installation's";
}

TEST(Configuration, ReadsTheReleaseCalendarOfASource)
{
    InstallationOnDisk disk;
    const auto source = disk.text_of("sources.d/schule.toml");
    const auto calendar = [&](const std::string& release) {
        auto text = source;
        disk.with("sources.d/schule.toml",
                  text.insert(text.find("url"), "release = " + release + "\n"));
        const auto loaded = disk.load();
        EXPECT_THAT(test::lines_of(loaded.mistakes, Language::de), IsEmpty());
        return loaded.config.sources.at(0).release.value_or(ReleaseCalendar{});
    };
    EXPECT_EQ(calendar("{ month = 10, day = 15, grace = \"30 d\" }").grace, 30 * 24h);
    EXPECT_EQ(calendar("{ month = 10, day = 15 }").month, 10U);
    EXPECT_EQ(calendar("{ day_of_month = 31 }").day_of_month, 31U);
    EXPECT_THAT(calendar("{ dates = [2026-10-15, 2027-10-14] }").dates,
                ElementsAre(*parse_date("2026-10-15"), *parse_date("2027-10-14")));
}

TEST(Configuration, MayBeSplitIntoFilesAtWill)
{
    InstallationOnDisk disk;
    disk.with("recipients.toml", disk.text_of("recipients.toml"))
        .with("rules.d/00.toml", R"([rule.zweite]
indicator = "ohne_abschluss"
notify = "integration"
owner = "statistik"
any = [{ test = "level", at_least = "15 %" }, { test = "level", at_most = "1 %" }]
)")
        .with("rules.d/leer.toml", "")
        .with("rules.d/schule.story.toml", "a story is not a rule")
        .with("rules.d/notizen.txt", "not read")
        .with("rules.d/.verborgen.toml", "not read");
    const auto loaded = disk.load();
    EXPECT_THAT(test::lines_of(loaded.mistakes, Language::de), IsEmpty());
    ASSERT_EQ(loaded.config.rules.size(), 2U);
    EXPECT_EQ(loaded.config.rules[0].id, "zweite");
    EXPECT_EQ(loaded.config.rules[0].any.size(), 2U);
    EXPECT_THAT(loaded.config.rules[0].when, IsEmpty());
}

TEST(Configuration, TakesTheSeveritiesOfALadder)
{
    InstallationOnDisk disk;
    auto rule = disk.text_of("rules.d/schule.toml");
    const std::string limit = "at_least = \"+5 pp\"";
    rule.replace(rule.find(limit), limit.size(),
                 "at_least = { note = \"+3 pp\", urgent = \"+9 pp\" }");
    disk.with("rules.d/schule.toml", rule);
    const auto loaded = disk.load();
    EXPECT_THAT(test::lines_of(loaded.mistakes, Language::de), IsEmpty());
    EXPECT_THAT(loaded.config.rules.at(0).severities,
                ElementsAre(Severity::note, Severity::urgent));
}

std::string hash_after(const std::string& what, const std::string& by,
                       const std::string& file = "rules.d/schule.toml")
{
    InstallationOnDisk disk;
    auto text = disk.text_of(file);
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    disk.with(file, text.replace(at, what.size(), by));
    return disk.load().config.rules.at(0).hash;
}

TEST(RuleHash, ChangesWithWhatDecidesVerdicts)
{
    const auto as_it_was = hash_after("test =", "test =");
    EXPECT_EQ(as_it_was.size(), 64U);
    EXPECT_NE(hash_after("+5 pp", "+6 pp"), as_it_was);
    EXPECT_NE(hash_after("notify", "for = 2\nnotify"), as_it_was);
    EXPECT_NE(hash_after("notify", "keep = 2\nnotify"), as_it_was);
    EXPECT_NE(hash_after("notify", "areas = \"03154\"\nnotify"), as_it_was);
    EXPECT_NE(hash_after("notify", "missing = \"clear\"\nnotify"), as_it_was);
    EXPECT_NE(hash_after("='foreign'", "='german'", "indicators.d/schule.toml"), as_it_was);
    EXPECT_NE(hash_after("03153", "03154", "tuermer.toml"), as_it_was);
}

TEST(RuleHash, StaysWithWhatDoesNot)
{
    const auto as_it_was = hash_after("test =", "test =");
    EXPECT_EQ(hash_after("notify = [\"integration\"]", "notify = [\"statistik\"]"), as_it_was);
    EXPECT_EQ(hash_after("notify", "question = \"Warum?\"\nnotify"), as_it_was);
    EXPECT_EQ(hash_after("notify", "review_by = 2030-01-01\nnotify"), as_it_was);
    EXPECT_EQ(hash_after("notify", "severity = \"urgent\"\nnotify"), as_it_was);
    EXPECT_EQ(hash_after("notify", "for = 1\nareas = \"03153\"\nnotify"), as_it_was)
        << "the default written out";
    EXPECT_EQ(hash_after("against = \"pooled 3 y\"\nat_least = \"+5 pp\"",
                         "# Grenze\nat_least  = '+5 pp'\nagainst = \"pooled 3 y\""),
              as_it_was)
        << "order, quotes, comments";
    EXPECT_EQ(hash_after("Ohne Abschluss", "Schulabgang", "indicators.d/schule.toml"), as_it_was);
}

TEST(RuleText, ReadsBackAsTheSameRule)
{
    InstallationOnDisk disk;
    const auto first = disk.load().config.rules.at(0);
    EXPECT_THAT(first.text, testing::StartsWith("[rule.ohne_abschluss_steigt]\nindicator = "));
    disk.with("rules.d/schule.toml", first.text);
    const auto second = disk.load();
    EXPECT_THAT(test::lines_of(second.mistakes, Language::de), IsEmpty());
    EXPECT_EQ(second.config.rules.at(0).text, first.text);
    EXPECT_EQ(second.config.rules.at(0).hash, first.hash);
}

TEST(Configuration, IsAnErrorOnlyWhereNothingCanBeRead)
{
    const InstallationOnDisk disk;
    const auto none = load_config(disk.path() / "nirgends", test::check_small_source);
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().what.de, "diesen Ordner gibt es nicht");
    EXPECT_EQ(none.error().where, (disk.path() / "nirgends").string());
    const auto file = load_config(disk.path() / "tuermer.toml", test::check_small_source);
    ASSERT_FALSE(file.has_value());
    EXPECT_EQ(file.error().what.de, "das ist kein Ordner");
}

TEST(Configuration, NamesAFileThatMayNotBeRead)
{
    const InstallationOnDisk disk;
    fs::create_symlink(disk.path() / "nirgends", disk.path() / "rules.d/tot.toml");
    EXPECT_THAT(disk.said(),
                ElementsAre("rules.d/tot.toml: lässt sich nicht lesen; fehlt das Leserecht?"));
    fs::remove(disk.path() / "rules.d/tot.toml");
    if (geteuid() == 0) return; // may read everything
    fs::permissions(disk.path() / "rules.d", fs::perms::none);
    EXPECT_THAT(disk.said(), ElementsAre("rules.d: lässt sich nicht lesen; fehlt das Leserecht?"));
    fs::permissions(disk.path() / "rules.d", fs::perms::owner_all);
}

TEST(Configuration, WarnsOfAReviewThatIsDueWhenItIsToldTheDay)
{
    InstallationOnDisk disk;
    disk.with("rules.d/schule.toml",
              "[rule.x]\nreview_by = 2026-06-30\nindicator = \"ohne_abschluss\"\n"
              "notify = \"integration\"\nowner = \"integration\"\n"
              "when = [{ test = \"level\", at_least = \"15 %\" }]\n");
    EXPECT_THAT(disk.said(), IsEmpty());
    EXPECT_THAT(test::lines_of(disk.load(parse_date("2026-06-30")).mistakes, Language::de),
                IsEmpty());
    EXPECT_THAT(test::lines_of(disk.load(parse_date("2026-07-01")).mistakes, Language::de),
                ElementsAre("rules.d/schule.toml:2:13: Warnung: rule.x sollte bis 2026-06-30 "
                            "überprüft werden"));
}

} // namespace
} // namespace tuermer
