// SPDX-License-Identifier: EUPL-1.2
// One wrong file in a valid installation each → the exact place and sentence. Line 1 of each text
// is the file's first line.
#include "tests/config/installation_on_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using test::InstallationOnDisk;
using testing::ElementsAreArray;

struct WrongFile {
    std::string file, text;
    std::vector<std::string> de;
};

class WrongFileTest : public testing::TestWithParam<WrongFile> {};

TEST_P(WrongFileTest, IsReportedWithPlaceAndSentence)
{
    InstallationOnDisk disk;
    disk.with(GetParam().file, GetParam().text);
    EXPECT_THAT(disk.said(), ElementsAreArray(GetParam().de));
}

std::string installation_with(const std::string& more)
{
    return "[installation]\nname = \"Goslar\"\narea = \"03153\"\n" + more;
}

INSTANTIATE_TEST_SUITE_P(
    Installation, WrongFileTest,
    testing::Values(
        WrongFile{"tuermer.toml",
                  "",
                  {"tuermer.toml: 'name' fehlt in installation",
                   "tuermer.toml: 'area' fehlt in installation"}},
        WrongFile{
            "tuermer.toml",
            "[instalation]\nname = \"x\"\n",
            {"tuermer.toml: 'name' fehlt in installation",
             "tuermer.toml: 'area' fehlt in installation",
             "tuermer.toml:1:2: 'instalation' ist keine Einstellung von tuermer.toml; meinten "
             "Sie 'installation'?"}},
        WrongFile{"tuermer.toml",
                  "[installation]\nname = \"Goslar\"\narea = \"3153\"\n",
                  {"tuermer.toml:3:8: 'area' ist \"3153\"; ein Amtlicher Gemeindeschlüssel hat 2, "
                   "3, 5, 8, 9 oder 12 Ziffern und beginnt mit der Nummer des Landes. Fehlt die "
                   "führende Null?"}},
        WrongFile{"tuermer.toml",
                  installation_with("[network]\npause = \"2 h\"\nrequests_per_day = 0\n"
                                    "hosts.\"https://amt.example/\".pause = \"1 s\"\n"),
                  {"tuermer.toml:5:9: 'pause' ist höchstens \"60 min\"",
                   "tuermer.toml:6:20: 'requests_per_day' ist 0; erlaubt sind Werte zwischen 1 und "
                   "86400",
                   "tuermer.toml:7:7: hier steht nur der Name eines Rechners, ohne https:// und "
                   "ohne Pfad"}},
        WrongFile{"tuermer.toml",
                  "[installation]\nname = \"Goslar\"\narea = 3153\n",
                  {"tuermer.toml:3:8: 'area' ist 3153; hier gehört ein Text hin"}},
        WrongFile{"tuermer.toml",
                  installation_with("land = \"HE\"\n"),
                  {"tuermer.toml:4:8: 'land' ist HE, aber das Gebiet 03153 liegt in NI"}},
        WrongFile{"tuermer.toml",
                  installation_with("time_zone = \"Europa/Berlin\"\nmode = \"amt\"\n"),
                  {"tuermer.toml:4:13: 'time_zone' ist keine Zeitzone; gemeint ist ein Name wie "
                   "\"Europe/Berlin\"",
                   "tuermer.toml:5:8: 'mode' ist \"amt\"; erlaubt ist eines von fachamt, "
                   "statistikstelle"}},
        WrongFile{"tuermer.toml",
                  installation_with("[store]\nurl = \"postgresql://db/tuermer\"\n"),
                  {"tuermer.toml:5:7: PostgreSQL kommt mit einer späteren Fassung; hier gehört "
                   "\"sqlite:tuermer.db\" hin"}},
        WrongFile{"tuermer.toml",
                  installation_with("[mail]\nhost = \"mail.example\"\nsecurity = \"none\"\n"
                                    "from = \"Türmer tuermer@kreis.example\"\n"),
                  {"tuermer.toml:6:12: ohne Verschlüsselung gehen Mails und Passwort offen durchs "
                   "Netz; wenn das gewollt ist, gehört i_accept_plain_text = true daneben",
                   "tuermer.toml:7:8: 'from' ist keine Absenderadresse; gemeint ist \"Türmer "
                   "<tuermer@kreis.example>\""}},
        WrongFile{"tuermer.toml",
                  installation_with("[mail]\nfrom = \"t@kreis.example\"\nport = 70000\n"
                                    "user = \"tuermer\"\npassword = \"geheim\"\n"),
                  {"tuermer.toml:4:1: 'host' fehlt in mail",
                   "tuermer.toml:6:8: 'port' ist 70000; erlaubt sind Werte zwischen 1 und 65535",
                   "tuermer.toml:7:8: 'user' und 'password_credential' gehören zusammen; eines "
                   "davon fehlt",
                   "tuermer.toml:8:12: Passwörter stehen nicht in dieser Datei; "
                   "'password_credential' nennt ein systemd-Credential oder eine Datei, die nur "
                   "Türmer lesen darf"}},
        WrongFile{"tuermer.toml",
                  installation_with("[network]\nmax_body = \"256\"\n"),
                  {"tuermer.toml:5:12: 'max_body' ist keine Größe; gemeint ist \"256 MB\" (1 bis "
                   "1024 kB, MB oder GB)"}},
        WrongFile{"tuermer.toml",
                  installation_with("[archive]\nkeep = \"29 d\"\n"),
                  {"tuermer.toml:5:8: 'keep' ist keine Aufbewahrungsfrist; gemeint ist \"10 y\" "
                   "(Jahre), \"18 m\" (Monate) oder \"90 d\" (Tage), mindestens 30 Tage"}}));

