// SPDX-License-Identifier: EUPL-1.2
// The only home of CLI11: words of the command line → one command with its options. Help and
// mistakes are German or English like everything else.
#include "config/shapes.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/manual.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/environment.hpp"
#include "daemon/version.hpp"
#include "rules/base/suggest.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/core.h>
#include <map>
#include <tuple>

namespace tuermer {

namespace {

// Everything the words can say.
struct Words {
    CommandOptions options;
    std::string config, state, language;
    bool once = false, dry_run = false;
    std::string directory, source, event, file, junit, pictures, draft, kind, shell, page, url;
    BacktestOptions backtest;
    ReleaseOptions release;
    TuneOptions tune;
    FeedbackOptions feedback;
    WatchOptions watch;
    std::string rule, review_format;
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
        add_language(app_);
        add_commands();
        // Last, so that the commands' own help does not repeat it.
        app_.footer(examples("") + in("Ende mit 0: gut; 1: etwas ist nicht in Ordnung; 2: es ging "
                                      "nicht.",
                                      "Exit codes: 0 well; 1 something is wrong; 2 it could not be "
                                      "done."));
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

    std::string examples(std::string_view command) const
    {
        std::string text = in("Beispiele:\n", "Examples:\n");
        for (const auto& [words, meaning] : examples_of(command))
            text += fmt::format("  {}\n      {}\n", words, meaning.in(language_));
        return text;
    }

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
        add_language(*sub);
        if (!examples_of(name).empty()) sub->footer(examples(name));
        sub->callback([this, run = std::move(run)] { command_ = run; });
        return sub;
    }

    // Before the command or behind it; `language_of` has already heeded it.
    void add_language(CLI::App& app)
    {
        choice(app.add_option("--lang", words_.language,
                              in("Sprache: de oder en", "language: de or en")),
               {"de", "en"});
    }

    // One of these words.
    CLI::Option* choice(CLI::Option* option, std::vector<std::string> words)
    {
        arguments_[option] = {Argument::word, words};
        if (!option->get_positional()) option->group(options_group());
        return option->check(CLI::IsMember(std::move(words)));
    }

    CLI::Option* path(CLI::Option* option, Argument argument)
    {
        arguments_[option] = {argument, {}};
        if (!option->get_positional()) option->group(options_group());
        return option;
    }

    void add_config(CLI::App* sub)
    {
        path(sub->add_option("-c,--config", words_.config,
                             in("Ordner der Konfiguration (sonst /etc/tuermer)",
                                "the configuration's folder (else /etc/tuermer)")),
             Argument::folder);
    }

    void add_state(CLI::App* sub)
    {
        add_config(sub);
        add_state_folder(sub);
    }

    void add_state_folder(CLI::App* sub)
    {
        path(sub->add_option("-s,--state", words_.state,
                             in("Ordner für Bestand, Archiv und Ausgang (sonst wie konfiguriert)",
                                "folder of store, archive and spool (else as configured)")),
             Argument::folder);
    }

    void add_json(CLI::App* sub)
    {
        sub->add_flag("--json", words_.options.json, in("Ausgabe als JSON", "print JSON"))
            ->group(options_group());
    }

    void add_commands()
    {
        add_daemon_commands();
        add_author_commands();
        add_workbench_commands();
        add_store_commands();
        add_shell_commands();
    }

    void add_daemon_commands()
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

        auto* status =
            command("status", "Quellen, Ereignisse, Nachrichten", "sources, events, messages",
                    [this] { return status_command(words_.options); });
        add_state(status);
        add_json(status);

        add_release();

        auto* doctor = command("doctor", "lässt sich jeder Indikator beobachten?",
                               "can each indicator be watched?",
                               [this] { return doctor_command(words_.options); });
        add_state(doctor);
        add_json(doctor);

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
    }

    void add_release()
    {
        auto& wanted = words_.release;
        auto* release = command("release", "Zahlen im Zweifel: ansehen, zulassen, ablehnen",
                                "figures in doubt: look at them, accept or refuse them",
                                [this] { return release_command(words_.options, words_.release); });
        choice(release->add_option("ACTION", wanted.action,
                                   in("list: was zurückgehalten ist; show: eine Lieferung; accept: "
                                      "zulassen; refuse: ablehnen",
                                      "list: what is held; show: one delivery; accept; refuse")),
               {"list", "show", "accept", "refuse"})
            ->required();
        release->add_option(
            "ID", wanted.id,
            in("Kennung der Lieferung oder ihr Anfang", "the delivery's id or its beginning"));
        const auto option = [&](const char* name, auto& value, const char* de, const char* en) {
            return release->add_option(name, value, in(de, en))->group(options_group());
        };
        option("--only", wanted.only, "nur dies: PRÜFUNG, MESSGRÖSSE, MESSGRÖSSE/ZEITRAUM",
               "only this: CHECK, MEASURE, MEASURE/PERIOD")
            ->allow_extra_args(false);
        option("--reason", wanted.reason, "warum; wird festgehalten", "why; is recorded");
        option("--by", wanted.who, "wer entscheidet (sonst die Anmeldung)",
               "who decides (else the login)");
        release
            ->add_flag("--all", wanted.all,
                       in("bei list auch, was erledigt ist", "of list: what is settled, too"))
            ->group(options_group());
        add_state(release);
        add_json(release);
    }

