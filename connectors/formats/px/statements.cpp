// SPDX-License-Identifier: EUPL-1.2
// Texts end on the line they begin on; long ones go on as another text on the next. So a quote too
// many spoils one statement, not the file.
#include "connectors/formats/px/statements.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace tuermer::px {
namespace {

constexpr std::size_t most_statements = 200'000;

// Without these the figures cannot be told apart.
constexpr std::array<std::string_view, 8> needed = {"STUB",    "HEADING",      "VALUES", "CODES",
                                                    "TIMEVAL", "CONTVARIABLE", "UNITS",  "KEYS"};

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\x1A' || c == '\0';
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    bool at_end()
    {
        skip_space();
        return at_ == text_.size();
    }
    std::uint32_t line() const { return line_; }
    bool takes(char c)
    {
        skip_space();
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool sees(char c)
    {
        skip_space();
        return at_ < text_.size() && text_[at_] == c;
    }
    std::string_view rest() const { return text_.substr(at_); }

    std::string keyword()
    {
        skip_space();
        const auto begin = at_;
        while (at_ < text_.size() && !is_space(text_[at_]) &&
               std::string_view{"[(=;\","}.find(text_[at_]) == std::string_view::npos)
            ++at_;
        return std::string{text_.substr(begin, at_ - begin)};
    }

    // "text" "and its continuation" as one; nothing where a quote is too many.
    std::optional<std::string> quoted()
    {
        std::string joined;
        while (takes('"')) {
            const auto end = text_.find_first_of("\"\n", at_);
            if (end == std::string_view::npos || text_[end] == '\n') return std::nullopt;
            joined += text_.substr(at_, end - at_);
            at_ = end + 1;
            if (at_ < text_.size() && !is_space(text_[at_]) &&
                std::string_view{",;)]-\""}.find(text_[at_]) == std::string_view::npos)
                return std::nullopt;
        }
        return joined;
    }

    // A word without quotes: YES, 5, TLIST(A1), TLIST(A1,"1994"-"1996").
    std::optional<std::string> bare()
    {
        skip_space();
        const auto begin = at_;
        int depth = 0;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '\n' || c == ';' || (depth <= 0 && (c == ',' || c == '"'))) break;
        }
        auto word = text_.substr(begin, at_ - begin);
        while (!word.empty() && is_space(word.back())) word.remove_suffix(1);
        if (word.empty()) return std::nullopt;
        return std::string{word};
    }

    // Behind the next ';' that ends a line.
    void skip_statement()
    {
        for (auto end = text_.find(';', at_); end != std::string_view::npos;
             end = text_.find(';', end + 1)) {
            const auto next = text_.find_first_not_of(" \t\r", end + 1);
            if (next != std::string_view::npos && text_[next] != '\n') continue;
            go_to(end + 1);
            return;
        }
        go_to(text_.size());
    }

private:
    void skip_space()
    {
        while (at_ < text_.size() && is_space(text_[at_])) {
            if (text_[at_] == '\n') ++line_;
            ++at_;
        }
    }
    void go_to(std::size_t at)
    {
        line_ += static_cast<std::uint32_t>(
            std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                       text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        at_ = at;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
};

bool read_subjects(Scanner& scanner, Statement& statement)
{
    if (!scanner.takes('(')) return true;
    do {
        auto subject = scanner.quoted();
        if (!subject) return false;
        statement.subjects.push_back(std::move(*subject));
    } while (scanner.takes(','));
    return scanner.takes(')');
}

bool read_head(Scanner& scanner, Statement& statement)
{
    statement.keyword = scanner.keyword();
    if (statement.keyword.empty()) return false;
    if (scanner.takes('[')) {
        statement.language = scanner.keyword();
        if (statement.language.ends_with(']'))
            statement.language.pop_back();
        else if (!scanner.takes(']'))
            return false;
    }
    return read_subjects(scanner, statement) && scanner.takes('=');
}

bool read_values(Scanner& scanner, Statement& statement)
{
    do {
        auto value = scanner.sees('"') ? scanner.quoted() : scanner.bare();
        if (!value) return false;
        statement.values.push_back(std::move(*value));
    } while (scanner.takes(','));
    return scanner.takes(';');
}

bool is_needed(std::string_view keyword)
{
    return std::find(needed.begin(), needed.end(), keyword) != needed.end();
}

Error unreadable(const Statement& statement)
{
    return {Remedy::mend,
            say("Zeile {}: Die Angabe {} ist nicht lesbar; wahrscheinlich steht ein "
                "Anführungszeichen zu viel darin.",
                "line {}: the statement {} cannot be read; probably it holds a quote too many.",
                statement.line, statement.keyword),
            ""};
}

std::string place_key(std::string_view keyword, std::string_view language, std::string_view subject)
{
    return fmt::format("{}\n{}\n{}", keyword, language, subject);
}

// Behind the last figure stands a ';', or at least a line end: some programs leave it out.
bool is_whole(std::string_view data)
{
    return !data.empty() && (is_space(data.back()) || data.back() == ';');
}

Error no_data()
{
    return {Remedy::retry,
            say("Die PX-Datei hat keinen vollständigen Teil DATA=…; sie ist unvollständig.",
                "The PX file has no complete part DATA=…; it is incomplete."),
            ""};
}

} // namespace

const Statement* Statements::find(std::string_view keyword, std::string_view language,
                                  std::string_view subject) const
{
    auto found = places_.find(place_key(keyword, language, subject));
    if (found == places_.end()) found = places_.find(place_key(keyword, "", subject));
    return found == places_.end() ? nullptr : &all[found->second];
}

void Statements::add(Statement statement)
{
    const auto subject = statement.subjects.empty() ? std::string{} : statement.subjects.front();
    places_.try_emplace(place_key(statement.keyword, statement.language, subject), all.size());
    all.push_back(std::move(statement));
}

Result<Statements> read_statements(std::string_view text)
{
    Statements found;
    Scanner scanner{text};
    while (!scanner.at_end()) {
        Statement statement;
        statement.line = scanner.line();
        const bool head = read_head(scanner, statement);
        if (head && statement.keyword == "DATA") {
            found.data = scanner.rest();
            found.data_line = statement.line;
            if (!is_whole(found.data)) return tl::unexpected(no_data());
            return found;
        }
        if (head && read_values(scanner, statement)) {
            if (found.all.size() == most_statements)
                return fail(Remedy::mend,
                            say("Die PX-Datei hat mehr als {} Angaben.",
                                "The PX file has more than {} statements.", most_statements));
            found.add(std::move(statement));
            continue;
        }
        if (is_needed(statement.keyword)) return tl::unexpected(unreadable(statement));
        if (found.unreadable++ == 0) found.first_unreadable_line = statement.line;
        scanner.skip_statement();
    }
    return tl::unexpected(no_data());
}

} // namespace tuermer::px
