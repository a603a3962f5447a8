// SPDX-License-Identifier: EUPL-1.2
// Any text as a formula: parsed, compiled against a few measures, and written back. The canonical
// text must mean the same as what was written, since it is what the definition hash stands for.
#include "rules/formulas/formula.hpp"
#include "tests/fuzz/target.hpp"

namespace tuermer::fuzz {
namespace {

std::vector<MeasureShape> shapes()
{
    const auto unit = [](const char* word) { return *parse_unit(word); };
    return {
        {"leavers", unit("persons"), {"area", "nationality"}, Frequency::year, "school"},
        {"leavers_without", unit("persons"), {"area", "nationality"}, Frequency::year, "school"},
        {"people", unit("persons"), {"area"}, Frequency::year, "register"},
        {"rent", unit("euro/square_metre"), {"area", "size"}, Frequency::quarter, "rents"},
        {"jobless", unit("persons"), {"area"}, Frequency::month, "agency"},
        {"share", unit("percent"), {}, Frequency::year, "school"}};
}

void check_error(const FormulaError& error, std::string_view text)
{
    promise(error.offset <= text.size(), "an error lies inside of its formula");
    promise(!error.what.de.empty() && !error.what.en.empty(), "an error is a sentence");
}

void check_parsed(const Expression& root)
{
    const auto canonical = to_string(root);
    const auto again = parse_formula(canonical);
    if (!again) { // the canonical text may be longer than what a person may write
        promise(canonical.size() > max_formula_length, "the canonical text is a formula");
        return;
    }
    promise(to_string(**again) == canonical, "the canonical text is its own canonical text");
    promise(references(**again) == references(root), "the canonical text refers to the same");
}

void check_compiled(const Formula& formula)
{
    static const auto known = shapes();
    const auto canonical = to_string(*formula.root);
    const auto again = compile_formula(canonical, known);
    if (!again) {
        promise(canonical.size() > max_formula_length, "the canonical text can be compiled");
        return;
    }
    promise(again->definition_hash == formula.definition_hash, "one meaning has one hash");
    promise(again->root->unit == formula.root->unit, "one meaning has one unit");
}

} // namespace
} // namespace tuermer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    static const auto known = fuzz::shapes();
    const auto text = fuzz::text_of(bytes, size);
    const auto parsed = parse_formula(text);
    const auto compiled = compile_formula(text, known);
    if (!parsed) {
        fuzz::check_error(parsed.error(), text);
        fuzz::promise(!compiled, "what cannot be parsed is not compiled");
        return 0;
    }
    fuzz::check_parsed(**parsed);
    if (compiled)
        fuzz::check_compiled(*compiled);
    else
        fuzz::check_error(compiled.error(), text);
    return 0;
}
