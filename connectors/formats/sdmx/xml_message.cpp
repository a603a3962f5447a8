// SPDX-License-Identifier: EUPL-1.2
// SDMX-ML read as a stream. Generic messages spell components out as elements, structure-specific
// ones have them as attributes; series, flat and cross-section differ only in where dimensions
// stand, so what counts is the level: data set, series, observation.
#include "connectors/formats/labels.hpp"
#include "connectors/formats/long_table.hpp"
#include "connectors/formats/sdmx/messages.hpp"
#include "connectors/formats/xml.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tuermer::sdmx {
namespace {

using Stretch = LongTable::Stretch;

constexpr std::size_t longest_message = 600; // bytes of a service's words

// One of the service's own messages: <ErrorMessage code="100">, <footer:Message code="413" …>.
struct Said {
    std::string code, severity, text;
};

class MessageReader final : public XmlListener {
public:
    MessageReader(std::string_view name, const ReadLimits& limits) : table_(name, limits) {}

    void begin(std::string_view name, XmlAttributes attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override;
    std::optional<Error> refusal() override { return refusal_; }

    Result<ReadTable> take();

private:
    enum Level : std::uint8_t { data_set, series, observation, levels };

    void begin_in_data(std::string_view name, const XmlAttributes& attributes);
    void begin_observation();
    void end_observation();
    void open(Level level);
    void components(const XmlAttributes& attributes);
    void components_of_data_set(const XmlAttributes& attributes);
    void component(std::string_view id, std::string_view value);
    bool is_generic() const { return root_.find("Generic") != std::string::npos; }
    Error nothing_read() const;

    LongTable table_;
    std::unordered_map<std::string, std::uint32_t> columns_;
    std::array<std::vector<Stretch>, levels> rows_; // each level begins as a copy of the one above
    Level level_ = data_set;
    std::string root_, dimension_at_observation_ = "TIME_PERIOD";
    bool in_data_ = false, in_group_ = false, deleting_ = false;
    std::uint64_t deleted_ = 0;
    std::vector<Said> said_;
    bool in_message_ = false, in_time_ = false;
    std::string time_;
    std::optional<Error> refusal_;
};

// `action`, `ss:action`, `data:action`.
std::string_view local_value(const XmlAttributes& attributes, std::string_view name)
{
    std::string_view found;
    attributes.each([&](std::string_view written, std::string_view value) {
        if (local_name(written) == name) found = value;
    });
    return found;
}

void MessageReader::open(Level level)
{
    level_ = level;
    if (level == data_set)
        rows_[data_set].clear();
    else
        rows_[level] = rows_[level - 1];
}

void MessageReader::component(std::string_view id, std::string_view value)
{
    if (id.empty()) return;
    const auto [place, is_new] = columns_.try_emplace(std::string{id}, 0);
    if (is_new) place->second = table_.add_column(column_name(id));
    auto& row = rows_[level_];
    if (row.size() <= place->second) row.resize(std::size_t{place->second} + 1);
    row[place->second] = id == "OBS_VALUE" ? table_.keep(value) : table_.keep_once(value);
}

// Those with a prefix belong to the notation, not to the data.
void MessageReader::components(const XmlAttributes& attributes)
{
    attributes.each([&](std::string_view id, std::string_view value) {
        if (id.find(':') == std::string_view::npos && id != "xmlns") component(id, value);
    });
}

// Some services leave out the prefix of what describes the data set itself.
void MessageReader::components_of_data_set(const XmlAttributes& attributes)
{
    attributes.each([&](std::string_view id, std::string_view value) {
        const bool component_id = std::none_of(
            id.begin(), id.end(), [](char c) { return c == ':' || (c >= 'a' && c <= 'z'); });
        if (component_id) component(id, value);
    });
}

// A flat message has no series; its observations hang on the data set.
void MessageReader::begin_observation()
{
    if (level_ == data_set) rows_[series] = rows_[data_set];
    open(observation);
}

void MessageReader::begin_in_data(std::string_view name, const XmlAttributes& attributes)
{
    if (name == "Series") {
        open(series);
        if (!is_generic()) components(attributes);
    } else if (name == "Obs") {
        begin_observation();
        if (!is_generic()) components(attributes);
    } else if (name == "Value") {
        const auto id = attributes["id"];
        component(id.empty() ? attributes["concept"] : id, attributes["value"]);
    } else if (name == "ObsDimension") {
        const auto id = attributes["id"];
        component(id.empty() ? dimension_at_observation_ : id, attributes["value"]);
    } else if (name == "ObsValue") {
        component("OBS_VALUE", attributes["value"]);
    } else if (name == "Time") { // version 2.0
        in_time_ = true;
        time_.clear();
    }
}

void MessageReader::begin(std::string_view written, XmlAttributes attributes)
{
    const auto name = local_name(written);
    if (root_.empty()) root_ = name;
    if (name == "DataSet") {
        in_data_ = true;
        open(data_set);
        const auto action = local_value(attributes, "action");
        deleting_ = action == "Delete" || action == "D";
        if (!is_generic()) components_of_data_set(attributes);
    } else if (name == "Group" || name == "GroupKey") {
        in_group_ = true; // attributes of groups stay out of the table
    } else if (in_data_ && !in_group_) {
        begin_in_data(name, attributes);
    } else if (!in_data_ && (name == "Message" || name == "ErrorMessage")) {
        said_.push_back({std::string{attributes["code"]}, std::string{attributes["severity"]}, ""});
        in_message_ = true;
    } else if (!in_data_ && name == "Structure") {
        if (const auto id = attributes["dimensionAtObservation"]; !id.empty())
            dimension_at_observation_ = id;
    }
}

void MessageReader::text(std::string_view piece)
{
    if (in_time_ && time_.size() < longest_message) time_ += piece;
    if (in_message_ && said_.back().text.size() < longest_message) said_.back().text += piece;
}

void MessageReader::end(std::string_view written)
{
    const auto name = local_name(written);
    if (name == "DataSet") {
        in_data_ = false;
    } else if (name == "Group") {
        in_group_ = false;
    } else if (name == "Message" || name == "ErrorMessage") {
        in_message_ = false;
    } else if (in_data_ && name == "Time" && in_time_) {
        in_time_ = false;
        component("TIME_PERIOD", trimmed(time_));
    } else if (in_data_ && name == "Series") {
        level_ = data_set;
    } else if (in_data_ && name == "Obs" && level_ == observation) {
        level_ = series;
        end_observation();
    }
}

void MessageReader::end_observation()
{
    if (deleting_) {
        ++deleted_;
        return;
    }
    auto added = table_.add_row(table_.rows() + 1, rows_[observation]);
    if (!added && !refusal_) refusal_ = std::move(added.error());
}

std::string sentence_of(const Said& said)
{
    const auto words = first_characters(header_name(said.text), longest_message);
    if (said.code.empty()) return words;
    return fmt::format("{} ({})", words, said.code);
}

bool is_mere_warning(const Said& said)
{
    const auto severity = lower_ascii(said.severity);
    return severity == "warning" || severity.starts_with("info"); // Eurostat writes "Infomation"
}

Error MessageReader::nothing_read() const
{
    if (!said_.empty())
        return {Remedy::retry,
                say("Der Dienst schickt statt Zahlen eine Meldung: {}",
                    "The service sends a message instead of figures: {}",
                    sentence_of(said_.front())),
                ""};
    if (root_.find("Data") == std::string::npos)
        return {
            Remedy::mend,
            say("Das ist XML, aber keine SDMX-Datennachricht; sein oberstes Element heißt „{}“. "
                "Bitte die Adresse der Daten eintragen.",
                "This is XML, but no SDMX data message; its outermost element is '{}'. Please "
                "give the address of the data.",
                root_),
            ""};
    return {
        Remedy::retry,
        say("Die SDMX-Nachricht enthält keine Beobachtung. Gibt es zu dieser Auswahl noch keine "
            "Zahlen?",
            "The SDMX message holds no observation. Are there no figures yet for this "
            "selection?"),
        ""};
}

Result<ReadTable> MessageReader::take()
{
    if (table_.rows() == 0 && deleted_ == 0) return tl::unexpected(nothing_read());
    auto read = begun_table();
    for (const auto& said : said_) {
        if (!is_mere_warning(said)) return tl::unexpected(nothing_read());
        read.remarks.push_back(
            say("Meldung des Dienstes: {}", "Message of the service: {}", sentence_of(said)));
    }
    if (deleted_ > 0)
        read.remarks.push_back(say("Beobachtungen, die gelöscht werden (Delete): {}.",
                                   "Observations that are deleted (Delete): {}.", deleted_));
    auto table = table_.take();
    if (!table) return tl::unexpected(std::move(table.error()));
    read.tables.push_back(std::move(*table));
    return read;
}

} // namespace

Result<ReadTable> read_xml_message(std::string_view bytes, std::string_view name,
                                   const ReadLimits& limits)
{
    MessageReader reader{name, limits};
    if (auto whole = read_xml(bytes, reader); !whole) return tl::unexpected(whole.error());
    return reader.take();
}

} // namespace tuermer::sdmx
