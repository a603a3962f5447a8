// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/composite.hpp"
#include "rules/statistics/count_tails.hpp"
#include "rules/statistics/cusum.hpp"
#include <algorithm>
#include <cmath>
#include <numbers>
namespace tuermer::statistics {
namespace {
constexpr double pi = std::numbers::pi;
int harmonics(int f, int n)
{
    if (f == 12) return n >= 30 ? 2 : n >= 18 ? 1 : 0;
    if (f == 4) return n >= 8 ? 2 : 0;
    return 0;
}
std::size_t columns(int f, int n)
{
    int J = harmonics(f, n);
    return f == 4 && J ? 5U : static_cast<std::size_t>(2 + 2 * J);
}
} // namespace
std::vector<CompositePoint> composite_parity(std::span<const double> counts, int f, int first,
                                             int last)
{
    std::vector<CompositePoint> points;
    const double h = f == 12 ? 3.5 : 2.5, z0 = f == 1 ? 1.6 : 2.5, k = 0.75;
    const int guard = f == 12 ? 2 : 1;
    double S = 0;
    std::size_t have = 0;
    Coefficients beta{};
    Design design(1);
    for (int t = first; t <= last; ++t) {
        int n = t - 1 - guard;
        if (n < 6) n = t - 1;
        const std::size_t p = columns(f, n);
        const bool fresh = p != have;
        std::vector<double> prec{0, 1 / 0.0225};
        for (int j = 1; j <= (f == 12 ? harmonics(f, n) : 0); ++j)
            prec.insert(prec.end(), 2, 4.0 * j * j);
        if (f == 4 && p == 5) prec.insert(prec.end(), {4, 4, 16});
        if (fresh) {
            have = p;
            design = Design(p);
            for (int i = 1; i <= last; ++i) {
                std::vector<double> r{1, double(i) / f};
                for (int j = 1; j <= (f == 12 ? harmonics(f, n) : 0); ++j)
                    r.insert(r.end(),
                             {std::cos(2 * pi * j * i / 12), std::sin(2 * pi * j * i / 12)});
                if (f == 4 && p == 5)
                    r.insert(r.end(),
                             {std::cos(pi * i / 2), std::sin(pi * i / 2), std::cos(pi * i)});
                design.append(r);
            }
            double m = 0;
            for (int i = 0; i < n; ++i) m += counts[std::size_t(i)] / n;
            beta = {};
            beta[0] = std::log(m + 0.1);
        }
        const auto y = counts.first(std::size_t(n));
        double phi = 1, df = 1;
        std::vector<double> w(std::size_t(n), 1.0);
        GlmFit g;
        for (int pass = 1; pass <= 3; ++pass) {
            g = fit(design, {.values = y, .weights = w},
                    {.precision = prec, .dispersion = phi, .start = std::span(beta).first(p)});
            beta = g.coefficients;
            df = std::max(1.0, n - g.parameters);
            phi = std::max(1.0, (g.pearson + 2.4) / (df + 2));
            if (pass == 3) break;
            for (std::size_t i = 0; i < w.size(); ++i) {
                const double a =
                    anscombe(y[i], g.mean[i]) / std::sqrt(phi * std::max(0.05, 1 - g.leverage[i]));
                w[i] = a > 2.2 ? 2.2 / a * 2.2 / a : 1;
            }
        }
        const auto row = design.row(std::size_t(t - 1));
        const double mu = std::exp(std::min(30.0, linear_predictor(g, row)));
        const double V = phi * mu + mu * mu * phi * unscaled_variance(g, row);
        const double yt = counts[std::size_t(t - 1)];
        double z =
            studentised(upper_score(upper_mid_p(yt, {mu, V > mu * 1.0001 ? V / mu : 1})), df);
        double num = 0, den = 0, before = 0;
        for (int i = 0; i < n; ++i) {
            const double r = (y[std::size_t(i)] - g.mean[std::size_t(i)]) /
                             std::sqrt(phi * g.mean[std::size_t(i)]);
            den += r * r;
            if (i > 0) num += r * before;
            before = r;
        }
        double rho = num / den;
        if (n >= 20 && rho > 1.96 / std::sqrt(n)) {
            rho = std::min(0.97, rho + (1 + 3 * rho) / n);
            if (t - 1 > n) {
                const double mp = std::exp(linear_predictor(g, design.row(std::size_t(t - 2))));
                before = (counts[std::size_t(t - 2)] - mp) / std::sqrt(phi * mp);
            }
            z = (z - rho * before) / std::sqrt(1 - rho * rho);
        }
        S = accumulate_score(S, z, k);
        CompositePoint q{std::max(z / z0, S / h), z, z / z0, false};
        q.alarm = q.score > 1;
        if (S > h) S = 0;
        points.push_back(q);
    }
    return points;
}
} // namespace tuermer::statistics
