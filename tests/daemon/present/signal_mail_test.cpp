// SPDX-License-Identifier: EUPL-1.2
// What a signal mail says, in German and in English, and what it never says.
#include "goslar.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct SignalMail : testing::Test {
    Knowledge known = goslar::knowledge();

    Composed compose(std::vector<Event> events, Language language = Language::de,
                     Role role = Role::integration) const
    {
        auto recipient = goslar::recipient(language);
        recipient.role = role;
        return compose_signal_mail(goslar::notice(std::move(events)), recipient,
                                   goslar::surroundings(known));
    }
    std::string text(std::vector<Event> events, Language language = Language::de) const
    {
        return goslar::unwrapped(compose(std::move(events), language).text);
    }
};

Event turned(Event event, Transition transition)
{
    event.transition = transition;
    return event;
}

TEST_F(SignalMail, TellsTheRealCaseWithItsFigures)
{
    const auto said = text({goslar::leavers_event()});
    EXPECT_THAT(said, HasSubstr("48 von 124 (38,7 %)"));
    EXPECT_THAT(said, HasSubstr("52 von 263 in 2021–2023 zusammen (19,8 %)"));
    EXPECT_THAT(said, HasSubstr("+18,9 Prozentpunkte"));
    EXPECT_THAT(said, HasSubstr("95-%-Intervall +9,3 bis +28,8 (Newcombe)"));
    EXPECT_THAT(said, HasSubstr("Land: +7,6 Prozentpunkte im selben Vergleich"));
    EXPECT_THAT(said, HasSubstr("Signal · Bedarf · Landkreis Goslar, 2024"));
    EXPECT_THAT(said, HasSubstr("Ein Signal, kein Befund."));
    EXPECT_THAT(said, HasSubstr("Eigene Berechnung auf Grundlage von: Landesamt für Statistik"));
    EXPECT_THAT(said, HasSubstr("tuermer explain 5a1ec0de5a1ec0de5a1ec0de5a1ec0de"));
}

TEST_F(SignalMail, TellsAResourceAsLoudlyAsANeed)
{
    const auto mail = compose({goslar::naturalisations_event()});
    const auto said = goslar::unwrapped(mail.text);
    EXPECT_THAT(said, HasSubstr("659 von 17.035 (3,87 %)"));
    EXPECT_THAT(said, HasSubstr("das 2,1-Fache des Mittels der drei Jahre davor"));
    EXPECT_THAT(said, HasSubstr("Signal · Ressource · Landkreis Goslar, 2024"));
    EXPECT_THAT(mail.subject, HasSubstr("1 Signal, Thema Einbürgerung"));
}

TEST_F(SignalMail, NamesTheChangeOfLawAmongOtherExplanations)
{
    const auto said = text({goslar::naturalisations_event()});
    const auto heading = said.find("Was es sonst erklären könnte:");
    const auto law = said.find("27.06.2024");
    const auto next = said.find("Was diese Zahl nicht sagt:");
    ASSERT_NE(heading, std::string::npos);
    EXPECT_LT(heading, law);
    EXPECT_LT(law, next);
}

TEST_F(SignalMail, HasItsBlocksInOrderInBothParts)
{
    const auto mail = compose({goslar::leavers_event()});
    for (const auto& part : {mail.text, mail.html}) {
        std::size_t at = 0;
        for (const auto* heading :
             {"Was sich geändert hat", "Womit verglichen wurde", "Wie sicher das ist",
              "Was es sonst erklären könnte", "Was diese Zahl nicht sagt", "Wer hinschauen könnte",
              "Frage zur Diskussion", "Die Zahlen"}) {
            const auto found = part.find(heading, at);
            ASSERT_NE(found, std::string::npos) << heading;
            at = found;
        }
    }
}

TEST_F(SignalMail, SpeaksEnglishToWhoeverReadsEnglish)
{
    const auto mail = compose({goslar::leavers_event()}, Language::en);
    const auto said = goslar::unwrapped(mail.text);
    EXPECT_THAT(said, HasSubstr("48 of 124 (38.7%)"));
    EXPECT_THAT(said, HasSubstr("52 of 263 in 2021–2023 together (19.8%)"));
    EXPECT_THAT(said, HasSubstr("+18.9 percentage points"));
    EXPECT_THAT(said, HasSubstr("95% interval +9.3 to +28.8 (Newcombe)"));
    EXPECT_THAT(said, HasSubstr("A signal, not a finding."));
    EXPECT_THAT(mail.html, HasSubstr("<html lang=\"en\""));
    EXPECT_EQ(mail.subject,
              "Türmer · District of Goslar: 1 signal, theme education (release of 17 Oct 2025)");
}

