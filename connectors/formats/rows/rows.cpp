// SPDX-License-Identifier: EUPL-1.2
// The list is found, its records are flattened, and columns are named as they turn up.
#include "connectors/formats/rows/rows.hpp"

#include "connectors/formats/flags.hpp"
#include "connectors/formats/json.hpp"
#include "connectors/formats/long_table.hpp"
#include "connectors/formats/reader_of.hpp"
#include "connectors/formats/service_words.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <unordered_map>

namespace tuermer {
namespace {

constexpr int deepest_text = 3; // JSON within a string of JSON (INKAR), so often
constexpr std::size_t most_searched = 100'000;

bool is_record(const JsonValue& value)
{
    return value.is_object() || value.is_array();
}

// The largest list of records, looked for from the outside in.
std::optional<JsonValue> largest_list(const JsonValue& root)
{
    std::optional<JsonValue> best;
    std::deque<JsonValue> open{root};
    for (std::size_t looked = 0; !open.empty() && looked < most_searched; ++looked) {
        const auto value = open.front();
        open.pop_front();
        // CKAN's datastore lists its fields beside its records, and they may be more.
        if (const auto records = value.member("records"); records && records->is_array())
            return records;
        if (value.is_array() && value.size() > 0 && is_record(*value.items().begin())) {
            if (!best || value.size() > best->size()) best = value;
            continue; // lists within records are not the table
        }
        for (const auto& [name, inner] : value.members())
            if (is_record(inner)) open.push_back(inner);
    }
    return best;
}

std::optional<JsonValue> by_path(JsonValue value, std::string_view path)
{
    while (!path.empty()) {
        const auto dot = std::min(path.find('.'), path.size());
        const auto inner = value.member(path.substr(0, dot));
        if (!inner) return std::nullopt;
        value = *inner;
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return value;
}

// One record after the other, its scalars as cells.
class Flattener {
public:
    Flattener(std::string_view name, const RowsSettings& settings) : table_(name, settings.limits)
    {
    }

    void name_columns(const JsonValue& header)
    {
        for (const auto title : header.items()) column(std::string{title.text()});
    }

    Result<> add(const JsonValue& record)
    {
        row_.assign(table_.columns(), {});
        next_ = 0;
        path_.clear();
        flatten(record);
        return table_.add_row(++line_, row_);
    }

    Result<CellTable> take() { return table_.take(); }
    std::uint64_t lists_left_out() const { return lists_; }

private:
    void flatten(const JsonValue& value)
    {
        if (value.is_array() && path_.empty()) return flatten_list(value);
        if (value.is_array()) {
            ++lists_;
        } else if (value.is_object()) {
            for (const auto& [name, inner] : value.members()) {
                const auto length = path_.size();
                if (length > 0) path_ += '.';
                path_ += name;
                flatten(inner);
                path_.resize(length);
            }
        } else {
            set(column(path_), value);
        }
    }

    void flatten_list(const JsonValue& list)
    {
        std::uint32_t place = 0;
        for (const auto cell : list.items()) {
            if (place == table_.columns()) column(fmt::format("#{}", place + 1));
            if (!is_record(cell)) set(place, cell);
            ++place;
        }
    }

    // Records mostly name their members in one order.
    std::uint32_t column(const std::string& path)
    {
        if (next_ < order_.size() && order_[next_] == path) return next_++;
        const auto [place, is_new] = columns_.try_emplace(path, 0);
        if (is_new) {
            place->second = table_.add_column(path);
            order_.push_back(path);
        }
        next_ = place->second + 1;
        return place->second;
    }

    void set(std::uint32_t column, const JsonValue& value)
    {
        if (column >= row_.size()) row_.resize(std::size_t{column} + 1);
        if (!value.is_null()) row_[column] = table_.keep(value.text());
    }

    LongTable table_;
    std::vector<std::string> order_;
    std::unordered_map<std::string, std::uint32_t> columns_;
    std::vector<LongTable::Stretch> row_;
    std::string path_;
    std::uint32_t next_ = 0, line_ = 0;
    std::uint64_t lists_ = 0;
};

std::optional<std::uint64_t> number_at(const JsonValue& root, std::string_view name)
{
    const auto said = root.member(name);
    if (!said || !said->is_number()) return std::nullopt;
    std::uint64_t number = 0;
    const auto text = said->text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// ArcGIS says so outright; others by a total above the number of records.
bool says_more(const JsonValue& root, std::uint32_t records)
{
    const auto exceeded = root.member("exceededTransferLimit");
    if (exceeded && exceeded->text() == "true") return true;
    for (const auto* const name : {"total_count", "numberMatched"})
        if (const auto total = number_at(root, name); total && *total > records) return true;
    return false;
}

Error no_list(const JsonValue& root, const RowsSettings& settings)
{
    if (auto said = message_of_service(root)) return std::move(*said);
    if (settings.path)
        return {Remedy::mend,
                say("Unter rows = \"{0}\" steht in der Antwort keine Liste. Hat sich ihr Aufbau "
                    "geändert?",
                    "There is no list at rows = \"{0}\" in the answer. Has its layout changed?",
                    *settings.path),
                ""};
    return {
        Remedy::mend,
        say("Die Antwort enthält keine Liste von Datensätzen. Bitte mit rows = \"…\" angeben, wo "
            "sie steht.",
            "The answer holds no list of records. Please say by rows = \"…\" where it is."),
        ""};
}

Result<ReadTable> read_list(const JsonValue& root, const JsonValue& list, std::string_view name,
                            const RowsSettings& settings)
{
    if (!settings.may_be_incomplete && says_more(root, list.size()))
        return fail(
            Remedy::mend,
            say("Die Antwort enthält nur {0} Datensätze, der Dienst hat mehr. kind = \"rows\" "
                "holt alle Seiten; ist diese eine gewollt, incomplete = \"accept\" setzen.",
                "The answer holds {0} records only, the service has more. kind = \"rows\" "
                "fetches all pages; if this one is meant, set incomplete = \"accept\".",
                list.size()));
    Flattener flattener{name, settings};
    bool names_follow = settings.header;
    for (const auto record : list.items()) {
        if (std::exchange(names_follow, false)) {
            flattener.name_columns(record);
            continue;
        }
        if (auto added = flattener.add(record); !added) return tl::unexpected(added.error());
    }
    auto table = flattener.take();
    if (!table) return tl::unexpected(std::move(table.error()));
    ReadTable read;
    read.dialect.decimal_told = false; // figures may be texts as people write them
    if (flattener.lists_left_out() > 0)
        read.remarks.push_back(say("Listen innerhalb von Datensätzen, die keine Zelle sind: {}.",
                                   "Lists within records, which are no cell: {}.",
                                   flattener.lists_left_out()));
    read.tables.push_back(std::move(*table));
    return read;
}

Result<ReadTable> read_text(std::string_view bytes, std::string_view name,
                            const RowsSettings& settings, int depth)
{
    JsonLimits limits;
    limits.bytes = std::min(limits.bytes, settings.limits.bytes);
    const auto json = read_json(bytes, limits);
    if (!json) return tl::unexpected(json.error());
    const auto root = json->root();
    const auto list = settings.path ? by_path(root, *settings.path) : largest_list(root);
    const auto& text = list ? *list : root;
    if (text.is_string() && depth < deepest_text) {
        auto inner = settings;
        inner.path.reset();
        return read_text(text.text(), name, list ? inner : settings, depth + 1);
    }
    if (!list && !settings.path && root.is_array() && root.size() == 0)
        return read_list(root, root, name, settings);
    if (!list || !list->is_array()) return tl::unexpected(no_list(root, settings));
    return read_list(root, *list, name, settings);
}

} // namespace

Result<ReadTable> read_rows(std::string_view bytes, std::string_view name,
                            const RowsSettings& settings)
{
    return read_text(bytes, name, settings, 0);
}

std::unique_ptr<Reader> make_rows_reader(Settings& settings)
{
    RowsSettings rows;
    rows.path = settings.text("rows");
    rows.header = settings.flag("header").value_or(false);
    rows.may_be_incomplete = settings.one_of("incomplete", {"refuse", "accept"}) == "accept";
    return std::make_unique<ReaderOf<RowsSettings>>(std::move(rows), read_rows);
}

} // namespace tuermer