std::string source_with(const std::string& more)
{
    return "[source.schule]\nkind = \"table\"\nurl = \"u\"\n" + more +
           "dimensions = { area = {}, nationality = {} }\n"
           "measures = { leavers = { unit = \"persons\" }, leavers_without = { unit = \"persons\" "
           "} }\n";
}

INSTANTIATE_TEST_SUITE_P(
    Sources, WrongFileTest,
    testing::Values(
        WrongFile{"sources.d/schule.toml",
                  source_with("evry = \"12 h\"\n"),
                  {"sources.d/schule.toml:4:1: 'evry' ist keine Einstellung von source.schule; "
                   "meinten Sie 'every'?"}},
        WrongFile{"sources.d/schule.toml",
                  source_with("every = \"0 s\"\n"),
                  {"sources.d/schule.toml:4:9: 'every' ist mindestens \"1 s\""}},
        WrongFile{"sources.d/schule.toml",
                  source_with("release = { month = 2, day = 29 }\n"),
                  {"sources.d/schule.toml:4:30: den 29. 2. gibt es nicht in jedem Jahr"}},
        WrongFile{"sources.d/schule.toml",
                  source_with("release = { month = 2, grace = \"30\" }\n"),
                  {"sources.d/schule.toml:4:11: 'release' ist entweder { month = 10, day = 15 } "
                   "oder { day_of_month = 3 } oder { dates = [2026-10-15] } oder "
                   "{ feed = \"https://…/kalender.ics\" }",
                   "sources.d/schule.toml:4:32: 'grace' ist \"30\"; hier gehört eine Dauer wie "
                   "\"12 h\" (s, min, h, d, w) hin"}},
        WrongFile{"sources.d/schule.toml",
                  source_with("release = { dates = [2026-10-15, \"2027-10-14\"] }\n"),
                  {"sources.d/schule.toml:4:34: 'dates' ist eine Liste von Tagen: [2026-10-15, "
                   "2027-10-14]"}},
        WrongFile{"sources.d/schule.toml",
                  source_with("release = { month = 2, day = 3, title = \"X\" }\n"),
                  {"sources.d/schule.toml:4:41: 'title' wählt Einträge aus einem Kalender aus, den "
                   "'feed' nennt"}},
        WrongFile{"sources.d/zweite.toml",
                  "[source.schule]\nkind = \"table\"\nurl = \"u\"\n",
                  {"sources.d/zweite.toml:1:1: die Quelle 'schule' steht hier zum zweiten Mal; "
                   "zuerst in sources.d/schule.toml:1:1"}},
        WrongFile{
            "sources.d/zweite.toml",
            "[source.zweite]\nkind = \"table\"\nurl = \"u\"\nmeasures.leavers.unit = \"persons\"\n",
            {"sources.d/zweite.toml:4:10: die Messgröße 'leavers' steht hier zum zweiten Mal; "
             "zuerst in sources.d/schule.toml:8:1"}},
        WrongFile{
            "sources.d/zweite.toml",
            "[source.\"schule-2\"]\nkind = \"table\"\nurl = \"u\"\nmeasures.x.unit = \"persons\"\n",
            {"sources.d/zweite.toml:1:1: 'schule-2' ist kein Name: er besteht aus a–z, A–Z, "
             "0–9 und _ und beginnt mit einem Buchstaben"}},
        WrongFile{"sources.d/zweite.toml",
                  "[sources.zweite]\nkind = \"table\"\n",
                  {"sources.d/zweite.toml:1:2: 'sources' ist keine Einstellung von "
                   "sources.d/zweite.toml; meinten Sie 'source'?"}}));

std::string indicator_with(const std::string& more)
{
    return "[indicator.zweiter]\ntitle = \"Zweiter\"\nlimits = \"wenig\"\n" + more;
}