TEST_F(SignalMail, HasASubjectWithoutGroupsAndFigures)
{
    const auto mail = compose({goslar::leavers_event(), goslar::naturalisations_event()});
    EXPECT_EQ(mail.subject, "Türmer · Landkreis Goslar: 2 Signale, Themen Bildung und "
                            "Einbürgerung (Veröffentlichung vom 17.10.2025)");
    const auto one = compose({goslar::leavers_event()});
    EXPECT_EQ(one.subject, "Türmer · Landkreis Goslar: 1 Signal, Thema Bildung (Veröffentlichung "
                           "vom 17.10.2025)");
}

TEST_F(SignalMail, NeverNamesACauseABlameARankOrASuccess)
{
    for (const auto transition : {Transition::fired, Transition::resolved, Transition::withdrawn,
                                  Transition::escalated, Transition::eased}) {
        const auto said = text({turned(goslar::leavers_event(), transition),
                                turned(goslar::naturalisations_event(), transition)});
        for (const auto* word :
             {"ALARM", "Alarm", "wegen", "verursacht", "schuld", "versag", "Erfolg", "dank ",
              "trotz", "Rang ", "schlechter", "besser", "Problem", "leider"})
            EXPECT_THAT(said, Not(HasSubstr(word)));
    }
}

TEST_F(SignalMail, SaysWhatBecameOfAnEarlierMessage)
{
    const auto said = [&](Transition transition) {
        return text({turned(goslar::leavers_event(), transition)});
    };
    EXPECT_THAT(said(Transition::resolved), HasSubstr("Beendet: Die Meldung seit 2024"));
    EXPECT_THAT(said(Transition::withdrawn), HasSubstr("Korrektur: Nach den jetzt berichtigten"));
    EXPECT_THAT(said(Transition::escalated), HasSubstr("hat jetzt die Stufe „Signal“"));
    EXPECT_THAT(said(Transition::eased), HasSubstr("Abgeschwächt: Die Meldung seit 2024"));
    EXPECT_THAT(said(Transition::rule_changed), HasSubstr("Geänderte Regel"));
    auto late = goslar::leavers_event();
    late.by_revision = true;
    EXPECT_THAT(text({late}), HasSubstr("Nachträglich: Diese Meldung ergibt sich aus "
                                        "berichtigten Zahlen für 2024"));
}

TEST_F(SignalMail, NamesNoReleaseWhereARulesNewVersionJudgedAnew)
{
    auto notice = goslar::notice({turned(goslar::leavers_event(), Transition::rule_changed)});
    notice.source.clear();
    auto around = goslar::surroundings(known);
    around.attribution.clear();
    const auto mail = compose_signal_mail(notice, goslar::recipient(), around);
    EXPECT_EQ(mail.subject,
              "Türmer · Landkreis Goslar: 1 Regel geändert, Thema Bildung (Stand 17.10.2025)");
    EXPECT_THAT(mail.text, Not(HasSubstr("Veröffentlichung vom")));
    EXPECT_THAT(mail.text, Not(HasSubstr("Grundlage von")));
}

TEST_F(SignalMail, NamesAFileWithoutItsPath)
{
    auto around = goslar::surroundings(known);
    around.url = "/srv/secret/inbox/schulabgaenge_2025-10-17.csv";
    const auto mail =
        compose_signal_mail(goslar::notice({goslar::leavers_event()}), goslar::recipient(), around);
    EXPECT_THAT(mail.text, HasSubstr("Quelle: schulabgaenge_2025-10-17.csv\n"));
    EXPECT_THAT(mail.bytes, Not(HasSubstr("secret")));
}

TEST_F(SignalMail, CallsAWithdrawalACorrectionInItsSubject)
{
    const auto mail = compose({turned(goslar::leavers_event(), Transition::withdrawn)});
    EXPECT_EQ(mail.subject, "Korrektur: Türmer · Landkreis Goslar: 1 Meldung zurückgezogen, "
                            "Thema Bildung (Veröffentlichung vom 17.10.2025)");
}

TEST_F(SignalMail, AsksNobodyToLookAtWhatIsWithdrawn)
{
    const auto said = text({turned(goslar::leavers_event(), Transition::withdrawn)});
    EXPECT_THAT(said, HasSubstr("48 von 124 (38,7 %)"));
    EXPECT_THAT(said, Not(HasSubstr("Wer hinschauen könnte")));
    EXPECT_THAT(said, Not(HasSubstr("Was es sonst erklären könnte")));
}

