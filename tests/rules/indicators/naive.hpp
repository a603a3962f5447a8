// SPDX-License-Identifier: EUPL-1.2
// The deliberately stupid evaluator that the fast one is checked against: one cell at a time, with
// maps and recursion, nothing kept. (After RE2: every fast engine beside one that is plainly
// right.)
#pragma once

#include "rules/areas/areas.hpp"
#include "rules/formulas/formula.hpp"
#include "tests/rules/indicators/pairwise.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tuermer::naive {

using Key = std::map<std::string, std::string>; // dimension → code

struct Definition {
    ExpressionPtr value;                  // of a plain value, or …
    ExpressionPtr numerator, denominator; // … of a rate
    double per = 1;
};

struct RateCells {
    Cell value, numerator, denominator;
};

class World {
public:
    std::map<std::string, std::map<std::pair<Key, int>, Cell>> measures; // known cells only
    std::map<std::string, Definition> indicators;
    std::set<std::string> counts; // measures whose merged areas have a past
    const Areas* areas = nullptr;

    std::set<Key> rows(const std::string& name) const
    {
        if (const auto found = indicators.find(name); found != indicators.end()) {
            const auto& [value, numerator, denominator, per] = found->second;
            return value ? rows(*value) : joined(*numerator, *denominator);
        }
        std::set<Key> keys;
        if (const auto found = measures.find(name); found != measures.end())
            for (const auto& [place, cell] : found->second) keys.insert(place.first);
        return keys;
    }

    Cell cell(const std::string& name, const Key& key, int period) const
    {
        const auto found = indicators.find(name);
        if (found == indicators.end()) return measured(name, key, period);
        if (found->second.value) return cell(*found->second.value, key, period);
        return rate(found->second, key, period).value;
    }

    Cell published(const std::string& name, const Key& key, int period) const
    {
        const auto measure = measures.find(name);
        if (measure == measures.end()) return {};
        const auto found = measure->second.find({key, period});
        return found == measure->second.end() ? Cell{} : found->second;
    }

    RateCells rate(const Definition& definition, const Key& key, int period) const
    {
        const auto numerator =
            cell(*definition.numerator, part(key, *definition.numerator), period);
        const auto denominator =
            cell(*definition.denominator, part(key, *definition.denominator), period);
        if (numerator.mark.missing() == Missing::not_yet ||
            denominator.mark.missing() == Missing::not_yet)
            return {};
        return {
            result(definition.per * numerator.value / denominator.value, {numerator, denominator}),
            numerator, denominator};
    }

    std::set<Key> rows(const Expression& e) const
    {
        std::set<Key> keys;
        switch (e.op) {
        case Operator::number:
            return {Key{}};
        case Operator::reference:
            for (const auto& key : rows(e.name))
                if (passes(e, key)) keys.insert(part(key, e));
            return keys;
        case Operator::at_area:
            for (const auto& key : rows(*e.operands[0]))
                if (passes(e, key)) keys.insert(part(key, e));
            return keys;
        case Operator::aggregate:
            for (const auto& key : rows(*e.operands[0])) keys.insert(part(key, e));
            return keys;
        case Operator::add:
        case Operator::subtract:
        case Operator::multiply:
        case Operator::divide:
        case Operator::pair:
            return joined(*e.operands[0], *e.operands[1]);
        case Operator::negate:
        case Operator::lag:
        case Operator::window:
        case Operator::index:
        case Operator::round:
            return rows(*e.operands[0]);
        }
        return keys;
    }