INSTANTIATE_TEST_SUITE_P(
    Indicators, WrongFileTest,
    testing::Values(
        WrongFile{"indicators.d/zweite.toml",
                  "[indicator.zweiter]\nvalue = \"leavers\"\n",
                  {"indicators.d/zweite.toml:1:1: 'title' fehlt in indicator.zweiter",
                   "indicators.d/zweite.toml:1:1: 'limits' fehlt in indicator.zweiter"}},
        WrongFile{"indicators.d/zweite.toml",
                  indicator_with("numerator = \"leavers\"\n"),
                  {"indicators.d/zweite.toml:1:1: indicator.zweiter braucht entweder 'numerator' "
                   "und 'denominator' (eine Quote) oder 'value' (ein einfacher Wert)"}},
        WrongFile{
            "indicators.d/zweite.toml",
            indicator_with("value = \"leavers\"\nper = 100\nminimum_denominator = -1\n"),
            {"indicators.d/zweite.toml:5:7: 'per' gehört zu einer Quote mit 'numerator' und "
             "'denominator', nicht zu 'value'",
             "indicators.d/zweite.toml:6:23: 'minimum_denominator' ist -1; erlaubt sind Werte "
             "ab 0",
             "indicators.d/zweite.toml:6:23: 'minimum_denominator' gehört zu einer Quote mit "
             "'numerator' und 'denominator', nicht zu 'value'"}},
        WrongFile{
            "indicators.d/zweite.toml",
            indicator_with("numerator = \"leavers\"\ndenominator = \"leavers\"\nper = 0\n"),
            {"indicators.d/zweite.toml:6:7: 'per' ist größer als 0: 100 für Prozent, 1000 für "
             "Promille, 1 für ein Verhältnis"}},
        WrongFile{
            "indicators.d/zweite.toml",
            indicator_with("value = \"leavers\"\nframe = \"needs\"\nmeasured_by = \"x\"\n"),
            {"indicators.d/zweite.toml:5:9: 'frame' ist \"needs\"; erlaubt ist eines von need, "
             "resource, neutral; meinten Sie 'need'?",
             "indicators.d/zweite.toml:6:15: 'measured_by' gehört zu kind = \"perceived\"",
             "indicators.d/zweite.toml:6:15: 'x' ist kein Indikator"}},
        WrongFile{"indicators.d/zweite.toml",
                  indicator_with("value = \"leavers\"\nextends = \"catalogue:D3\"\n"),
                  {"indicators.d/zweite.toml:5:11: 'extends' kommt mit einer späteren Fassung; "
                   "lassen Sie den Schlüssel weg"}}));

std::string rule_with(const std::string& more)
{
    return "[rule.zweite]\nnotify = \"integration\"\nowner = \"statistik\"\n" + more;
}
const std::string a_test = "when = [{ test = \"level\", at_least = \"15 %\" }]\n";

INSTANTIATE_TEST_SUITE_P(
    Rules, WrongFileTest,
    testing::Values(
        WrongFile{"rules.d/zweite.toml",
                  rule_with("indicator = \"ohne_abschlus\"\n" + a_test),
                  {"rules.d/zweite.toml:4:13: 'ohne_abschlus' ist kein Indikator; meinten Sie "
                   "'ohne_abschluss'?"}},
        WrongFile{"rules.d/zweite.toml",
                  "[rule.zweite]\nindicator = \"ohne_abschluss\"\n" + a_test,
                  {"rules.d/zweite.toml:1:1: Warnung: rule.zweite meldet niemandem etwas: 'notify' "
                   "fehlt",
                   "rules.d/zweite.toml:1:1: Warnung: rule.zweite gehört niemandem: 'owner' fehlt; "
                   "wer erfährt, wenn sie sich ändert?"}},
        WrongFile{"rules.d/zweite.toml",
                  "[rule.zweite]\nindicator = \"ohne_abschluss\"\nowner = \"integraton\"\n"
                  "notify = [\"integration\", \"statistic\"]\n" +
                      a_test,
                  {"rules.d/zweite.toml:3:9: 'integraton' ist kein Empfänger; meinten Sie "
                   "'integration'?",
                   "rules.d/zweite.toml:4:26: 'statistic' ist kein Empfänger; meinten Sie "
                   "'statistik'?"}},
        WrongFile{"rules.d/zweite.toml", rule_with("indicator = \"ohne_abschluss\"\n"), {}},
        WrongFile{"rules.d/zweite.toml",
                  rule_with("indicator = \"ohne_abschluss\"\n"
                            "when = [{ test = \"level\", at_least = \"15 %\", limt = 3 }]\n"),
                  {"rules.d/zweite.toml:5:46: 'limt' ist keine Einstellung von test 'level'"}},
        WrongFile{"rules.d/zweite.toml",
                  rule_with("indicator = \"ohne_abschluss\"\nareas = [\"03153\", \"unter 03\"]\n"
                            "for = 0\nkeep = 1.5\nbreaks = \"hold it\"\n" +
                            a_test),
                  {"rules.d/zweite.toml:5:19: 'unter 03' ist keine Auswahl von Gebieten; möglich "
                   "sind \"03153\", \"under 03153\", \"kind kreis\" und \"under 03 kind kreis\"",
                   "rules.d/zweite.toml:6:7: 'for' ist 0; erlaubt sind Werte zwischen 1 und 1000",
                   "rules.d/zweite.toml:7:8: 'keep' ist 1.5; hier gehört eine ganze Zahl hin",
                   "rules.d/zweite.toml:8:10: 'breaks' ist \"hold it\"; erlaubt ist eines von "
                   "ignore, downgrade, hold"}},
        WrongFile{"rules.d/zweite.toml",
                  rule_with("indicator = \"ohne_abschluss\"\nseverity = \"urgent\"\n"
                            "when = [{ test = \"level\", at_least = { note = \"15 %\", signal = "
                            "\"20 %\" } }]\n"),
                  {"rules.d/zweite.toml:5:12: die Stufen dieser Regel stehen schon in ihren Tests; "
                   "'severity' gehört dann weg"}},
        WrongFile{"rules.d/zweite.toml",
                  "[rule.ohne_abschluss_steigt]\n",
                  {"rules.d/zweite.toml:1:1: die Regel 'ohne_abschluss_steigt' steht hier zum "
                   "zweiten Mal; zuerst in rules.d/schule.toml:1:1"}}));