    void add_author_commands()
    {
        auto* check = command("check", "die Konfiguration prüfen: alle Fehler auf einmal",
                              "check the configuration: all mistakes at once",
                              [this] { return check_command(words_.options); });
        path(check->add_option("DIR", words_.directory,
                               in("Ordner der Konfiguration (sonst /etc/tuermer)",
                                  "the configuration's folder (else /etc/tuermer)")),
             Argument::folder);
        add_state_folder(check);
        check
            ->add_flag("--strict", words_.options.strict,
                       in("auch bei Warnungen mit 1 enden", "end with 1 at warnings as well"))
            ->group(options_group());
        choice(check->add_option("--format", words_.options.format,
                                 in("Ausgabe: text (mit den Zeilen), gnu (Datei:Zeile:Spalte), "
                                    "json, sarif",
                                    "output: text (with the lines), gnu (file:line:column), json, "
                                    "sarif")),
               {"text", "gnu", "json", "sarif"});
        add_json(check);

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

        auto* source =
            command("source", "eine Quelle nach ihren Daten beschreiben; gefragt wird nichts",
                    "describe a source by its data; nothing is asked", [this] {
                        return source_suggest_command(words_.options, words_.file, words_.url);
                    });
        choice(source->add_option("ACTION", words_.kind,
                                  in("suggest: die Beschreibung für sources.d schreiben",
                                     "suggest: write the description for sources.d")),
               {"suggest"})
            ->required();
        path(source->add_option("FILE", words_.file, in("Datei oder Adresse", "file or address")),
             Argument::file)
            ->required();
        source
            ->add_option("--url", words_.url,
                         in("die Adresse, von der die Datei stammt: die Quelle fragt dort",
                            "the address the file comes from: the source asks there"))
            ->group(options_group());
        add_json(source);

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

        auto* lsp = command("lsp", "Sprachserver für Editoren (über Ein- und Ausgabe)",
                            "language server for editors (over input and output)",
                            [this] { return lsp_command(words_.options); });
        add_state_folder(lsp);

        std::vector<std::string> kinds;
        for (const auto& kind : file_kinds()) kinds.emplace_back(kind.name);
        auto* schema =
            command("schema", "was in einer Datei stehen darf, als JSON Schema für Editoren",
                    "what a file may hold, as JSON Schema for editors",
                    [this] { return schema_command(words_.options, words_.kind); });
        choice(schema->add_option("KIND", words_.kind, in("Art der Datei", "kind of file")), kinds)
            ->required();
    }

    void add_workbench_commands()
    {
        auto* test = command("test", "die Geschichten neben den Regeln erzählen und vergleichen",
                             "tell the stories beside the rules, and compare",
                             [this] { return test_command(words_.options, words_.junit); });
        add_config(test);
        path(test->add_option("--junit", words_.junit,
                              in("das Ergebnis auch als JUnit-XML in diese Datei",
                                 "write the result as JUnit XML to this file, too")),
             Argument::file);
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
        path(backtest->add_option("--pictures", words_.pictures,
                                  in("Ordner für ein Bild je Regel (SVG)",
                                     "folder for a picture of each rule (SVG)")),
             Argument::folder);
        backtest->add_flag("--png", words_.backtest.png, in("Bilder als PNG", "pictures as PNG"))
            ->group(options_group());
        add_state(backtest);
        add_json(backtest);

        add_watch();
        add_tune();
        add_review();

        auto* plan = command(
            "plan", "was eine geänderte Konfiguration ändern würde; geschrieben wird nichts",
            "what a changed configuration would change; nothing is written",
            [this] { return plan_command(words_.options, words_.draft); });
        path(plan->add_option("NEW_DIR", words_.draft,
                              in("Ordner mit dem Entwurf", "folder with the draft")),
             Argument::folder)
            ->required();
        add_state(plan);
        add_json(plan);
    }

