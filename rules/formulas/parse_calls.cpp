// SPDX-License-Identifier: EUPL-1.2
// What may stand in the parentheses of each function.
#include "rules/base/suggest.hpp"
#include "rules/formulas/parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tuermer {

namespace {

constexpr std::array folds{"sum", "mean",    "min",     "max",          "median",
                           "sd",  "entropy", "simpson", "dissimilarity"};

std::optional<Fold> fold_named(std::string_view name)
{
    const auto* found = std::find(folds.begin(), folds.end(), name);
    if (found == folds.end()) return std::nullopt;
    return static_cast<Fold>(found - folds.begin());
}

Text listed(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return {text, text};
}

} // namespace

std::string_view name_of(Fold fold)
{
    return folds[static_cast<std::size_t>(fold)];
}

const std::vector<std::string>& function_names()
{
    static const std::vector<std::string> names{
        "at",  "dissimilarity", "entropy", "index",   "lag", "max",          "mean", "median",
        "min", "parts",         "round",   "simpson", "sd",  "standardised", "sum"};
    return names;
}

std::nullptr_t Parser::unknown_function(const Token& name)
{
    const std::string function(name.text);
    const auto& known = function_names();
    const auto near = nearest(function, known);
    const auto meant = near ? say("; meinten Sie '{}'?", "; did you mean '{}'?", *near) : Text{};
    const auto all = listed(known);
    return fail(
        name.offset,
        {fmt::format("die Funktion '{}' gibt es nicht{} (es gibt: {})", function, meant.de, all.de),
         fmt::format("there is no function '{}'{} (there are: {})", function, meant.en, all.en)});
}

Parser::Made Parser::call()
{
    const auto name = token_;
    const auto& known = function_names();
    if (std::find(known.begin(), known.end(), name.text) == known.end())
        return unknown_function(name);
    if (name.is_name("parts"))
        return fail(name.offset, {"parts() steht nur in entropy(), simpson() und dissimilarity()",
                                  "parts() stands only in entropy(), simpson(), dissimilarity()"});
    advance(); // the name
    advance(); // its parenthesis
    return error_ ? nullptr : call_of(name);
}

Parser::Made Parser::call_of(const Token& name)
{
    const auto fold = fold_named(name.text);
    if (fold && is_mix(*fold)) return mix_call(name.offset, *fold);
    if (name.is_name("standardised")) return standardised_call(name.offset);
    const auto inner = expression(0);
    if (!inner) return nullptr;
    auto call = made(Operator::round, name.offset, {inner});
    if (fold) return fold_call(std::move(call), *fold);
    if (name.is_name("lag")) return lag_call(std::move(call));
    if (name.is_name("index")) return index_call(std::move(call));
    if (name.is_name("at")) return at_call(std::move(call));
    return round_call(std::move(call));
}

Parser::Made Parser::closed(Made call)
{
    if (!expect(")", {"am Ende des Funktionsaufrufs", "at the end of the call"})) return nullptr;
    call->length = last_end_ - call->offset;
    return call;
}

Parser::Made Parser::fold_call(Made call, Fold fold)
{
    if (token_.is_name("over") || token_.is_name("by")) return aggregate(std::move(call), fold);
    if (token_.is(",")) return window(std::move(call), fold);
    return unexpected(
        {"'over' oder 'by' mit einer Dimension, oder ',' mit einer Zeitspanne wie '3 y'",
         "'over' or 'by' with a dimension, or ',' with a span such as '3 y'"});
}

Parser::Made Parser::aggregate(Made call, Fold fold)
{
    call->op = Operator::aggregate;
    call->fold = fold;
    call->by = token_.is_name("by");
    auto named = dimension_names();
    if (!named) return nullptr;
    call->named = std::move(*named);
    return closed(std::move(call));
}

// After over, by or a comma, which is still to be read.
std::optional<std::vector<std::string>> Parser::dimension_names()
{
    std::vector<std::string> names;
    do {
        advance();
        auto dimension = name({"der Name einer Dimension", "the name of a dimension"});
        if (!dimension) return std::nullopt;
        names.push_back(std::move(*dimension));
    } while (token_.is(","));
    return names;
}

// entropy(parts(x, d)), dissimilarity(parts(a, d), parts(b, d)).
Parser::Made Parser::mix_call(std::size_t offset, Fold fold)
{
    auto first = parts();
    if (!first) return nullptr;
    ExpressionPtr operand = first->whole;
    if (fold == Fold::dissimilarity) {
        if (!expect(",", {"und die Teile der zweiten Gruppe, parts(…)",
                          "and the parts of the second group, parts(…)"}))
            return nullptr;
        const auto second = parts();
        if (!second) return nullptr;
        if (second->dimensions != first->dimensions)
            return fail(second->offset,
                        {"beide Gruppen brauchen dieselben Teile, etwa parts(…, area) zweimal",
                         "both groups need the same parts, such as parts(…, area) twice"});
        operand = made(Operator::pair, first->whole->offset, {first->whole, second->whole});
    }
    auto call = made(Operator::aggregate, offset, {std::move(operand)});
    call->fold = fold;
    call->named = std::move(first->dimensions);
    return closed(std::move(call));
}

