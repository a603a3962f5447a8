// SPDX-License-Identifier: EUPL-1.2
// How likely so many cases of so many trials are: binomial, or beta-binomial where shares vary more
// than chance alone lets them.
#pragma once

namespace tuermer::statistics {

// Cases of trials with Var = dispersion × trials × share × (1 − share); dispersion lies between 1
// and trials.
struct ShareLaw {
    double trials = 0, share = 0;
    double dispersion = 1;
};

// P(X > cases) + P(X = cases)/2.
double upper_mid_p(double cases, const ShareLaw& law);

} // namespace tuermer::statistics
