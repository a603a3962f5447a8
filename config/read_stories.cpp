// SPDX-License-Identifier: EUPL-1.2
#include "config/stories.hpp"

#include "config/reading.hpp"
#include "rules/formulas/formula.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>

namespace tuermer {

namespace fs = std::filesystem;

namespace {

using config::Document;

// What stories may speak of.
struct Known {
    const Config* config = nullptr;
    config::Names rules{NameKind::rule, {"die Regel", "the rule"}, {"keine Regel", "not a rule"}};
    config::Names recipients{NameKind::recipient,
                             {"der Empfänger", "the recipient"},
                             {"kein Empfänger", "not a recipient"}};
    std::vector<const MeasureShape*> measures;
    std::vector<std::string> measure_names;
};

Known known_of(const Config& config)
{
    Known known;
    known.config = &config;
    Mistakes none; // the names were taken before
    for (const auto& rule : config.rules) known.rules.take(rule.id, {}, none);
    for (const auto& recipient : config.recipients) known.recipients.take(recipient.id, {}, none);
    for (const auto& source : config.sources)
        for (const auto& measure : source.measures) {
            known.measures.push_back(&measure);
            known.measure_names.push_back(measure.name);
        }
    return known;
}

void wrong(Settings& settings, const Place& place, std::string_view key, Text what)
{
    settings.mistakes().error(place, std::string(key), std::move(what));
}

// A row of a measure: `leavers{area='03153', nationality='foreign'}`.
struct Series {
    const MeasureShape* shape = nullptr;
    std::vector<std::string> codes; // in the order of the shape's dimensions
};

const MeasureShape* measure_named(const std::string& name, Known& known, Settings& figures,
                                  const Place& place)
{
    const auto found = std::ranges::find(known.measures, name, &MeasureShape::name);
    if (found != known.measures.end()) return *found;
    const auto hint = did_you_mean(name, known.measure_names);
    wrong(figures, place, name,
          {fmt::format("'{}' ist keine Messgröße{}; eine Geschichte erzählt, was Quellen sagen",
                       name, hint.de),
           fmt::format("'{}' is not a measure{}; a story tells what sources say", name, hint.en)});
    return nullptr;
}

// One code per dimension; the area is the installation's own where it is not said.
std::optional<std::vector<std::string>> codes_of(const Expression& reference,
                                                 const MeasureShape& shape, Known& known,
                                                 Settings& figures, const Place& place)
{
    std::vector<std::string> codes;
    for (const auto& dimension : shape.dimensions) {
        const auto said = std::ranges::find(reference.conditions, dimension, &Condition::dimension);
        if (said != reference.conditions.end() && said->fixes()) {
            codes.push_back(said->codes.front());
        } else if (said == reference.conditions.end() && dimension == "area") {
            codes.push_back(known.config->installation.area);
        } else {
            wrong(figures, place, shape.name,
                  say("'{}' braucht einen Schlüssel für '{}': {}{{{}='…'}}",
                      "'{}' needs a code for '{}': {}{{{}='…'}}", shape.name, dimension, shape.name,
                      dimension));
            return std::nullopt;
        }
    }
    for (const auto& condition : reference.conditions)
        if (std::ranges::find(shape.dimensions, condition.dimension) == shape.dimensions.end()) {
            const auto hint = did_you_mean(condition.dimension, shape.dimensions);
            wrong(figures, place, condition.dimension,
                  {fmt::format("'{}' hat keine Dimension '{}'{}", shape.name, condition.dimension,
                               hint.de),
                   fmt::format("'{}' has no dimension '{}'{}", shape.name, condition.dimension,
                               hint.en)});
            return std::nullopt;
        }
    return codes;
}

std::optional<Series> series_of(const std::string& text, Known& known, Settings& figures,
                                const Place& place)
{
    const auto parsed = parse_formula(text);
    if (!parsed || (*parsed)->op != Operator::reference) {
        wrong(figures, place, text,
              say("'{}' ist keine Reihe einer Messgröße; erwartet wird etwas wie "
                  "leavers{{area='03153', nationality='foreign'}}",
                  "'{}' is not a series of a measure; something like "
                  "leavers{{area='03153', nationality='foreign'}} is expected",
                  text));
        return std::nullopt;
    }
    const auto* shape = measure_named((*parsed)->name, known, figures, place);
    if (shape == nullptr) return std::nullopt;
    auto codes = codes_of(**parsed, *shape, known, figures, place);
    if (!codes) return std::nullopt;
    return Series{shape, std::move(*codes)};
}

constexpr std::array all_missing{Missing::not_yet,        Missing::withheld,
                                 Missing::not_applicable, Missing::unreliable,
                                 Missing::not_collected,  Missing::withdrawn};
constexpr std::array all_statuses{Status::final,   Status::provisional,     Status::estimated,
                                  Status::rounded, Status::break_in_series, Status::limited};

template <class Values>
auto value_of(std::string_view code, const Values& values)
    -> std::optional<typename Values::value_type>
{
    for (const auto value : values)
        if (code_of(value) == code) return value;
    return std::nullopt;
}
template <class Values>
std::string words_of(const Values& values)
{
    std::string words;
    for (const auto value : values)
        words += (words.empty() ? "" : ", ") + std::string(code_of(value));
    return words;
}

std::optional<double> number_of(const Node& node)
{
    if (const auto* whole = std::get_if<std::int64_t>(&node.value))
        return static_cast<double>(*whole);
    const auto* number = std::get_if<double>(&node.value);
    if (number == nullptr || !std::isfinite(*number)) return std::nullopt;
    return *number;
}

// 48, "withheld", or { value = 48, status = "provisional" }.
std::optional<Cell> cell_of(const Node& node, Settings& figures, const std::string& key)
{
    if (const auto number = number_of(node)) return Cell{*number, Missing::none};
    if (const auto* word = std::get_if<std::string>(&node.value))
        if (const auto missing = value_of(*word, all_missing)) return Cell{0, *missing};
    if (const auto* table = std::get_if<Table>(&node.value)) {
        Settings settings(*table, node.place, key, figures.mistakes());
        const auto value = settings.number("value");
        const auto word = settings.text("status").value_or("final");
        settings.finish();
        const auto status = value_of(word, all_statuses);
        if (value && status) return Cell{*value, Mark(Missing::none, *status)};
    }
    wrong(
        figures, node.place, key,
        say("hier gehört eine Zahl hin, ein Zeichen ({}) oder {{ value = 48, status = … }} mit {}",
            "a number belongs here, a sign ({}), or {{ value = 48, status = … }} with {}",
            words_of(all_missing), words_of(all_statuses)));
    return std::nullopt;
}

std::optional<Period> period_of(const std::string& word, Frequency frequency, Settings& figures,
                                const Place& place)
{
    const auto period = parse_period(word);
    if (period && period->frequency() == frequency) return period;
    const auto name = name_of(frequency);
    wrong(
        figures, place, word,
        {fmt::format("'{}' ist kein Zeitraum der Messgröße; ihre Häufigkeit ist: {}", word,
                     name.de),
         fmt::format("'{}' is not a period of the measure; its frequency is: {}", word, name.en)});
    return std::nullopt;
}

using Observations = std::vector<std::pair<Period, Cell>>;

// { from = "2021", values = [20, 15, 17] }.
Observations run_of(Settings& run, const Series& series)
{
    Observations told;
    const auto from = run.need_text("from");
    const auto* values = run.node("values");
    const auto* list = values == nullptr ? nullptr : std::get_if<Array>(&values->value);
    if (list == nullptr)
        wrong(run, run.place_of("values"), "values",
              {"zu 'from' gehört 'values', eine Liste", "with 'from' belongs 'values', a list"});
    run.finish();
    if (from.empty() || list == nullptr) return told;
    const auto first = period_of(from, series.shape->frequency, run, run.place_of("from"));
    if (!first) return told;
    for (std::size_t i = 0; i < list->size(); ++i)
        if (const auto cell = cell_of((*list)[i], run, "values"))
            told.emplace_back(*first + static_cast<int>(i), *cell);
    return told;
}

// { "2021" = 20, "2022" = "withheld" }, or a run.
Observations observations_of(Settings& periods, const Series& series)
{
    if (periods.has("from")) return run_of(periods, series);
    Observations told;
    for (const auto& [word, entry] : periods.entries()) {
        const auto period = period_of(word, series.shape->frequency, periods, entry.key_place);
        const auto cell = cell_of(*entry.value, periods, word);
        if (period && cell) told.emplace_back(*period, *cell);
    }
    return told;
}

MeasureBlock& block_for(const MeasureShape& shape, Release& release)
{
    const auto found = std::ranges::find(release.blocks, shape.name, &MeasureBlock::measure);
    if (found != release.blocks.end()) return *found;
    release.blocks.push_back({shape.name, KeyTable(shape.dimensions), {}});
    return release.blocks.back();
}

Release& release_for(const std::string& source, StoryDay& day)
{
    const auto found = std::ranges::find(day.releases, source, &Release::source);
    if (found != day.releases.end()) return *found;
    Release release;
    release.source = source;
    release.full = false;
    day.releases.push_back(std::move(release));
    return day.releases.back();
}

// What may stand there: series with their periods, each a number, a sign, or both; or a run.
void record_figures(Settings& day)
{
    using Form = ValueShape::Form;
    const auto words = std::make_shared<TableShape>();
    words->keys["value"] = {{{.form = Form::number}}};
    words->keys["status"] = {{{.form = Form::text}}};
    const std::vector<ValueShape> cell{
        {.form = Form::number}, {.form = Form::text}, {.form = Form::table, .table = words}};
    for (auto& [series, periods] : day.named_tables("figures")) {
        periods.text("from");
        periods.node("values", {{.form = Form::list, .elements = cell}});
        for (const auto& period : periods.keys()) periods.node(period, cell);
    }
}

void read_figures(Settings& table, Known& known, StoryDay& day)
{
    if (table.is_recorded()) {
        record_figures(table);
        return;
    }
    auto figures = table.table("figures");
    if (!figures) return;
    for (const auto& [text, entry] : figures->entries()) {
        const auto series = series_of(text, known, *figures, entry.key_place);
        const auto* periods = std::get_if<Table>(&entry.value->value);
        if (periods == nullptr)
            wrong(*figures, entry.value->place, text,
                  {"hier gehört { \"2024\" = 48 } hin, oder { from = \"2021\", values = [20, 15] }",
                   "{ \"2024\" = 48 } belongs here, or { from = \"2021\", values = [20, 15] }"});
        if (!series || periods == nullptr) continue;
        Settings settings(*periods, entry.value->place, text, figures->mistakes());
        auto& block = block_for(*series->shape, release_for(series->shape->source, day));
        const auto row = block.keys.row({series->codes.begin(), series->codes.end()});
        for (const auto& [period, cell] : observations_of(settings, *series))
            block.observations.push_back({row, period, cell});
    }
}

template <class Value>
std::vector<std::string> codes_upto(Value last)
{
    std::vector<std::string> codes;
    for (int i = 0; i <= static_cast<int>(last); ++i)
        codes.emplace_back(code_of(static_cast<Value>(i)));
    return codes;
}

ExpectedEvent expected_of(Settings& table, Known& known)
{
    ExpectedEvent expected;
    expected.place = table.place();
    expected.rule = table.text("rule");
    if (expected.rule)
        known.rules.refer(*expected.rule, table.place_of("rule"), "rule", table.mistakes());
    expected.area = table.text("area");
    expected.key = table.text("key");
    expected.event = table.one_of("event", codes_upto(Transition::rule_changed));
    expected.severity = table.one_of("severity", codes_upto(Severity::urgent));
    expected.reach = table.one_of("reach", codes_upto(Reach::record));
    expected.late = table.flag("late");
    for (const auto& [key, word] :
         {std::pair("period", &expected.period), std::pair("since", &expected.since)}) {
        *word = table.text(key);
        if (*word && !parse_period(**word))
            table.wrong(key,
                        say("'{}' ist kein Zeitraum (2024, 2024-Q3, 2024-07, 2023/24 …)",
                            "'{}' is not a period (2024, 2024-Q3, 2024-07, 2023/24 …)", **word));
    }
    if (table.has("told") || table.is_recorded()) {
        expected.told.emplace();
        for (const auto& [id, place] : config::placed_texts(table, "told")) {
            known.recipients.refer(id, place, "told", table.mistakes());
            expected.told->push_back(id);
        }
        std::ranges::sort(*expected.told);
    }
    table.finish();
    return expected;
}

// The day as an instant, and a name for what the story tells on it.
void date_releases(StoryDay& day, const std::string& story)
{
    for (auto& release : day.releases) {
        release.vintage.known_since = release.vintage.retrieved = Instant(day.date);
        release.vintage.url = fmt::format("{} {}", story, to_string(day.date));
        release.vintage.retrieval = content_digest(release);
    }
    std::ranges::sort(day.releases, {}, &Release::source);
}

StoryDay read_day(Settings& table, Known& known, const std::string& story)
{
    StoryDay day;
    day.place = table.place();
    table.need("date");
    day.date = table.date("date").value_or(Date{});
    read_figures(table, known, day);
    if (table.has("expect") || table.is_recorded()) {
        day.expected.emplace();
        for (auto& expected : table.tables("expect"))
            day.expected->push_back(expected_of(expected, known));
    }
    table.finish();
    date_releases(day, story);
    return day;
}

Story read_story(const std::string& id, Settings& table, Known& known)
{
    Story story;
    story.id = id;
    story.place = table.place();
    story.title = table.bilingual("title").value_or(Text{id, id});
    for (const auto& [rule, place] : config::placed_texts(table, "rules")) {
        known.rules.refer(rule, place, "rules", table.mistakes());
        story.rules.push_back(rule);
    }
    for (auto& day : table.tables("release")) story.days.push_back(read_day(day, known, id));
    if (story.days.empty())
        table.wrong("release", {"die Geschichte erzählt nichts: [[story.NAME.release]] fehlt",
                                "the story tells nothing: [[story.NAME.release]] is missing"});
    for (std::size_t i = 1; i < story.days.size(); ++i)
        if (story.days[i].date < story.days[i - 1].date)
            wrong(table, story.days[i].place, "date",
                  {"dieser Tag liegt vor dem vorigen; erzählt wird der Reihe nach",
                   "this day lies before the one above it; stories are told in order"});
    table.finish();
    return story;
}

std::vector<std::string> story_files(const fs::path& directory)
{
    std::vector<std::string> names;
    std::error_code none;
    for (fs::directory_iterator entry(directory / "rules.d", none), end; !none && entry != end;
         entry.increment(none)) {
        const auto name = entry->path().filename().string();
        if (name.ends_with(".story.toml") && !name.starts_with("."))
            names.push_back("rules.d/" + name);
    }
    std::ranges::sort(names);
    return names;
}

std::optional<Document> read_file(const fs::path& directory, const std::string& name,
                                  Mistakes& mistakes)
{
    std::ifstream stream(directory / name, std::ios::binary);
    if (!stream) {
        mistakes.error({name, 0, 0}, "",
                       {"lässt sich nicht lesen; fehlt das Leserecht?",
                        "cannot be read; is the right to read it missing?"});
        return std::nullopt;
    }
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    return config::read_document(std::move(text), name, mistakes);
}

} // namespace

namespace config {

void read_story_file(Settings& file)
{
    const Config nothing;
    auto known = known_of(nothing);
    for (auto& [id, table] : file.named_tables("story")) read_story(id, table, known);
}

} // namespace config

std::vector<Story> load_stories(const fs::path& directory, const Config& config, Mistakes& mistakes)
{
    auto known = known_of(config);
    config::Names names{
        NameKind::story, {"die Geschichte", "the story"}, {"keine Geschichte", "not a story"}};
    std::vector<Story> stories;
    for (const auto& name : story_files(directory)) {
        const auto document = read_file(directory, name, mistakes);
        if (!document) continue;
        auto file = config::settings_of(*document, mistakes);
        for (auto& [id, table] : file.named_tables("story"))
            if (names.take(id, table.place(), mistakes))
                stories.push_back(read_story(id, table, known));
        file.finish();
    }
    return stories;
}

} // namespace tuermer
