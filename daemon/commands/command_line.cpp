// SPDX-License-Identifier: EUPL-1.2
// The only home of CLI11: words of the command line → one command with its options. Help and
// mistakes are German or English like everything else.
#include "daemon/commands/commands.hpp"
#include "daemon/environment.hpp"
#include "daemon/version.hpp"
#include "rules/base/suggest.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/core.h>

namespace tuermer {

namespace {

// Everything the words can say.
struct Words {
    CommandOptions options;
    std::string config, state, language;
    bool once = false, dry_run = false;
    std::string directory, source, event, file, junit, pictures, draft;
    BacktestOptions backtest;
};

// The language must be known before the help is written.
Language language_of(int count, char** words)
{
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--lang=en" ||
            (word == "--lang" && i + 1 < count && words[i + 1] == std::string_view("en")))
            return Language::en;
        if (word == "--lang=de" ||
            (word == "--lang" && i + 1 < count && words[i + 1] == std::string_view("de")))
            return Language::de;
    }
    return language_of_environment();
}

class CommandLine {
public:
    explicit CommandLine(Language language) : language_(language)
    {
        words_.options.language = language;
        app_.name("tuermer");
        app_.description(
            in("Türmer: wacht über die Integrationsstatistik einer Kommune und läutet früh.",
               "Türmer: watches a municipality's integration statistics, and rings early."));
        app_.require_subcommand(1);
        german_labels();
        app_.set_help_flag("-h,--help", in("diese Hilfe", "this help"))->group(options_group());
        app_.set_version_flag("-V,--version", std::string("tuermer ") + version,
                              in("die Fassung des Programms", "the program's version"))
            ->group(options_group());
        add_commands();
        // Last, so that the commands' own help does not repeat it.
        app_.footer(
            in("Beispiele:\n"
               "  tuermer check /etc/tuermer          die Konfiguration prüfen\n"
               "  tuermer run --once                  eine Runde, dann Ende\n"
               "  tuermer fetch schule --dry-run      was eine Quelle sagt und wie es verstanden "
               "wird\n"
               "  tuermer status                      sind die Quellen wohlauf, was ist in Kraft\n"
               "  tuermer explain 3f2a9c10            warum dieses Signal\n\n"
               "Ende mit 0: gut; 1: etwas ist nicht in Ordnung; 2: es ging nicht.",
               "Examples:\n"
               "  tuermer check /etc/tuermer          check the configuration\n"
               "  tuermer run --once                  one round, then end\n"
               "  tuermer fetch school --dry-run      what a source says and how it is understood\n"
               "  tuermer status                      are the sources well, what is in force\n"
               "  tuermer explain 3f2a9c10            why this signal\n\n"
               "Exit codes: 0 well; 1 something is wrong; 2 it could not be done."));
    }

    int run(int count, char** words)
    {
        if (count > 1 && words[1][0] != '-' && !knows(words[1])) {
            complain_of_command(words[1]);
            return not_possible;
        }
        try {
            app_.parse(count, words);
        } catch (const CLI::CallForHelp& call) {
            return app_.exit(call);
        } catch (const CLI::CallForVersion& call) {
            return app_.exit(call);
        } catch (const CLI::ParseError& error) {
            complain(error);
            return not_possible;
        }
        take_over();
        return command_();
    }

private:
    std::string in(const char* de, const char* en) const
    {
        return language_ == Language::de ? de : en;
    }
    std::string options_group() const { return in("Optionen", "Options"); }

    void german_labels()
    {
        const auto formatter = app_.get_formatter();
        formatter->column_width(34);
        if (language_ == Language::en) return;
        formatter->label("Usage", "Aufruf");
        formatter->label("OPTIONS", "OPTIONEN");
        formatter->label("SUBCOMMAND", "BEFEHL");
        formatter->label("SUBCOMMANDS", "BEFEHLE");
        formatter->label("Positionals", "Angaben");
        formatter->label("REQUIRED", "nötig");
        formatter->label("TEXT", "TEXT");
    }

    CLI::App* command(const char* name, const char* de, const char* en, std::function<int()> run)
    {
        auto* sub = app_.add_subcommand(name, in(de, en));
        sub->group(in("Befehle", "Commands"));
        sub->set_help_flag("-h,--help", in("diese Hilfe", "this help"))->group(options_group());
        sub->add_option("--lang", words_.language, in("Sprache: de oder en", "language: de or en"))
            ->check(CLI::IsMember({"de", "en"}))
            ->group(options_group());
        sub->callback([this, run = std::move(run)] { command_ = run; });
        return sub;
    }