INSTANTIATE_TEST_SUITE_P(
    RecipientsAndBreaks, WrongFileTest,
    testing::Values(
        WrongFile{"recipients.toml",
                  "[recipient.integration]\nmail = [\"Amt <a@kreis.example>\"]\n"
                  "[recipient.statistik]\nmial = \"s@kreis.example\"\n",
                  {"recipients.toml:2:9: 'Amt <a@kreis.example>' ist keine Mailadresse; hier steht "
                   "nur die Adresse, etwa \"integration@kreis.example\"",
                   "recipients.toml:3:1: 'mail' fehlt in recipient.statistik",
                   "recipients.toml:4:1: 'mial' ist keine Einstellung von recipient.statistik; "
                   "meinten Sie 'mail'?"}},
        WrongFile{
            "recipients.toml",
            "[recipient.integration]\nmail = \"a@kreis.example\"\nchannels = [\"smpt\", "
            "\"webhook\"]\n"
            "deliver = \"Mon 08:00\"\nbudget = { per = \"week\", messages = 0 }\n"
            "[recipient.statistik]\nmail = \"a@kreis.example\"\n",
            {"recipients.toml:3:13: 'smpt' ist kein Kanal; es gibt smtp und spool; meinten "
             "Sie 'smtp'?",
             "recipients.toml:3:21: der Kanal 'webhook' kommt mit einer späteren Fassung; es "
             "gibt smtp und spool",
             "recipients.toml:4:11: 'deliver' kann in dieser Fassung nur \"at once\" sein; "
             "Sammelmails nach Kalender kommen mit einer späteren; lassen Sie den Schlüssel weg",
             "recipients.toml:5:18: 'per' ist \"week\"; erlaubt ist eines von month, quarter, year",
             "recipients.toml:5:37: 'messages' ist 0; erlaubt sind Werte zwischen 1 und 10000"}},
        WrongFile{"breaks.d/alle.toml",
                  "[break.zensus]\nwhy = \"Zensus\"\n",
                  {"breaks.d/alle.toml:1:1: 'date' fehlt in break.zensus"}},
        WrongFile{"breaks.d/alle.toml",
                  "[break.zensus]\nwhy = \"Zensus\"\ndate = \"2022-05-15\"\n",
                  {"breaks.d/alle.toml:3:8: 'date' ist \"2022-05-15\"; hier gehört ein Datum wie "
                   "2024-06-27 (ohne Anführungszeichen) hin"}},
        WrongFile{
            "breaks.d/alle.toml",
            "[break.zensus]\nwhy = \"Zensus\"\ndate = 2022-05-15\n"
            "[break.zensus.affects]\nindicators = [\"ohne_abschlus\"]\nmeasures = \"leaver\"\n"
            "themes = [\"eduction\", \"housing\"]\n",
            {"breaks.d/alle.toml:5:15: 'ohne_abschlus' ist kein Indikator; meinten Sie "
             "'ohne_abschluss'?",
             "breaks.d/alle.toml:6:12: 'leaver' ist keine Messgröße; meinten Sie 'leavers'?",
             "breaks.d/alle.toml:7:11: Warnung: kein Indikator hat 'eduction'; meinten Sie "
             "'education'?"}}));

} // namespace
} // namespace tuermer