    Cell cell(const Expression& e, const Key& key, int period) const
    {
        const auto operand = [&](std::size_t i, int when) {
            return cell(*e.operands[i], part(key, *e.operands[i]), when);
        };
        switch (e.op) {
        case Operator::number:
            return result(e.number, {});
        case Operator::reference:
            return cell(e.name, whole(e, key), period);
        case Operator::at_area: {
            auto there = key;
            there["area"] = e.conditions.at(0).codes.at(0);
            return cell(*e.operands[0], there, period);
        }
        case Operator::negate: {
            const auto a = operand(0, period);
            return result(-a.value, {a});
        }
        case Operator::add: {
            const auto a = operand(0, period), b = operand(1, period);
            return result(a.value + b.value, {a, b});
        }
        case Operator::subtract: {
            const auto a = operand(0, period), b = operand(1, period);
            return result(a.value - b.value, {a, b});
        }
        case Operator::multiply: {
            const auto a = operand(0, period), b = operand(1, period);
            return result(a.value * b.value, {a, b});
        }
        case Operator::divide: {
            const auto a = operand(0, period), b = operand(1, period);
            return result(a.value / b.value, {a, b});
        }
        case Operator::lag:
            return operand(0, period - e.periods);
        case Operator::index: {
            const auto a = operand(0, period), b = operand(0, e.base.index());
            return result(100 * a.value / b.value, {a, b});
        }
        case Operator::round: {
            const auto a = operand(0, period);
            const auto digits = static_cast<int>(e.number);
            const double power = std::pow(10.0, std::abs(digits));
            return result(digits < 0 ? std::round(a.value / power) * power
                                     : std::round(a.value * power) / power,
                          {a});
        }
        case Operator::window: {
            std::vector<Cell> cells;
            for (int back = e.periods - 1; back >= 0; --back)
                cells.push_back(operand(0, period - back));
            return folded_in_time(e.fold, cells);
        }
        case Operator::aggregate:
            return is_mix(e.fold) ? mix(e, key, period) : aggregate(e, key, period);
        case Operator::pair:
            break; // has no value of its own
        }
        return {};
    }

private:
    Cell measured(const std::string& name, const Key& key, int period) const
    {
        const auto own = published(name, key, period);
        if (own.mark.missing() != Missing::not_yet || counts.count(name) == 0) return own;
        auto parts = before_merger(name, key, period);
        if (parts.empty()) return {};
        double sum = 0;
        for (const auto& part : parts) sum += part.value;
        parts.push_back({0, Mark(Missing::none, Status::estimated)});
        return result(sum, parts);
    }

    // The published cells of the areas that became this one by the first reform after the period.
    std::vector<Cell> before_merger(const std::string& name, const Key& key, int period) const
    {
        const auto area = key.find("area");
        if (area == key.end()) return {};
        const Reform* next = nullptr;
        std::vector<Cell> cells;
        for (const auto& line : areas->predecessors_of(area->second)) {
            if (line.reform->date <= Period::year(period).last_day()) continue;
            if (next != nullptr && line.reform != next) break;
            next = line.reform;
            if (line.turn != AreaTurn::merged && line.turn != AreaTurn::renamed) return {};
            auto there = key;
            there["area"] = line.line->from;
            const auto part = published(name, there, period);
            auto parts = part.has_value() ? std::vector<Cell>{part} : std::vector<Cell>{};
            if (part.mark.missing() == Missing::not_yet && rows(name).count(there) > 0)
                parts = before_merger(name, there, period);
            if (parts.empty()) return {};
            cells.insert(cells.end(), parts.begin(), parts.end());
        }
        return cells;
    }

    // Groups are added in the order of their codes, dimension by dimension.
    Cell aggregate(const Expression& e, const Key& key, int period) const
    {
        std::vector<Cell> cells;
        for (const auto& part : parts_of(e, key))
            cells.push_back(cell(*e.operands[0], part, period));
        return folded(e.fold, cells);
    }

    std::vector<Key> parts_of(const Expression& e, const Key& key) const
    {
        std::map<std::vector<std::string>, Key> parts;
        for (const auto& other : rows(*e.operands[0])) {
            if (part(other, e) != key) continue;
            std::vector<std::string> codes;
            for (const auto& dimension : e.operands[0]->dimensions)
                codes.push_back(other.at(dimension));
            parts[codes] = other;
        }
        std::vector<Key> ordered;
        for (const auto& [codes, other] : parts) ordered.push_back(other);
        return ordered;
    }

    Cell mix(const Expression& e, const Key& key, int period) const
    {
        const auto& operand = *e.operands[0];
        const bool paired = operand.op == Operator::pair;
        const auto &a = paired ? *operand.operands[0] : operand,
                   &b = paired ? *operand.operands[1] : operand;
        std::vector<Cell> first, second;
        for (const auto& other : parts_of(e, key)) {
            first.push_back(cell(a, part(other, a), period));
            second.push_back(cell(b, part(other, b), period));
        }
        const double whole = sum_of(first), other_whole = sum_of(second);
        double entropy = 0, squares = 0, differences = 0;
        for (std::size_t i = 0; i < first.size(); ++i) {
            const double p = first[i].value / whole, q = second[i].value / other_whole;
            if (first[i].value > 0) entropy -= p * std::log(p);
            squares += p * p;
            differences += std::abs(p - q);
        }
        double value = e.fold == Fold::entropy   ? entropy
                       : e.fold == Fold::simpson ? 1 - squares
                                                 : differences / 2;
        for (const auto& cell : second) first.push_back(cell);
        const bool meaningless = std::any_of(first.begin(), first.end(),
                                             [](const Cell& cell) { return cell.value < 0; });
        if (meaningless || !(whole > 0)) value = std::nan("");
        return result(value, first);
    }