TEST_F(SignalMail, TellsALevelByItsThreshold)
{
    auto event = goslar::leavers_event();
    Assessment level = goslar::pooled_change();
    level.test = "level";
    level.scale = Scale::own_unit;
    level.figures.pop_back();
    level.measured = level.figures[0].value;
    level.limit = 30;
    level.interval = statistics::Interval{30.6, 47.5, 0.95};
    level.interval_method = "Wilson";
    level.against = {"ein fester Grenzwert", "a fixed limit"};
    event.evidence.assessments = {level};
    const auto said = text({event});
    EXPECT_THAT(said, HasSubstr("Schwelle der Regel: 30 %."));
    EXPECT_THAT(said, HasSubstr("95-%-Intervall 30,6 % bis 47,5 % (Wilson): Der Bereich schließt "
                                "die Schwelle nicht ein."));
    EXPECT_THAT(said, Not(HasSubstr("Veränderung um")));
    EXPECT_THAT(said, Not(HasSubstr("keine Veränderung")));
}

// 4 of 40: the statistics office may see it (from 3), the integration office may not (from 5).
Event small_numbers()
{
    auto event = goslar::leavers_event();
    for (auto& assessment : event.evidence.assessments)
        assessment.figures[0] = goslar::figure("03153", 2024, 2024, 4, 40);
    return event;
}

TEST_F(SignalMail, HidesSmallNumbersEverywhere)
{
    const auto mail = compose({small_numbers()});
    const auto said = goslar::unwrapped(mail.text);
    EXPECT_THAT(said, HasSubstr("2024: Wert geschützt (kleine Zahlen)"));
    for (const auto& part : {said, mail.html, mail.subject}) {
        EXPECT_THAT(part, Not(HasSubstr("4 von 40")));
        EXPECT_THAT(part, Not(HasSubstr("10,0")));
        EXPECT_THAT(part, Not(HasSubstr("+18,9")));
        EXPECT_THAT(part, Not(HasSubstr("+9,3")));
    }
    EXPECT_THAT(mail.html, Not(HasSubstr("<img")));
    EXPECT_THAT(mail.bytes, Not(HasSubstr("image/png")));
}

TEST_F(SignalMail, ShowsSmallNumbersToWhomTheyMayBeShown)
{
    const auto mail = compose({small_numbers()}, Language::de, Role::statistics);
    EXPECT_THAT(goslar::unwrapped(mail.text), HasSubstr("4 von 40 (10,0 %)"));
    EXPECT_THAT(mail.bytes, HasSubstr("image/png"));
}

TEST_F(SignalMail, EscapesWhatARuleSays)
{
    known.rules[0].question = {"<script>alert(1)</script> & mehr?", "<b>why</b>?"};
    const auto mail = compose({goslar::leavers_event()});
    EXPECT_THAT(mail.html, Not(HasSubstr("<script>")));
    EXPECT_THAT(mail.html, HasSubstr("&lt;script&gt;"));
}

TEST_F(SignalMail, TakesNothingFromElsewhere)
{
    const auto mail = compose({goslar::leavers_event()});
    EXPECT_THAT(mail.html, AllOf(Not(HasSubstr("src=\"http")), Not(HasSubstr("url(")),
                                 Not(HasSubstr("<link")), Not(HasSubstr("<script"))));
    EXPECT_THAT(mail.html, HasSubstr("src=\"cid:"));
}

TEST_F(SignalMail, StillTellsOfARuleThatIsGone)
{
    known.rules.clear();
    EXPECT_THAT(text({goslar::leavers_event()}), HasSubstr("48 von 124 (38,7 %)"));
}

TEST_F(SignalMail, StillTellsAnEventWithoutTests)
{
    auto event = goslar::leavers_event();
    event.evidence.assessments.clear();
    event.indicator = "gone";
    EXPECT_THAT(text({event}), HasSubstr("Ein Signal, kein Befund."));
}

TEST_F(SignalMail, NamesInOneLineEachWhatGoesBeyondItsLength)
{
    std::vector<Event> events;
    for (int i = 0; i < 15; ++i) {
        events.push_back(goslar::leavers_event());
        events.back().id = fmt::format("{:032}", i);
    }
    const auto said = text(events);
    EXPECT_THAT(said, HasSubstr("Weitere 3 Meldungen aus dieser Veröffentlichung:"));
    EXPECT_THAT(said, HasSubstr("12. Ausländische Schulabgänge"));
    EXPECT_THAT(said, Not(HasSubstr("13. Ausländische Schulabgänge")));
}

TEST(Headline, IsOneSentence)
{
    const auto known = goslar::knowledge();
    EXPECT_EQ(headline(goslar::leavers_event(), known, Language::de),
              "Signal · Bedarf: Ausländische Schulabgänge ohne Ersten Schulabschluss, Landkreis "
              "Goslar 2024: 48 von 124 (38,7 %), +18,9 Prozentpunkte (vorher 52 von 263 in "
              "2021–2023 zusammen (19,8 %))");
    EXPECT_EQ(headline(goslar::naturalisations_event(), known, Language::en),
              "Signal · Resource: Naturalisation rate, District of Goslar 2024: 659 of 17,035 "
              "(3.87%), 2.1 times the mean of the three years before");
}

} // namespace
} // namespace tuermer