    void add_watch()
    {
        auto& wanted = words_.watch;
        auto* watch = command("watch", "auf eine Spalte einer Datei achten, bis zu einem Tag",
                              "keep an eye on one column of one file, until a day", [this] {
                                  words_.watch.dry_run = words_.dry_run;
                                  return watch_command(words_.options, words_.watch);
                              });
        path(watch->add_option("FILE", wanted.file, in("Datei mit Zahlen", "file with figures")),
             Argument::file)
            ->required();
        const auto option = [&](const char* name, auto& value, const char* de, const char* en) {
            return watch->add_option(name, value, in(de, en))->group(options_group());
        };
        option("--column", wanted.column, "Spalte mit den Zahlen", "column with the figures")
            ->required();
        option("--above", wanted.above, "melden, wenn eine Zahl so groß ist oder größer",
               "tell when a figure is as large or larger");
        option("--below", wanted.below, "melden, wenn eine Zahl so klein ist oder kleiner",
               "tell when a figure is as small or smaller");
        option("--until", wanted.until, "letzter Tag, etwa 2026-12-31", "last day, like 2026-12-31")
            ->required();
        option("--period", wanted.period, "Spalte mit dem Zeitraum (sonst gesucht)",
               "column with the period (else found)");
        option("--area", wanted.area, "Spalte mit dem Gebietsschlüssel (sonst gesucht)",
               "column with the area's code (else found)");
        option("--where", wanted.where, "nur Zeilen mit \"Spalte=Wert\"",
               "only rows with \"column=value\"")
            ->allow_extra_args(false);
        option("--unit", wanted.unit, "Einheit: percent, persons … (sonst geraten)",
               "unit: percent, persons … (else guessed)");
        option("--name", wanted.name, "Name der neuen Dateien und der Regel",
               "name of the new files and the rule");
        option("--notify", wanted.notify, "Empfänger (sonst die Statistikstelle)",
               "recipient (else who does statistics)");
        watch
            ->add_flag("--dry-run", words_.dry_run,
                       in("nur zeigen, nichts schreiben", "only show, write nothing"))
            ->group(options_group());
        add_config(watch);
        add_json(watch);
    }

    void add_tune()
    {
        auto* tune =
            command("tune", "die Zahlen einer Regel abstimmen: wie oft sie meldet, was sie findet",
                    "tune a rule's numbers: how often it tells, what it finds", [this] {
                        words_.tune.pictures = words_.pictures;
                        return tune_command(words_.options, words_.tune);
                    });
        tune->add_option("RULE", words_.tune.rule, in("Kennung der Regel", "the rule's id"))
            ->required();
        tune->add_option("--budget", words_.tune.budget,
                         in("Höchstzahl der Meldungen: \"2 im Jahr\", \"1 im Quartal\"",
                            "most messages: \"2 per year\", \"1 per quarter\""))
            ->group(options_group());
        tune->add_option("--shock", words_.tune.shock,
                         in("was gefunden werden soll: \"+10 %\", \"+5 pp\" (sonst ein Viertel)",
                            "what is to be found: \"+10 %\", \"+5 pp\" (else a quarter)"))
            ->group(options_group());
        tune->add_option("--setting", words_.tune.settings,
                         in("nur diese Einstellungen: at_least, confidence, for …",
                            "only these settings: at_least, confidence, for …"))
            ->allow_extra_args(false)
            ->group(options_group());
        path(tune->add_option("--pictures", words_.pictures,
                              in("Ordner für das Bild (SVG)", "folder for the picture (SVG)")),
             Argument::folder);
        tune->add_flag("--png", words_.tune.png, in("Bild als PNG", "picture as PNG"))
            ->group(options_group());
        add_state(tune);
        add_json(tune);
    }

    void add_review()
    {
        auto* feedback =
            command("feedback", "sagen, was ein Signal wert war", "say what a signal was worth",
                    [this] { return feedback_command(words_.options, words_.feedback); });
        feedback
            ->add_option(
                "EVENT", words_.feedback.event,
                in("Kennung des Ereignisses oder ihr Anfang", "the event's id or its beginning"))
            ->required();
        choice(feedback->add_option("WORD", words_.feedback.opinion,
                                    in("nützlich, bekannt, Fehlalarm oder Datenfehler",
                                       "useful, known, false alarm or error in the data")),
               {"useful", "known", "false-alarm", "data-error"})
            ->required();
        feedback->add_option("--note", words_.feedback.note, in("ein Satz dazu", "a sentence"))
            ->group(options_group());
        feedback
            ->add_option("--by", words_.feedback.who,
                         in("wer es sagt (sonst die Anmeldung)", "who says so (else the login)"))
            ->group(options_group());
        add_state(feedback);
        add_json(feedback);

        auto* review =
            command("review", "Fortschreibung: wie sich Regeln und Indikatoren bewährt haben",
                    "review: how rules and indicators have proved themselves",
                    [this] { return review_command(words_.options, words_.review_format); });
        choice(
            review->add_option("--format", words_.review_format,
                               in("Ausgabe: text, markdown, html", "output: text, markdown, html")),
            {"text", "markdown", "html"});
        add_state(review);
        add_json(review);

        auto* history = command("history", "die Fassungen einer Regel: seit wann, von wem, warum",
                                "a rule's versions: since when, by whom, why",
                                [this] { return history_command(words_.options, words_.rule); });
        history->add_option("RULE", words_.rule, in("Kennung der Regel", "the rule's id"))
            ->required();
        add_state(history);
        add_json(history);
    }

