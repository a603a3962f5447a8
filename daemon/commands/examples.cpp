// SPDX-License-Identifier: EUPL-1.2
// One list of examples per command, for its help and its manual page.
#include "daemon/commands/manual.hpp"

#include <map>

namespace tuermer {

namespace {

using Examples = std::vector<Example>;

const std::map<std::string_view, Examples>& all_examples()
{
    static const std::map<std::string_view, Examples> all{
        {"",
         {{"tuermer check /etc/tuermer", {"die Konfiguration prüfen", "check the configuration"}},
          {"tuermer run --once", {"eine Runde, dann Ende", "one round, then end"}},
          {"tuermer fetch schule --dry-run",
           {"was eine Quelle sagt und wie es verstanden wird",
            "what a source says and how it is understood"}},
          {"tuermer status",
           {"sind die Quellen wohlauf, was ist in Kraft",
            "are the sources well, what is in force"}},
          {"tuermer explain 3f2a9c10", {"warum dieses Signal", "why this signal"}}}},
        {"run",
         {{"tuermer run",
           {"der Dienst, wie systemd ihn startet", "the daemon, as systemd starts it"}},
          {"tuermer run --once --config config/demo/goslar --state .dev/demo",
           {"die Vorführung einmal durchlaufen", "go through the demo once"}}}},
        {"check",
         {{"tuermer check", {"/etc/tuermer prüfen", "check /etc/tuermer"}},
          {"tuermer check . --strict",
           {"diesen Ordner; auch Warnungen enden mit 1",
            "this folder; warnings end with 1 as well"}},
          {"tuermer check . --format sarif > befunde.sarif",
           {"für Werkzeuge, die SARIF lesen", "for tools that read SARIF"}}}},
        {"fetch",
         {{"tuermer fetch schule --dry-run",
           {"die Zellen, wie sie verstanden wurden", "the cells as they were understood"}},
          {"tuermer fetch schule --dry-run --json",
           {"dasselbe für Programme", "the same for programs"}}}},
        {"source",
         {{"tuermer source suggest haushalte.xlsx > /etc/tuermer/sources.d/haushalte.toml",
           {"was die Spalten heißen, als Beschreibung der Quelle; vor dem Einsatz durchsehen",
            "what the columns mean, as the source's description; look through it before use"}},
          {"tuermer source suggest https://statistik.example/api/v2/tables/TAB638",
           {"eine Adresse eines Dienstes: eine Quelle von dessen Art",
            "an address of a service: a source of its kind"}},
          {"tuermer source suggest https://example.org/tabelle.csv --json",
           {"Format, Zeilen, Zeiträume, Gebiete, Messgrößen und Zellen, für Programme",
            "format, rows, periods, areas, measures and cells, for programs"}}}},
        {"status",
         {{"tuermer status", {"ein Blick auf den Dienst", "a look at the daemon"}},
          {"tuermer status --json",
           {"für eine Überwachung; endet mit 1, wenn etwas nicht in Ordnung ist",
            "for monitoring; ends with 1 when something is wrong"}}}},
        {"release",
         {{"tuermer release list", {"was zurückgehalten ist", "what is held apart"}},
          {"tuermer release show 5a1d",
           {"was gefunden wurde, mit Beispielen", "what was found, with examples"}},
          {"tuermer release accept 5a1d --only copied --reason \"beim Amt bestätigt\"",
           {"die Zahlen zulassen; wer und warum, bleibt festgehalten",
            "let the figures in; who and why is recorded"}}}},
        {"doctor",
         {{"tuermer doctor",
           {"Quellen, Gebietsebene, Stand, Geheimes und Lizenz je Indikator",
            "sources, level, newest figure, withheld cells and licence of each indicator"}}}},
        {"explain",
         {{"tuermer explain 3f2a9c10",
           {"der Anfang der Kennung genügt", "the beginning of the id is enough"}}}},
        {"test",
         {{"tuermer test -c .", {"die Geschichten dieses Ordners", "this folder's stories"}}}},
        {"backtest",
         {{"tuermer backtest schulabgang_steigt --pictures bilder",
           {"was diese Regel gemeldet hätte, mit Bild",
            "what this rule would have told, with a picture"}}}},
        {"watch",
         {{"tuermer watch wohnen.csv --column Anteil --above 15 --until 2026-12-31 --dry-run",
           {"was geschrieben würde", "what would be written"}}}},
        {"tune",
         {{"tuermer tune schulabgang_steigt --budget \"2 im Jahr\"",
           {"welche Grenze zu zwei Meldungen im Jahr passt",
            "which limit fits two messages a year"}},
          {"tuermer tune schulabgang_steigt --shock \"+5 pp\" --pictures bilder",
           {"ob sie fünf Punkte mehr fände, mit Bild",
            "whether it would find five points more, with a picture"}}}},
        {"feedback",
         {{"tuermer feedback 3f2a9c10 false-alarm --note \"Schulen zusammengelegt\"",
           {"das Signal hatte einen anderen Grund", "the signal had another cause"}}}},
        {"review",
         {{"tuermer review --format html > fortschreibung.html",
           {"als Vorlage für die jährliche Überprüfung", "as a paper for the yearly review"}}}},
        {"history",
         {{"tuermer history schulabgang_steigt",
           {"wer die Grenze wann geändert hat", "who changed the limit when"}}}},
        {"plan",
         {{"tuermer plan entwurf",
           {"bevor der Entwurf nach /etc/tuermer kommt",
            "before the draft goes to /etc/tuermer"}}}},
        {"verify",
         {{"tuermer verify", {"alle Ereignisse nachrechnen", "compute all events again"}}}},
        {"formulas",
         {{"tuermer formulas", {"alle Bausteine mit Beispielen", "all parts with examples"}}}},
        {"schema",
         {{"tuermer schema rules > rules.json",
           {"das Schema der Regeldateien für den Editor",
            "the rule files' schema for an editor"}}}},
        {"backup",
         {{"tuermer backup /srv/sicherung/tuermer.db",
           {"im laufenden Betrieb", "while the daemon runs"}}}},
        {"vacuum", {{"tuermer vacuum --dry-run", {"was frei würde", "what would be freed"}}}},
        {"integrity",
         {{"tuermer integrity", {"nach einem Stromausfall", "after a power failure"}}}},
        {"completion",
         {{"tuermer completion bash > /etc/bash_completion.d/tuermer",
           {"für alle, die bash benutzen", "for all who use bash"}}}},
        {"man",
         {{"tuermer man check | man -l -",
           {"die Handbuchseite eines Befehls lesen", "read a command's manual page"}}}},
        {"lsp", {{"tuermer lsp", {"wie ein Editor ihn startet", "as an editor starts it"}}}},
    };
    return all;
}

} // namespace

const std::vector<Example>& examples_of(std::string_view command)
{
    static const Examples none;
    const auto found = all_examples().find(command);
    return found == all_examples().end() ? none : found->second;
}

} // namespace tuermer