    void add_config(CLI::App* sub)
    {
        sub->add_option("-c,--config", words_.config,
                        in("Ordner der Konfiguration (sonst /etc/tuermer)",
                           "the configuration's folder (else /etc/tuermer)"))
            ->group(options_group());
    }

    void add_state(CLI::App* sub)
    {
        add_config(sub);
        sub->add_option("-s,--state", words_.state,
                        in("Ordner für Bestand, Archiv und Ausgang (sonst wie konfiguriert)",
                           "folder of store, archive and spool (else as configured)"))
            ->group(options_group());
    }

    void add_json(CLI::App* sub)
    {
        sub->add_flag("--json", words_.options.json, in("Ausgabe als JSON", "print JSON"))
            ->group(options_group());
    }

    void add_commands()
    {
        auto* run = command("run", "der Dienst: Quellen abfragen, urteilen, benachrichtigen",
                            "the daemon: poll sources, judge, notify",
                            [this] { return run_command(words_.options, words_.once); });
        add_state(run);
        add_json(run);
        run->add_flag("--once", words_.once,
                      in("nach der ersten Runde enden", "end after the first round"))
            ->group(options_group());
        run->add_flag("-q,--quiet", words_.options.quiet,
                      in("nur sagen, was nicht in Ordnung ist", "only say what is wrong"))
            ->group(options_group());
        run->add_flag("-v,--verbose", words_.options.verbose,
                      in("jeden Schritt protokollieren", "log every step"))
            ->group(options_group());

        auto* check = command("check", "die Konfiguration prüfen: alle Fehler auf einmal",
                              "check the configuration: all mistakes at once",
                              [this] { return check_command(words_.options); });
        check->add_option("DIR", words_.directory,
                          in("Ordner der Konfiguration (sonst /etc/tuermer)",
                             "the configuration's folder (else /etc/tuermer)"));
        add_json(check);

        auto* test = command("test", "die Geschichten neben den Regeln erzählen und vergleichen",
                             "tell the stories beside the rules, and compare",
                             [this] { return test_command(words_.options, words_.junit); });
        add_config(test);
        test->add_option("--junit", words_.junit,
                         in("das Ergebnis auch als JUnit-XML in diese Datei",
                            "write the result as JUnit XML to this file, too"))
            ->group(options_group());
        add_json(test);

        auto* backtest =
            command("backtest", "was Regeln über alle Veröffentlichungen gemeldet hätten",
                    "what rules would have told over all publications", [this] {
                        words_.backtest.pictures = words_.pictures;
                        return backtest_command(words_.options, words_.backtest);
                    });
        backtest->add_option("RULE", words_.backtest.rules,
                             in("Kennungen von Regeln (sonst alle)", "ids of rules (else all)"));
        backtest
            ->add_flag("--without-vintages", words_.backtest.without_vintages,
                       in("als wären die Zahlen von heute gleich erschienen",
                          "as if the figures of today had been published at once"))
            ->group(options_group());
        backtest
            ->add_option(
                "--pictures", words_.pictures,
                in("Ordner für ein Bild je Regel (SVG)", "folder for a picture of each rule (SVG)"))
            ->group(options_group());
        backtest->add_flag("--png", words_.backtest.png, in("Bilder als PNG", "pictures as PNG"))
            ->group(options_group());
        add_state(backtest);
        add_json(backtest);

        auto* plan = command(
            "plan", "was eine geänderte Konfiguration ändern würde; geschrieben wird nichts",
            "what a changed configuration would change; nothing is written",
            [this] { return plan_command(words_.options, words_.draft); });
        plan->add_option("NEW_DIR", words_.draft,
                         in("Ordner mit dem Entwurf", "folder with the draft"))
            ->required();
        add_state(plan);
        add_json(plan);

        auto* fetch = command("fetch", "was eine Quelle sagt und wie es verstanden wird",
                              "what a source says and how it is understood",
                              [this] { return fetch_command(words_.options, words_.source); });
        fetch->add_option("SOURCE", words_.source, in("Kennung der Quelle", "the source's id"))
            ->required();
        fetch
            ->add_flag("--dry-run", words_.dry_run,
                       in("nichts aufbewahren (nötig: einlesen tut der Dienst)",
                          "keep nothing (needed: taking in is the daemon's work)"))
            ->required()
            ->group(options_group());
        add_config(fetch);
        add_json(fetch);

        auto* status =
            command("status", "Quellen, Ereignisse, Nachrichten", "sources, events, messages",
                    [this] { return status_command(words_.options); });
        add_state(status);
        add_json(status);

        auto* explain =
            command("explain", "warum ein Ereignis: Zahlen, Herkunft, Schritte, Schranken",
                    "why an event: figures, origins, steps, gates",
                    [this] { return explain_command(words_.options, words_.event); });
        explain
            ->add_option(
                "EVENT", words_.event,
                in("Kennung des Ereignisses oder ihr Anfang", "the event's id or its beginning"))
            ->required();
        add_state(explain);
        add_json(explain);

        auto* verify =
            command("verify", "Ereignisse aus dem Archiv nachrechnen, bis aufs letzte Bit",
                    "compute events again from the archive, to the last bit",
                    [this] { return verify_command(words_.options, words_.event); });
        verify->add_option("EVENT", words_.event,
                           in("Kennung eines Ereignisses oder ihr Anfang (sonst alle)",
                              "an event's id or its beginning (else all)"));
        add_state(verify);
        add_json(verify);

        auto* formulas = command("formulas", "woraus Formeln bestehen, mit Beispielen und Grenzen",
                                 "what formulas are made of, with examples and limits",
                                 [this] { return formulas_command(words_.options); });
        add_json(formulas);

        auto* backup = command("backup", "den Bestand sichern, auch im laufenden Betrieb",
                               "back the store up, while the daemon runs",
                               [this] { return backup_command(words_.options, words_.file); });
        backup->add_option("FILE", words_.file, in("Datei der Sicherung", "the backup's file"))
            ->required();
        add_state(backup);

        auto* vacuum =
            command("vacuum", "entbehrliche Dokumente des Archivs löschen, den Bestand verdichten",
                    "remove documents the archive can do without, compact the store",
                    [this] { return vacuum_command(words_.options, words_.dry_run); });
        vacuum
            ->add_flag("--dry-run", words_.dry_run,
                       in("nur sagen, was frei würde", "only say what would be freed"))
            ->group(options_group());
        add_state(vacuum);

        auto* integrity = command("integrity", "prüfen, ob der Bestand unversehrt ist",
                                  "check that the store is whole",
                                  [this] { return integrity_command(words_.options); });
        add_state(integrity);
    }

