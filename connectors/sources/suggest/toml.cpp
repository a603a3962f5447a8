// SPDX-License-Identifier: EUPL-1.2
// A suggested source as a person would write it; what was only assumed is said beside it.
#include "connectors/sources/suggest/services.hpp"
#include "connectors/sources/suggest/suggest.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace tuermer {
namespace {

constexpr std::size_t widest = 100; // characters; longer lists go one entry a line

std::string toml_text(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            out += c;
    }
    return out + '"';
}

bool bare(std::string_view key)
{
    return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
}

std::string key(std::string_view text)
{
    return bare(text) ? std::string{text} : toml_text(text);
}

std::string list(const std::vector<std::string>& texts)
{
    if (texts.size() == 1) return toml_text(texts.front());
    std::string out;
    for (const auto& text : texts) out += (out.empty() ? "" : ", ") + toml_text(text);
    return fmt::format("[{}]", out);
}

std::string conditions(const std::vector<RowCondition>& all)
{
    std::string out;
    for (const auto& condition : all)
        out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", key(condition.column),
                           list(condition.values));
    return fmt::format("{{ {} }}", out);
}

std::string_view word_of(Frequency frequency)
{
    constexpr std::array<std::string_view, 6> words = {"year",    "school_year", "half",
                                                       "quarter", "month",       "week"};
    return words[static_cast<std::size_t>(frequency)];
}

std::string word_of(const SignMeaning& meaning)
{
    for (auto& word : sign_meaning_words())
        if (parse_sign_meaning(word) == meaning) return word;
    return "not_collected";
}

class SourceText {
public:
    SourceText(const SuggestedSource& source, std::string_view origin, Language language)
        : source_(source), mapping_(source.mapping), origin_(origin), language_(language)
    {
    }

    std::string text()
    {
        head();
        period();
        dimensions();
        measures();
        unpivot();
        signs();
        return std::move(out_);
    }

private:
    std::string table(std::string_view inner) const
    {
        return inner.empty() ? fmt::format("[source.{}]", source_.id)
                             : fmt::format("[source.{}.{}]", source_.id, inner);
    }

    void line(std::string_view text, const std::string& noted = {})
    {
        out_ += text;
        const auto note = source_.notes.find(noted);
        if (!noted.empty() && note != source_.notes.end() && !note->second.in(language_).empty())
            out_ += "   # " + one_line(note->second.in(language_));
        out_ += '\n';
    }

    static std::string one_line(std::string text)
    {
        std::replace_if(
            text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; },
            ' ');
        return text;
    }

    void head()
    {
        line("# " + one_line(found().in(language_)));
        line(table(""));
        out_ += origin_;
        if (!source_.format.empty()) line("format = " + source_.format, "format");
        if (!mapping_.full) line("snapshot = \"partial\"");
        if (!mapping_.skip.empty()) line("skip = " + conditions(mapping_.skip));
    }

    Text found() const
    {
        return say("{}: {} Zeilen, {} Spalten; {} Zahlen verstanden, {} nicht.",
                   "{}: {} rows, {} columns; {} figures understood, {} not.", source_.table,
                   source_.rows, source_.columns, source_.cells, source_.unread);
    }

    void period()
    {
        const auto& period = mapping_.period;
        line("\n" + table("period"));
        if (!period.columns.empty()) line("column = " + list(period.columns), "period");
        if (!period.value.empty()) line("value = " + toml_text(period.value), "period");
        if (!period.strip.empty()) line("strip = " + list(period.strip));
        if (period.frequency != Frequency::year)
            line(fmt::format("frequency = \"{}\"", word_of(period.frequency)));
    }

    std::string origin_of(const DimensionMapping& dimension) const
    {
        std::string inner;
        const auto add = [&](std::string_view name, const std::string& value) {
            inner += fmt::format("{}{} = {}", inner.empty() ? "" : ", ", name, value);
        };
        if (!dimension.column.empty()) add("column", toml_text(dimension.column));
        if (!dimension.value.empty()) add("value", toml_text(dimension.value));
        if (dimension.notation == AreaNotation::ags) add("notation", "\"ags\"");
        if (dimension.notation == AreaNotation::ars) add("notation", "\"ars\"");
        return inner;
    }

    void dimensions()
    {
        const auto& all = mapping_.dimensions;
        if (std::any_of(all.begin(), all.end(), [](const auto& d) { return d.codes.empty(); }))
            line("\n" + table("dimensions"));
        for (const auto& dimension : mapping_.dimensions)
            if (dimension.codes.empty())
                line(fmt::format("{} = {{ {} }}", key(dimension.name), origin_of(dimension)),
                     dimension.name);
        for (const auto& dimension : mapping_.dimensions)
            if (!dimension.codes.empty()) coded(dimension);
    }

    // A table of its own, with a line for each code.
    void coded(const DimensionMapping& dimension)
    {
        const auto name = "dimensions." + key(dimension.name);
        line("\n" + table(name));
        if (!dimension.column.empty())
            line("column = " + toml_text(dimension.column), dimension.name);
        line(table(name + ".codes"));
        for (const auto& [label, code] : dimension.codes)
            line(fmt::format("{} = {}", key(label), toml_text(code)));
    }

    void measures()
    {
        line("\n" + table("measures"));
        for (const auto& measure : mapping_.measures) {
            std::string inner;
            if (!measure.column.empty()) inner += "column = " + toml_text(measure.column) + ", ";
            if (!measure.where.empty()) inner += "where = " + conditions(measure.where) + ", ";
            if (!measure.status.empty()) inner += "status = " + toml_text(measure.status) + ", ";
            line(fmt::format("{} = {{ {}unit = \"{}\" }}", measure.name, inner,
                             to_string(measure.unit)),
                 measure.name);
        }
    }

    void unpivot()
    {
        if (!mapping_.unpivot) return;
        line("\n" + table("unpivot"));
        const auto columns = list(mapping_.unpivot->columns);
        line("columns = " + (columns.size() < widest ? columns : long_list()));
        line("to = " + list(mapping_.unpivot->to));
    }

    std::string long_list() const
    {
        std::string out = "[\n";
        for (const auto& column : mapping_.unpivot->columns)
            out += "    " + toml_text(column) + ",\n";
        return out + "]";
    }

    void signs()
    {
        if (mapping_.signs.empty()) return;
        line("\n" + table("signs"), "signs");
        for (const auto& [sign, meaning] : mapping_.signs)
            line(fmt::format("{} = \"{}\"", key(sign), word_of(meaning)));
    }

    const SuggestedSource& source_;
    const Mapping& mapping_;
    std::string_view origin_;
    Language language_;
    std::string out_;
};

} // namespace

std::string to_toml(const ServiceAddress& service)
{
    std::string lines = "kind = " + toml_text(service.kind) + "\n";
    for (const auto& [name, text] : service.texts)
        lines += fmt::format("{} = {}\n", name, toml_text(text));
    for (const auto& [name, selection] : service.selections) {
        std::string inner;
        for (const auto& [dimension, values] : selection)
            inner +=
                fmt::format("{}{} = {}", inner.empty() ? "" : ", ", key(dimension), list(values));
        lines += fmt::format("{} = {{ {} }}\n", name, inner);
    }
    return lines;
}

std::string to_toml(const std::vector<SuggestedSource>& sources, std::string_view origin,
                    Language language)
{
    std::string text = "#:schema /usr/share/tuermer/schema/sources.json\n";
    for (const auto& source : sources) {
        text += '\n';
        text += SourceText{source, origin, language}.text();
    }
    return text;
}

} // namespace tuermer
