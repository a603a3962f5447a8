// SPDX-License-Identifier: EUPL-1.2
// Text → tree by binding powers (Pratt). The first mistake ends the reading: what follows a wrong
// sign would only be guessed at.
#pragma once

#include "rules/formulas/formula.hpp"
#include "rules/formulas/scanner.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) { advance(); }

    FormulaResult<ExpressionPtr> formula();

private:
    using Made = std::shared_ptr<Expression>;

    Made expression(int binding);
    Made operand();
    Made negation();
    Made parenthesis();
    Made literal();
    Made reference();
    Made call();
    Made call_of(const Token& name);
    Made fold_call(Made call, Fold fold);
    Made mix_call(std::size_t offset, Fold fold);
    Made aggregate(Made call, Fold fold);
    Made standardised_call(std::size_t offset);
    Made window(Made call, Fold fold);
    Made lag_call(Made call);
    Made index_call(Made call);
    Made at_call(Made call);
    Made round_call(Made call);

    // parts(x, dimension): what it is the parts of, by which dimensions.
    struct Parts {
        Made whole;
        std::vector<std::string> dimensions;
        std::size_t offset = 0;
    };
    std::optional<Parts> parts();
    std::optional<std::vector<std::string>> dimension_names();
    std::nullptr_t unknown_function(const Token& name);

    std::optional<Condition> condition();
    bool relation_of(Condition& condition);
    bool codes_of(Condition& condition);
    std::optional<Span> span();
    std::optional<std::string> name(Text wanted);
    bool expect(std::string_view sign, Text after);
    Made closed(Made call);
    Made made(Operator op, std::size_t offset, std::vector<ExpressionPtr> operands = {});

    void advance();
    std::nullptr_t fail(std::size_t offset, Text what);
    std::nullptr_t unexpected(const Text& wanted);

    std::string_view text_;
    Token token_;
    std::size_t last_end_ = 0; // of the token before
    int depth_ = 0;
    std::size_t nodes_ = 0;
    std::optional<FormulaError> error_;
};

} // namespace tuermer