    void add_store_commands()
    {
        auto* backup = command("backup", "den Bestand sichern, auch im laufenden Betrieb",
                               "back the store up, while the daemon runs",
                               [this] { return backup_command(words_.options, words_.file); });
        path(
            backup->add_option("FILE", words_.file, in("Datei der Sicherung", "the backup's file")),
            Argument::file)
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

    void add_shell_commands()
    {
        auto* shells = command("completion", "Vervollständigung für die Shell",
                               "completion for the shell", [this] {
                                   terminal::line(completion(manual(), words_.shell));
                                   return all_well;
                               });
        choice(shells->add_option("SHELL", words_.shell, in("für welche", "for which")),
               {"bash", "zsh", "fish"})
            ->required();

        auto* man =
            command("man", "Handbuchseite eines Befehls oder des Programms",
                    "manual page of a command or of the program", [this] { return man_command(); });
        path(man->add_option("--all", words_.directory,
                             in("alle Seiten und Vervollständigungen in diesen Ordner schreiben",
                                "write all pages and completions into this folder")),
             Argument::folder);
        auto pages = command_names();
        choice(man->add_option("COMMAND", words_.page,
                               in("Befehl (sonst das Programm)", "command (else the program)")),
               std::move(pages));
    }

    int man_command() const
    {
        if (words_.directory.empty()) {
            terminal::line(manual_page(manual(), words_.page));
            return all_well;
        }
        const std::vector<Manual> both{CommandLine(Language::de).manual(),
                                       CommandLine(Language::en).manual()};
        const auto written = write_manuals(both, words_.directory);
        return written ? all_well : terminal::complain(written.error(), language_);
    }

    ManualOption described(const CLI::Option* option) const
    {
        ManualOption described;
        for (const auto& name : option->get_snames()) described.names.push_back("-" + name);
        for (const auto& name : option->get_lnames()) described.names.push_back("--" + name);
        if (option->get_positional()) described.names = {option->get_name()};
        described.about = option->get_description();
        described.required = option->get_required();
        const auto known = arguments_.find(option);
        if (known != arguments_.end())
            std::tie(described.argument, described.words) = known->second;
        else if (option->get_items_expected_max() > 0)
            described.argument = Argument::text;
        return described;
    }

    Manual manual() const
    {
        Manual manual{language_, app_.get_description(), {}};
        for (const auto* sub : app_.get_subcommands({})) {
            ManualCommand command{sub->get_name(), sub->get_description(), {}};
            for (const auto* option : sub->get_options())
                command.options.push_back(described(option));
            manual.commands.push_back(std::move(command));
        }
        return manual;
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
        const auto of = chosen() == nullptr ? "" : chosen()->get_name() + " ";
        return say("`tuermer {0}--help` zeigt, was es gibt.",
                   "`tuermer {0}--help` shows what there is.", of)
            .in(language_);
    }

    const CLI::App* chosen() const
    {
        const auto commands = app_.get_subcommands();
        return commands.empty() ? nullptr : commands.front();
    }

    // The first word that nobody knows, and the option that it may stand for.
    Text unknown_word() const
    {
        const auto unknown = app_.remaining(true);
        const auto word = unknown.empty() ? std::string() : unknown.front();
        std::vector<std::string> names;
        if (chosen() != nullptr)
            for (const auto* option : chosen()->get_options())
                for (const auto& name : option->get_lnames()) names.push_back("--" + name);
        const auto meant = nearest(word, names);
        if (!meant) return say("'{}' ist keine bekannte Angabe", "'{}' is unknown here", word);
        return say("'{}' ist keine bekannte Angabe; meinten Sie '{}'?",
                   "'{}' is unknown here; did you mean '{}'?", word, *meant);
    }

    void complain(const CLI::ParseError& error) const
    {
        const std::string says = error.what();
        Text what{"Der Aufruf stimmt nicht (" + says + ").", says};
        if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
            what = unknown_word();
        else if (chosen() == nullptr && dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
            what = {"Es fehlt ein Befehl.", "A command is missing."};
        else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
            what.de = "Es fehlt: " + says.substr(0, says.find(" is required"));
        fmt::print(stderr, "tuermer: {}\n{}\n", what.in(language_), help_hint());
    }

    Language language_;
    Words words_;
    CLI::App app_;
    std::map<const CLI::Option*, std::pair<Argument, std::vector<std::string>>> arguments_;
    std::function<int()> command_;
};

} // namespace

int command_line(int count, char** words)
{
    return CommandLine(language_of(count, words)).run(count, words);
}

} // namespace tuermer
