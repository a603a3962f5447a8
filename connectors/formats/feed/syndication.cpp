// SPDX-License-Identifier: EUPL-1.2
// RSS 2.0 dates its items after RFC 822 ("Thu, 15 Oct 2026 11:00:00 +0200"), RSS 1.0 (dc:date) and
// Atom after ISO 8601.
#include "connectors/formats/feed/feed.hpp"

#include "connectors/formats/labels.hpp"
#include "connectors/formats/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace tuermer::feed {

namespace {

std::optional<Date> iso_day(std::string_view text)
{
    constexpr std::size_t length = std::string_view("2026-10-15").size();
    return parse_date(text.substr(0, length));
}

std::string_view next_word(std::string_view& text)
{
    text = trimmed(text);
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

std::optional<int> number(std::string_view text)
{
    int value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Date> mail_day(std::string_view text)
{
    constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    if (const auto comma = text.find(','); comma != std::string_view::npos)
        text.remove_prefix(comma + 1);
    const auto day = number(next_word(text));
    const auto month = std::ranges::find(months, lower_ascii(next_word(text)));
    const auto year = number(next_word(text));
    if (!day || month == months.end() || !year || *day < 1 || *year < 1970 || *year > 9999)
        return std::nullopt;
    const auto date = std::chrono::year(*year) /
                      std::chrono::month(static_cast<unsigned>(month - months.begin() + 1)) /
                      std::chrono::day(static_cast<unsigned>(*day));
    return date.ok() ? std::optional<Date>(date) : std::nullopt;
}

class Items : public XmlListener {
public:
    void begin(std::string_view name, XmlAttributes /*attributes*/) override
    {
        const auto local = local_name(name);
        if (depth_ == 0) is_feed_ = local == "rss" || local == "feed" || local == "RDF";
        ++depth_;
        if (local == "item" || local == "entry") {
            inside_ = depth_;
            entry_ = {};
            day_.reset();
        }
        text_.clear();
    }

    void end(std::string_view name) override
    {
        const auto local = local_name(name);
        if (inside_ != 0 && depth_ == inside_ + 1) take(local);
        if (inside_ != 0 && depth_ == inside_) {
            if (day_) entries_.push_back({*day_, std::move(entry_.title)});
            inside_ = 0;
        }
        --depth_;
    }

    void text(std::string_view piece) override
    {
        constexpr std::size_t most = 4'096; // of a title or date; longer texts are not looked at
        if (inside_ != 0 && text_.size() < most) text_ += piece;
    }

    std::optional<Error> refusal() override
    {
        if (is_feed_ == false)
            return Error{Remedy::mend,
                         {"Das ist kein Newsfeed (RSS, Atom), sondern eine andere Seite.",
                          "This is no news feed (RSS, Atom) but another page."},
                         {}};
        if (entries_.size() > most_feed_entries) return too_many_entries();
        return std::nullopt;
    }

    std::vector<FeedEntry> take_all() { return std::move(entries_); }

private:
    void take(std::string_view element)
    {
        if (element == "title") entry_.title = header_name(text_);
        if (element == "pubDate") day_ = mail_day(trimmed(text_));
        if (element == "published" || element == "date" || (element == "updated" && !day_))
            day_ = iso_day(trimmed(text_));
    }

    int depth_ = 0, inside_ = 0;  // depth of the item at hand; 0: none
    std::optional<bool> is_feed_; // nothing: no element yet
    std::string text_;
    FeedEntry entry_{};
    std::optional<Date> day_;
    std::vector<FeedEntry> entries_;
};

} // namespace

Result<std::vector<FeedEntry>> read_syndication(std::string_view bytes)
{
    Items items;
    if (auto read = read_xml(bytes, items); !read) return tl::unexpected(read.error());
    return items.take_all();
}

} // namespace tuermer::feed
