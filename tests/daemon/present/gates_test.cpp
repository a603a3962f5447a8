// SPDX-License-Identifier: EUPL-1.2
// How a common shock, a spent budget and a moved episode read, in mails and in `explain`.
#include "goslar.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using testing::HasSubstr;
using testing::Not;

const Text many{"In 3 von 5 vergleichbaren Gebieten steigt die Zahl. Zu denken ist an ein neues "
                "Gesetz.",
                "In 3 of 5 comparable areas the figure rises. Think of a new law."};

Event common_change()
{
    auto event = goslar::leavers_event();
    event.common_shock = CommonShock{{"03153", "03154", "03155"}, {}, 5, true};
    event.evidence.gates.push_back({"common_shock", GateSay::Effect::mentioned, many});
    return event;
}

Composed compose(const Notice& notice, Language language = Language::de)
{
    static const auto known = goslar::knowledge();
    return compose_signal_mail(notice, goslar::recipient(language), goslar::surroundings(known));
}

TEST(CommonChange, SaysHowManyWhichAndWhatElseCouldExplainIt)
{
    const auto mail = compose(goslar::notice({common_change()}));
    const auto said = goslar::unwrapped(mail.text);
    EXPECT_THAT(mail.subject, HasSubstr(": 1 gemeinsame Veränderung, Thema Bildung"));
    EXPECT_THAT(said, HasSubstr("Gemeinsame Veränderung: In 3 von 5 Gebieten, auf die diese Regel "
                                "achtet, steigt die Zahl zugleich."));
    EXPECT_THAT(said, HasSubstr("Die Gebiete: Landkreis Goslar"));
    EXPECT_THAT(said, HasSubstr("Zu denken ist an ein neues Gesetz."));
    const auto english =
        goslar::unwrapped(compose(goslar::notice({common_change()}), Language::en).text);
    EXPECT_THAT(english, HasSubstr("Common change: in 3 of 5 areas that this rule watches, the "
                                   "figure rises at the same time."));
    EXPECT_THAT(english, HasSubstr("Think of a new law."));
}

TEST(CommonChange, OfAreasWithoutACommonFigureIsToldToo)
{
    auto event = common_change();
    event.area.clear();
    event.evidence.assessments.clear();
    event.evidence.trace = {};
    event.evidence.measured.reset();
    event.common_shock->upward = false;
    const auto mail = compose(goslar::notice({event}));
    EXPECT_THAT(mail.text, HasSubstr("mehrere Gebiete, 2024"));
    EXPECT_THAT(goslar::unwrapped(mail.text), HasSubstr("fällt die Zahl zugleich"));
    const auto known = goslar::knowledge();
    const auto explained = explain_text(event, known, Language::de, {});
    EXPECT_THAT(explained, HasSubstr("(3 von 5 Gebieten zugleich)"));
    EXPECT_THAT(explained, HasSubstr("Gemeinsame Veränderung: erwähnt. In 3 von 5"));
    EXPECT_THAT(explained, Not(HasSubstr("Rechnung")));
}

TEST(SpentBudget, NamesAndCountsWhatWaitedInTheNextMessage)
{
    auto notice = goslar::notice({goslar::leavers_event()});
    notice.waited = {goslar::naturalisations_event()};
    const auto said = goslar::unwrapped(compose(notice).text);
    EXPECT_THAT(said,
                HasSubstr("Weitere Meldungen (1), die über der vereinbarten Höchstzahl lagen"));
    EXPECT_THAT(said, HasSubstr("Signal · Ressource: Einbürgerungsquote, Landkreis Goslar 2024"));
    const auto english = goslar::unwrapped(compose(notice, Language::en).text);
    EXPECT_THAT(english, HasSubstr("More messages (1) that were over the agreed number"));
}

TEST(SpentBudget, IsFollowedByADigestThatTellsWhatWasOverIt)
{
    auto notice = goslar::notice({goslar::leavers_event(), goslar::naturalisations_event()});
    notice.source.clear();
    notice.digest = true;
    const auto mail = compose(notice);
    const auto said = goslar::unwrapped(mail.text);
    EXPECT_THAT(mail.subject, HasSubstr("Sammelmail, 2 Signale, Themen Bildung und"));
    EXPECT_THAT(said, HasSubstr("diese Sammelmail nennt, was seit Ihrer letzten Nachricht über der "
                                "vereinbarten Höchstzahl lag"));
    EXPECT_THAT(said, Not(HasSubstr("Veröffentlichung vom")));
    EXPECT_THAT(compose(notice, Language::en).subject, HasSubstr("digest, 2 signals"));
    auto release = notice;
    release.digest = false;
    EXPECT_NE(compose(release).message_id, mail.message_id);
}

TEST(Explain, NamesTheGatesOverAWholeRelease)
{
    auto event = goslar::leavers_event();
    const auto held = [](const char* gate) {
        return GateSay{gate, GateSay::Effect::held, {"So ist es.", "So it is."}};
    };
    event.evidence.gates = {held("multiplicity"), held("budget"), held("act_on"), held("areas")};
    const auto known = goslar::knowledge();
    const auto said = explain_text(event, known, Language::de, {});
    for (const auto* line : {"Viele Beurteilungen: zurückgehalten. So ist es.",
                             "Höchstzahl der Nachrichten: zurückgehalten.",
                             "Vorläufige Zahl: zurückgehalten.", "Gebietsreform: zurückgehalten."})
        EXPECT_THAT(said, HasSubstr(line));
    event.transition = Transition::rekeyed;
    EXPECT_THAT(explain_text(event, known, Language::en, {}), HasSubstr("area changed"));
}

} // namespace
} // namespace tuermer