    static double sum_of(const std::vector<Cell>& cells)
    {
        double sum = 0;
        for (const auto& cell : cells) sum += cell.value;
        return sum;
    }

    static Key part(const Key& key, const Expression& e)
    {
        Key kept;
        for (const auto& dimension : e.dimensions) kept[dimension] = key.at(dimension);
        return kept;
    }

    static Key whole(const Expression& e, Key key)
    {
        for (const auto& condition : e.conditions)
            if (condition.fixes()) key[condition.dimension] = condition.codes.at(0);
        return key;
    }

    bool passes(const Expression& e, const Key& key) const
    {
        for (const auto& condition : e.conditions) {
            const auto& codes = condition.codes;
            if (condition.asks != Condition::Asks::codes) {
                if (!lies_in(condition, key.at("area"))) return false;
                continue;
            }
            const bool found =
                std::count(codes.begin(), codes.end(), key.at(condition.dimension)) > 0;
            if (found == condition.negated) return false;
        }
        return true;
    }

    bool lies_in(const Condition& condition, const std::string& area) const
    {
        const auto* described = areas->find(area);
        if (described != nullptr && described->valid_to) return false;
        return condition.asks == Condition::Asks::under
                   ? areas->is_within(area, condition.codes.at(0))
                   : areas->is_of_kind(area, condition.codes.at(0));
    }

    std::set<Key> joined(const Expression& a, const Expression& b) const
    {
        const bool a_is_wider = a.dimensions.size() >= b.dimensions.size();
        const auto &wider = a_is_wider ? a : b, &other = a_is_wider ? b : a;
        const auto partners = rows(other);
        std::set<Key> keys;
        for (const auto& key : rows(wider))
            if (partners.count(part(key, other)) > 0) keys.insert(key);
        return keys;
    }

    static Cell folded(Fold fold, const std::vector<Cell>& cells)
    {
        double value = cells.at(0).value;
        std::vector<double> values{value};
        for (std::size_t i = 1; i < cells.size(); ++i) {
            const double next = cells[i].value;
            values.push_back(next);
            if (fold == Fold::min) value = std::min(value, next);
            if (fold == Fold::max) value = std::max(value, next);
            if (fold == Fold::sum || fold == Fold::mean) value += next;
        }
        if (fold == Fold::mean) value /= static_cast<double>(cells.size());
        if (fold == Fold::median) {
            std::sort(values.begin(), values.end());
            const auto n = values.size();
            value = n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
        }
        if (fold == Fold::sd) value = deviation(values);
        return result(value, cells);
    }

    // Windows of time are folded pairwise.
    static Cell folded_in_time(Fold fold, const std::vector<Cell>& cells)
    {
        if (fold != Fold::sum && fold != Fold::mean && fold != Fold::sd) return folded(fold, cells);
        std::vector<double> values;
        for (const auto& cell : cells) values.push_back(cell.value);
        if (fold == Fold::sd) return result(pairwise_deviation(values), cells);
        const double sum = pairwise_sum(values);
        return result(fold == Fold::mean ? sum / static_cast<double>(values.size()) : sum, cells);
    }

    static double deviation(const std::vector<double>& values)
    {
        double mean = 0, squares = 0;
        for (const double x : values) mean += x;
        mean /= static_cast<double>(values.size());
        for (const double x : values) squares += (x - mean) * (x - mean);
        return std::sqrt(squares / static_cast<double>(values.size()));
    }

    static Cell result(double value, const std::vector<Cell>& inputs)
    {
        for (const auto reason :
             {Missing::not_yet, Missing::withheld, Missing::withdrawn, Missing::unreliable,
              Missing::not_collected, Missing::not_applicable})
            for (const auto& input : inputs)
                if (input.mark.missing() == reason) return {0, reason};
        if (!std::isfinite(value)) return {0, Missing::not_applicable};
        for (const auto status : {Status::break_in_series, Status::provisional, Status::estimated,
                                  Status::limited, Status::rounded})
            for (const auto& input : inputs)
                if (input.mark.status() == status) return {value, Mark(Missing::none, status)};
        return {value, Missing::none};
    }
};

} // namespace tuermer::naive