    void take_over()
    {
        if (!words_.config.empty()) words_.options.config = words_.config;
        if (!words_.directory.empty()) words_.options.config = words_.directory;
        words_.options.state = words_.state;
    }

    std::vector<std::string> command_names() const
    {
        std::vector<std::string> names;
        for (const auto* sub : app_.get_subcommands({})) names.push_back(sub->get_name());
        return names;
    }

    bool knows(const std::string& name) const
    {
        const auto names = command_names();
        return std::ranges::find(names, name) != names.end();
    }

    void complain_of_command(const std::string& name) const
    {
        const auto meant = nearest(name, command_names());
        auto what = say("Den Befehl '{}' gibt es nicht{}", "There is no command '{}'{}", name,
                        meant ? "; " : ".");
        if (meant) {
            what.de += fmt::format("meinten Sie '{}'?", *meant);
            what.en += fmt::format("did you mean '{}'?", *meant);
        }
        fmt::print(stderr, "tuermer: {}\n{}\n", what.in(language_), help_hint());
    }

    std::string help_hint() const
    {
        return in("`tuermer --help` zeigt, was es gibt.", "`tuermer --help` shows what there is.");
    }

    void complain(const CLI::ParseError& error) const
    {
        std::string what = error.what();
        if (language_ == Language::de) {
            if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
                what = "Das ist keine bekannte Angabe: " + what.substr(what.rfind(':') + 1);
            else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
                what = "Es fehlt eine nötige Angabe (" + what + ").";
            else
                what = "Der Aufruf stimmt nicht (" + what + ").";
        }
        fmt::print(stderr, "tuermer: {}\n{}\n", what, help_hint());
    }

    Language language_;
    Words words_;
    CLI::App app_;
    std::function<int()> command_;
};

} // namespace

int command_line(int count, char** words)
{
    return CommandLine(language_of(count, words)).run(count, words);
}

} // namespace tuermer