// standardised(cases, persons, standard over d) is short for
// sum(cases / persons * standard over d) / sum(standard over d): direct standardisation.
Parser::Made Parser::standardised_call(std::size_t offset)
{
    const auto cases = expression(0);
    const Text and_persons{"und die Personen, unter denen gezählt wird",
                           "and the persons among whom they are counted"};
    if (!cases || !expect(",", and_persons)) return nullptr;
    const auto persons = expression(0);
    const Text and_standard{"und die Standardbevölkerung, etwa at(x, area='03')",
                            "and the standard population, such as at(x, area='03')"};
    if (!persons || !expect(",", and_standard)) return nullptr;
    const auto standard = expression(0);
    if (!standard) return nullptr;
    if (!token_.is_name("over"))
        return unexpected({"'over' mit der Dimension, deren Einfluss herausgerechnet wird",
                           "'over' with the dimension whose influence is taken out"});
    const auto named = dimension_names();
    if (!named) return nullptr;
    const auto summed = [&](ExpressionPtr what) {
        auto sum = made(Operator::aggregate, offset, {std::move(what)});
        sum->named = *named;
        return sum;
    };
    const auto rate = made(Operator::divide, offset, {cases, persons});
    const auto weighted = made(Operator::multiply, offset, {rate, standard});
    return closed(made(Operator::divide, offset, {summed(weighted), summed(standard)}));
}

std::optional<Parser::Parts> Parser::parts()
{
    Parts parts{nullptr, {}, token_.offset};
    const auto next = scan(text_, token_.end());
    if (!token_.is_name("parts") || !next || !next->is("(")) {
        unexpected({"'parts(…, Dimension)': die Teile, aus denen ein Ganzes besteht",
                    "'parts(…, dimension)': the parts that a whole consists of"});
        return std::nullopt;
    }
    advance();
    advance();
    parts.whole = error_ ? nullptr : expression(0);
    if (!parts.whole) return std::nullopt;
    if (!token_.is(",")) {
        unexpected({"',' und die Dimension der Teile", "',' and the dimension of the parts"});
        return std::nullopt;
    }
    auto named = dimension_names();
    if (!named) return std::nullopt;
    parts.dimensions = std::move(*named);
    std::sort(parts.dimensions.begin(), parts.dimensions.end());
    if (!expect(")", {"am Ende von parts", "at the end of parts"})) return std::nullopt;
    return parts;
}

// "3 y", "12 m", "2 periods"; the space may be left out.
std::optional<Span> Parser::span()
{
    const auto number = token_;
    if (number.kind == Token::Kind::number) advance();
    const auto unit = token_;
    const auto text = fmt::format("{} {}", number.text, unit.text);
    const auto parsed = number.kind == Token::Kind::number && unit.kind == Token::Kind::name
                            ? parse_span(text)
                            : std::nullopt;
    if (!parsed || parsed->count < 1) {
        fail(number.offset,
             {"erwartet wird eine Zeitspanne wie '3 y', '2 q', '12 m' oder '4 periods'",
              "expected a span such as '3 y', '2 q', '12 m' or '4 periods'"});
        return std::nullopt;
    }
    advance();
    return parsed;
}

Parser::Made Parser::window(Made call, Fold fold)
{
    advance();
    const auto length = span();
    if (!length) return nullptr;
    call->op = Operator::window;
    call->fold = fold;
    call->span = *length;
    return closed(std::move(call));
}

Parser::Made Parser::lag_call(Made call)
{
    if (!expect(",", {"und eine Zeitspanne wie '1 y'", "and a span such as '1 y'"})) return nullptr;
    const auto back = span();
    if (!back) return nullptr;
    call->op = Operator::lag;
    call->span = *back;
    return closed(std::move(call));
}

// index(x, 2019), index(x, 2019-Q1): a period is no token, so it is cut out of the text.
Parser::Made Parser::index_call(Made call)
{
    if (!expect(",", {"und ein Basiszeitraum wie 2019", "and a base period such as 2019"}))
        return nullptr;
    const auto offset = token_.offset;
    const auto end = std::min(text_.find_first_of("),", offset), text_.size());
    auto written = text_.substr(offset, end - offset);
    written = written.substr(0, written.find_last_not_of(" \t\r\n") + 1);
    const auto base = parse_period(written);
    if (!base)
        return fail(offset, {"erwartet wird ein Zeitraum wie 2019, 2018/19, 2019-Q1 oder 2019-07",
                             "expected a period such as 2019, 2018/19, 2019-Q1 or 2019-07"});
    while (token_.kind != Token::Kind::end && token_.offset < end) advance();
    if (error_) return nullptr;
    call->op = Operator::index;
    call->base = *base;
    return closed(std::move(call));
}

Parser::Made Parser::at_call(Made call)
{
    if (!expect(",", {"und ein Gebiet wie area='03'", "and an area such as area='03'"}))
        return nullptr;
    const auto offset = token_.offset;
    auto area = condition();
    if (!area) return nullptr;
    if (area->dimension != "area" || !area->fixes())
        return fail(offset, {"at() nimmt die Zeile genau eines Gebiets: at(x, area='03')",
                             "at() takes the row of exactly one area: at(x, area='03')"});
    call->op = Operator::at_area;
    call->conditions.push_back(std::move(*area));
    return closed(std::move(call));
}

Parser::Made Parser::round_call(Made call)
{
    if (!token_.is(",")) return closed(std::move(call));
    advance();
    const auto offset = token_.offset;
    const bool negative = token_.is("-");
    if (negative) advance();
    constexpr double most_digits = 9;
    const auto digits = token_.kind == Token::Kind::number ? token_.number : -1;
    if (error_ || digits < 0 || digits > most_digits || digits != static_cast<int>(digits))
        return fail(offset, {"erwartet wird die Zahl der Nachkommastellen, von -9 bis 9",
                             "expected the number of decimals, from -9 to 9"});
    advance();
    call->number = negative ? -digits : digits;
    return closed(std::move(call));
}

} // namespace tuermer
