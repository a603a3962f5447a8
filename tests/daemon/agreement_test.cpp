// SPDX-License-Identifier: EUPL-1.2
// The promise of the workbench: what a daemon lived and its store kept is event for
// event what a replay, a backtest, a plan and a story see, whatever the rules and the figures.
#include "daemon/intake.hpp"
#include "rules/backtest.hpp"
#include "rules/preview.hpp"
#include "rules/replay.hpp"
#include "rules/story.hpp"
#include "tests/daemon/store/fixture.hpp"
#include "tests/rules/county.hpp"

#include <algorithm>
#include <limits>
#include <rapidcheck/gtest.h>
#include <set>

namespace tuermer {
namespace {

using county::Said;

constexpr int districts = 7, publications = 5, first_year = 2018;

int upto(int most)
{
    return *rc::gen::inRange(0, most + 1);
}

struct World {
    Config config;
    std::vector<Release> releases;
};

Rule some_rule(int number)
{
    auto rule = county::rule(fmt::format("r{}", number), upto(1) == 1);
    if (upto(1) == 1) {
        static Indicator indicator;
        const DetectorContext context{&indicator, Frequency::year, *parse_unit("euro"), false, {}};
        const auto limit = fmt::format("+{} euro", 1 + upto(2));
        rule.when = {county::detector(
            {{"test", "change"}, {"against", "1 y"}, {"at_least", limit}, {"clear", limit}},
            context)};
    }
    rule.notify = {fmt::format("p{}", upto(2)), "p0"};
    rule.severities = {static_cast<Severity>(upto(2))};
    rule.common_shock.watched = upto(2) > 0;
    rule.common_shock.least_areas = 3;
    rule.multiplicity.family = upto(1) == 1 ? "together" : "";
    rule.act_on = static_cast<ActOn>(upto(2));
    rule.missing = static_cast<MissingPolicy>(upto(2));
    rule.for_periods = 1 + upto(1);
    rule.keep_periods = 1 + upto(1);
    return rule;
}

Recipient some_recipient(int number)
{
    auto made = county::recipient(fmt::format("p{}", number));
    made.at_least = static_cast<Severity>(upto(1));
    if (upto(1) == 1) made.budget = Budget{Budget::Per::year, 1 + upto(1)};
    if (upto(2) == 0) made.areas = {*parse_area_selector(county::district(upto(3)))};
    return made;
}

// New figures, revisions, gaps, and now and then a year in which most of them rise.
std::vector<Said> some_figures(int number)
{
    std::vector<Said> figures;
    const int together = upto(3) == 0 ? 3 : 0;
    for (int i = 0; i < districts; ++i) {
        if (upto(5) == 0) continue;
        const int year = first_year + number - (upto(3) == 0 ? 1 : 0);
        const double figure = together > 0 && upto(3) > 0 ? together : std::max(0, upto(8) - 5);
        const auto status = upto(4) == 0 ? Status::provisional : Status::final;
        const auto missing = upto(9) == 0 ? Missing::withheld : Missing::none;
        figures.push_back({county::district(i),
                           year,
                           missing == Missing::none ? figure : 0,
                           {missing, missing == Missing::none ? status : Status::final}});
    }
    return figures;
}

Instant day(int number)
{
    return county::day(fmt::format("20{}-{:02}-10", 19 + number / 6, 1 + number % 6 * 2).c_str());
}

World some_world()
{
    World world;
    for (int i = 0; i < 3; ++i) {
        world.config.rules.push_back(some_rule(i));
        world.config.recipients.push_back(some_recipient(i));
    }
    const auto land = county::land(world.config.rules);
    world.config.installation = land.installation;
    world.config.indicators = land.graph.indicators();
    world.config.process.mail.from = "tuermer@kreis.example";
    SourceConfig office;
    office.id = "office";
    office.measures = land.graph.measures();
    world.config.sources = {office};
    for (int i = 0; i < publications; ++i) {
        world.releases.push_back(county::release(day(i), some_figures(i)));
    }
    return world;
}

// A source whose documents are the numbers of publications.
class Office final : public Connector {
public:
    explicit Office(const std::vector<Release>& releases) : releases_(&releases) {}

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark) override { co_return Fetched{}; }
    Result<Understood> understand(const Document& document) const override
    {
        Understood understood;
        understood.release =
            releases_->at(static_cast<std::size_t>(std::stoi(all_bytes(*document.bytes).value())));
        return understood;
    }
    Result<Understood> inspect(const Document& document) const override
    {
        return understand(document);
    }

private:
    const std::vector<Release>* releases_;
};

// What can be seen of an event, and who was told.
struct Lived {
    std::string id, text;
    std::set<std::string> told;
    bool operator==(const Lived&) const = default;
};

std::ostream& operator<<(std::ostream& stream, const Lived& event)
{
    stream << event.id.substr(0, 8) << ' ' << event.text << " →";
    for (const auto& recipient : event.told) stream << ' ' << recipient;
    return stream;
}

// Within one release they come in the order of the rows, which nobody relies on.
std::vector<Lived> by_id(std::vector<Lived> events)
{
    std::ranges::sort(events, {}, &Lived::id);
    return events;
}

std::string text_of(const Event& event)
{
    return fmt::format("{} {} {} {} {} {}", event.rule, event.key, code_of(event.transition),
                       to_string(event.period), code_of(event.severity), code_of(event.reach));
}

// The daemon's own way through its store.
std::vector<Lived> live(const World& world, Store& store, const Home& home)
{
    auto knowledge = std::make_unique<Knowledge>(testing::value(know(world.config, store)));
    Source source{
        world.config.sources.front(),         std::make_unique<Office>(world.releases), {}, {}, {},
        ReleaseFeed({}, home.state / "feeds")};
    source.state.source = "office";
    std::map<std::string, std::set<std::string>> told;
    for (int i = 0; i < publications; ++i) {
        Intake intake(world.config, *knowledge, store, home);
        const Document document{fmt::format("{}.csv", i), held_bytes(std::to_string(i)), "", day(i),
                                day(i)};
        testing::value(intake.send_digests(day(i))); // which the clock would have brought
        auto release = testing::value(intake.read(source, document));
        const auto taken =
            testing::value(intake.take_in(source, document, std::move(release), "", day(i)));
        for (const auto& message : taken.messages)
            for (const auto& event : message.events) told[event].insert(message.recipient);
    }
    std::vector<Lived> events;
    auto stored = testing::value(store.events(std::numeric_limits<int>::max()));
    std::ranges::reverse(stored);
    for (const auto& event : stored)
        events.push_back({event.id,
                          fmt::format("{} {} {} {} {} {}", event.rule, event.key, event.transition,
                                      to_string(event.period), event.severity, event.reach),
                          told[event.id]});
    return events;
}

std::vector<Release> releases_of(Store& store, const Knowledge& blank)
{
    std::vector<Release> releases;
    testing::done(store.releases(blank.graph.measures(), [&](Release release) {
        releases.push_back(std::move(release));
        return Result<>{};
    }));
    return releases;
}

std::vector<Lived> replayed(const std::vector<Release>& releases, Knowledge knowledge)
{
    std::vector<Lived> events;
    std::map<std::string, std::set<std::string>> told;
    testing::done(replay(knowledge, releases, [&](const Release&, const Outcome& outcome) {
        for (const auto& event : outcome.events) events.push_back({event.id, text_of(event), {}});
        for (const auto& notice : outcome.notices)
            for (const auto* all : {&notice.events, &notice.waited})
                for (const auto& event : *all) told[event.id].insert(notice.recipient);
        return true;
    }));
    for (auto& event : events) event.told = told[event.id];
    return events;
}

// Everything the daemon told, expected of a story with the same publications.
Story story_of(const std::vector<Release>& releases, const std::vector<SeenEvent>& seen)
{
    Story story;
    story.id = "lived";
    for (const auto& release : releases) {
        StoryDay today;
        today.date = std::chrono::floor<std::chrono::days>(release.vintage.known_since);
        today.releases = {release};
        today.expected.emplace();
        for (const auto& event : seen) {
            if (event.known_since != release.vintage.known_since) continue;
            ExpectedEvent expected;
            expected.rule = event.rule;
            expected.key = event.key;
            expected.event = std::string(code_of(event.transition));
            expected.period = to_string(event.period);
            expected.severity = std::string(code_of(event.severity));
            expected.reach = std::string(code_of(event.reach));
            expected.told = event.told;
            today.expected->push_back(std::move(expected));
        }
        story.days.push_back(std::move(today));
    }
    return story;
}

RC_GTEST_PROP(Workbench, SeesEventForEventWhatTheDaemonLived, ())
{
    const auto world = some_world();
    const testing::Folder folder;
    const Home home{folder.path(), folder.file("t.db"), folder.path() / "archive",
                    folder.path() / "spool"};
    std::filesystem::create_directories(home.archive);
    const auto store = testing::open(home.database.string());
    const auto lived = by_id(live(world, *store, home));

    const auto blank = testing::value(blank_knowledge(world.config));
    const auto releases = releases_of(*store, blank);
    const auto again = by_id(replayed(releases, blank));
    RC_ASSERT(lived == again);

    auto planned = blank;
    const auto seen = testing::value(see_history(planned, releases));
    RC_ASSERT(seen.events.size() == lived.size());

    auto tested = blank;
    const auto history = testing::value(live_history(tested, releases, [](double) {}));
    RC_ASSERT(history.events == lived.size());

    const auto told = testing::value(run_story(blank, story_of(releases, seen.events)));
    RC_ASSERT(told.holds());
}

} // namespace
} // namespace tuermer
