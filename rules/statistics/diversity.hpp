// SPDX-License-Identifier: EUPL-1.2
// How mixed is a population? Shannon's and Simpson's diversity over groups (nationalities,
// languages), as they are and corrected for a small number of persons.
#pragma once

#include <optional>
#include <span>

namespace tuermer::statistics {

struct Diversity {
    double shannon = 0;           // -sum p log p, natural logarithm
    double shannon_corrected = 0; // + (groups - 1) / (2 persons) (Miller 1955): unbiased to 1 / n
    double simpson = 0;           // 1 - sum p^2: two persons drawn with return differ
    std::optional<double> simpson_corrected; // drawn without return (Simpson, Nature 1949); n >= 2
    double effective_groups = 1;             // exp(shannon): so many groups of equal size
    std::optional<double> evenness;          // shannon / log(groups); needs two groups
};

// Persons per group; groups without persons do not count. Nothing for less than one person, or a
// figure that is negative or not finite.
std::optional<Diversity> diversity(std::span<const double> persons);

} // namespace tuermer::statistics
