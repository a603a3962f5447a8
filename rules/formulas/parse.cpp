// SPDX-License-Identifier: EUPL-1.2
// Operators, operands and conditions; calls are in parse_calls.cpp.
#include "rules/formulas/parser.hpp"

#include <algorithm>
#include <utility>

namespace tuermer {

namespace {

struct Sign {
    Operator op;
    int binding;
};
std::optional<Sign> binary_sign(const Token& token)
{
    if (token.is("+")) return Sign{Operator::add, 1};
    if (token.is("-")) return Sign{Operator::subtract, 1};
    if (token.is("*")) return Sign{Operator::multiply, 2};
    if (token.is("/")) return Sign{Operator::divide, 2};
    return std::nullopt;
}
constexpr int sign_binding = 3; // of a leading minus

} // namespace

void Parser::advance()
{
    last_end_ = token_.end();
    auto next = scan(text_, last_end_);
    if (next) {
        token_ = std::move(*next);
        return;
    }
    fail(next.error().offset, next.error().what);
    token_ = Token{Token::Kind::end, text_.size(), {}, 0, {}};
}

std::nullptr_t Parser::fail(std::size_t offset, Text what)
{
    if (!error_) error_ = FormulaError{offset, std::move(what)};
    return nullptr;
}

std::nullptr_t Parser::unexpected(const Text& wanted)
{
    const auto found = named(token_);
    return fail(token_.offset, {fmt::format("hier steht {}, erwartet wird {}", found.de, wanted.de),
                                fmt::format("found {}, expected {}", found.en, wanted.en)});
}

bool Parser::expect(std::string_view sign, Text after)
{
    if (!token_.is(sign)) {
        unexpected(
            {fmt::format("'{}' {}", sign, after.de), fmt::format("'{}' {}", sign, after.en)});
        return false;
    }
    advance();
    return !error_;
}

Parser::Made Parser::made(Operator op, std::size_t offset, std::vector<ExpressionPtr> operands)
{
    if (++nodes_ > max_formula_nodes)
        fail(offset, say("die Formel besteht aus mehr als {} Teilen",
                         "the formula consists of more than {} parts", max_formula_nodes));
    auto expression = std::make_shared<Expression>();
    expression->op = op;
    expression->offset = offset;
    expression->length = last_end_ - offset;
    expression->operands = std::move(operands);
    return expression;
}

FormulaResult<ExpressionPtr> Parser::formula()
{
    if (!error_ && token_.kind == Token::Kind::end)
        fail(0, {"die Formel ist leer", "the formula is empty"});
    Made root = error_ ? nullptr : expression(0);
    if (!error_ && token_.kind != Token::Kind::end) {
        if (token_.is(",") && last_end_ > 0 && text_[last_end_ - 1] >= '0' &&
            text_[last_end_ - 1] <= '9')
            fail(token_.offset, {"Dezimalzahlen werden in Formeln mit Punkt geschrieben: 0.5",
                                 "decimal numbers are written with a point: 0.5"});
        else
            unexpected({"ein Rechenzeichen oder das Ende der Formel",
                        "an operator or the end of the formula"});
    }
    if (error_) return tl::unexpected<FormulaError>(*error_);
    return root;
}

Parser::Made Parser::expression(int binding)
{
    if (depth_ == max_formula_depth)
        return fail(token_.offset,
                    say("die Formel ist tiefer als {} Ebenen geschachtelt",
                        "the formula is nested deeper than {} levels", max_formula_depth));
    ++depth_;
    auto left = operand();
    for (auto sign = binary_sign(token_); left && sign && sign->binding > binding;
         sign = binary_sign(token_)) {
        advance();
        const auto right = error_ ? nullptr : expression(sign->binding);
        left = right ? made(sign->op, left->offset, {left, right}) : nullptr;
    }
    --depth_;
    return error_ ? nullptr : left;
}

Parser::Made Parser::operand()
{
    if (token_.is("-")) return negation();
    if (token_.is("(")) return parenthesis();
    if (token_.kind == Token::Kind::number) return literal();
    if (token_.kind == Token::Kind::name) {
        const auto next = scan(text_, token_.end());
        return next && next->is("(") ? call() : reference();
    }
    return unexpected({"eine Zahl, ein Name oder '('", "a number, a name or '('"});
}

Parser::Made Parser::negation()
{
    const auto offset = token_.offset;
    advance();
    const auto inner = error_ ? nullptr : expression(sign_binding);
    return inner ? made(Operator::negate, offset, {inner}) : nullptr;
}

Parser::Made Parser::parenthesis()
{
    advance();
    const auto inner = error_ ? nullptr : expression(0);
    if (!inner) return nullptr;
    if (!expect(")", {"zur öffnenden Klammer", "for the opening parenthesis"})) return nullptr;
    return inner;
}

Parser::Made Parser::literal()
{
    const auto token = token_;
    advance();
    auto number = made(Operator::number, token.offset);
    number->number = token.number;
    return number;
}

Parser::Made Parser::reference()
{
    const auto token = token_;
    advance();
    std::vector<Condition> conditions;
    if (token_.is("{")) {
        do {
            advance();
            auto found = error_ ? std::nullopt : condition();
            if (!found) return nullptr;
            conditions.push_back(std::move(*found));
        } while (token_.is(","));
        if (!expect("}", {"nach den Bedingungen", "after the conditions"})) return nullptr;
    }
    // One definition, one canonical text, whatever the order the author chose.
    std::stable_sort(
        conditions.begin(), conditions.end(),
        [](const Condition& a, const Condition& b) { return a.dimension < b.dimension; });
    auto reference = made(Operator::reference, token.offset);
    reference->name = token.text;
    reference->conditions = std::move(conditions);
    return reference;
}

std::optional<std::string> Parser::name(Text wanted)
{
    if (token_.kind != Token::Kind::name) {
        unexpected(wanted);
        return std::nullopt;
    }
    std::string name(token_.text);
    advance();
    return name;
}

std::optional<Condition> Parser::condition()
{
    Condition condition;
    condition.offset = token_.offset;
    const auto dimension = name({"der Name einer Dimension", "the name of a dimension"});
    if (!dimension) return std::nullopt;
    condition.dimension = *dimension;
    if (!relation_of(condition)) return std::nullopt;
    if (condition.list && !expect("(", {"vor den Codes", "before the codes"})) return std::nullopt;
    if (!codes_of(condition)) return std::nullopt;
    if (condition.list && !expect(")", {"nach den Codes", "after the codes"})) return std::nullopt;
    return condition;
}

bool Parser::relation_of(Condition& condition)
{
    condition.negated = token_.is("!=");
    condition.list = token_.is_name("in");
    if (token_.is_name("under")) condition.asks = Condition::Asks::under;
    if (token_.is_name("kind")) condition.asks = Condition::Asks::kind;
    const bool asks_hierarchy = condition.asks != Condition::Asks::codes;
    if (asks_hierarchy && condition.dimension != "area") {
        fail(token_.offset,
             say("'{}' geht nur bei area: nur Gebiete liegen ineinander",
                 "'{}' goes with area only: only areas lie within each other", token_.text));
        return false;
    }
    if (!token_.is("=") && !condition.negated && !condition.list && !asks_hierarchy) {
        unexpected(
            condition.dimension == "area"
                ? Text{"'=', '!=', 'in', 'under' oder 'kind'", "'=', '!=', 'in', 'under' or 'kind'"}
                : Text{"'=', '!=' oder 'in'", "'=', '!=' or 'in'"});
        return false;
    }
    advance();
    return !error_;
}

bool Parser::codes_of(Condition& condition)
{
    for (;;) {
        if (token_.kind != Token::Kind::code) {
            unexpected(
                {"ein Code in Anführungszeichen, etwa '03153'", "a quoted code such as '03153'"});
            return false;
        }
        condition.codes.push_back(token_.code);
        advance();
        if (!condition.list || !token_.is(",")) break;
        advance();
    }
    std::sort(condition.codes.begin(), condition.codes.end());
    condition.codes.erase(std::unique(condition.codes.begin(), condition.codes.end()),
                          condition.codes.end());
    return !error_;
}

FormulaResult<ExpressionPtr> parse_formula(std::string_view text)
{
    if (text.size() > max_formula_length)
        return tl::unexpected<FormulaError>(FormulaError{
            max_formula_length, say("die Formel ist länger als {} Bytes",
                                    "the formula is longer than {} bytes", max_formula_length)});
    return Parser(text).formula();
}

} // namespace tuermer
