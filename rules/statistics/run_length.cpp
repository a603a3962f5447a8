// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/run_length.hpp"

#include "rules/statistics/count_tails.hpp"

#include <Eigen/Dense>
#include <cmath>
#include <numbers>

namespace tuermer::statistics {

namespace {

constexpr int nodes = 80;

struct Quadrature {
    Eigen::VectorXd at, weight;
};

// Legendre's polynomial of degree `nodes` and its derivative.
struct Legendre {
    double value, slope;
};

Legendre legendre(double x)
{
    double before = 1, value = x;
    for (int k = 2; k <= nodes; ++k) {
        const double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
    }
    return {value, nodes * (x * value - before) / (x * x - 1)};
}

// Gauss–Legendre nodes and weights on [low, high], by Newton's method from the usual guess.
Quadrature gauss_legendre(double low, double high)
{
    Quadrature rule{Eigen::VectorXd(nodes), Eigen::VectorXd(nodes)};
    for (int i = 0; i < nodes; ++i) {
        double x = std::cos(std::numbers::pi * (i + 0.75) / (nodes + 0.5));
        for (int round = 0; round < 8; ++round) {
            const Legendre p = legendre(x);
            x -= p.value / p.slope;
        }
        const double slope = legendre(x).slope;
        rule.at(i) = (low + high + (high - low) * x) / 2;
        rule.weight(i) = (high - low) / ((1 - x * x) * slope * slope);
    }
    return rule;
}

double density(double z)
{
    return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

std::optional<double> length(double value)
{
    return std::isfinite(value) && value >= 1 ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<double> cusum_run_length(double slack, double limit, double mean)
{
    if (!(limit > 0)) return std::nullopt;
    const Quadrature rule = gauss_legendre(0, limit);
    const auto start = [&](int i) {
        return i < nodes ? rule.at(i) : 0.0;
    }; // the last state is S = 0
    Eigen::MatrixXd system = Eigen::MatrixXd::Identity(nodes + 1, nodes + 1);
    for (int i = 0; i <= nodes; ++i) {
        for (int j = 0; j < nodes; ++j)
            system(i, j) -= rule.weight(j) * density(rule.at(j) + slack - start(i) - mean);
        system(i, nodes) -= normal_cdf(slack - start(i) - mean);
    }
    const Eigen::VectorXd lengths = system.partialPivLu().solve(Eigen::VectorXd::Ones(nodes + 1));
    return length(lengths(nodes));
}

std::optional<double> two_sided_cusum_run_length(double slack, double limit, double mean)
{
    const auto up = cusum_run_length(slack, limit, mean);
    const auto down = cusum_run_length(slack, limit, -mean);
    // A side that is practically never reached has no digits left: it adds no alarms.
    if (!up || !down) return up ? up : down;
    return 1 / (1 / *up + 1 / *down);
}

std::optional<double> ewma_run_length(double weight, double width, double mean)
{
    if (!(weight > 0 && weight <= 1 && width > 0)) return std::nullopt;
    const double limit = width * std::sqrt(weight / (2 - weight));
    const Quadrature rule = gauss_legendre(-limit, limit);
    const auto step = [&](double from, double to) {
        return density((to - (1 - weight) * from) / weight - mean) / weight;
    };
    Eigen::MatrixXd system = Eigen::MatrixXd::Identity(nodes, nodes);
    for (int i = 0; i < nodes; ++i)
        for (int j = 0; j < nodes; ++j)
            system(i, j) -= rule.weight(j) * step(rule.at(i), rule.at(j));
    const Eigen::VectorXd lengths = system.partialPivLu().solve(Eigen::VectorXd::Ones(nodes));
    double from_centre = 1;
    for (int j = 0; j < nodes; ++j)
        from_centre += rule.weight(j) * step(0, rule.at(j)) * lengths(j);
    return length(from_centre);
}

} // namespace tuermer::statistics
