// SPDX-License-Identifier: EUPL-1.2
// How likely a count is under a Poisson or negative binomial law with a given mean and
// variance-to-mean ratio, and the normal score of what was observed.
#pragma once

namespace tuermer::statistics {

// A count with this mean and Var = dispersion × mean: negative binomial of size
// mean/(dispersion − 1); Poisson up to a dispersion of 1 + 1e-8. mean >= 0.
struct CountLaw {
    double mean = 0;
    double dispersion = 1;
};

double lower_tail(double count, const CountLaw& law); // P(Y <= count)
double upper_tail(double count, const CountLaw& law); // P(Y >= count)

// P(Y > count) + P(Y = count)/2: for normal scores only, tests use the plain tail (mid-p lies
// below its nominal level).
double upper_mid_p(double count, const CountLaw& law);

// The smallest whole count k with P(Y <= k) >= probability, as R rounds. Infinite for a mean that
// is.
double count_quantile(double probability, const CountLaw& law);

double normal_cdf(double z); // P(Z <= z)

// The normal score of an upper-tail probability, kept within 1e-12 of 0 and 1.
double upper_score(double upper_probability);

// The score as a Student quantile re-read on the normal scale: what is left of z when the scale
// was estimated with so many degrees of freedom. Beyond 1e6 of them nothing changes.
double studentised(double z, double degrees_of_freedom);

} // namespace tuermer::statistics
