// SPDX-License-Identifier: EUPL-1.2
// The composite's constants. Each was chosen on the simulated panels of the warning benchmark
// (./dev bench warning) and looked at on panels with other seeds; none on the real backgrounds.
#include "rules/statistics/composite.hpp"

namespace tuermer::statistics {

namespace {

constexpr int long_months = 48; // months known from which the settings of long histories hold

// Long monthly histories: runs of up to eight months, a month counting for 3 at most.
void for_long_months(CompositeSettings& settings)
{
    settings.guard = 3;
    settings.outbreak_limit = 2.8;
    settings.run_limit = 2.8;
    settings.run_exponent = 0.55;
    settings.most_per_score = 3;
    settings.innovation_share = 0.9;
}

// Two to four years of months: every month is needed to learn from, and counts vary more than so
// few of them tell; Page's sum does better than runs.
void for_short_months(CompositeSettings& settings)
{
    settings.guard = 0;
    settings.prior.dispersion = 2;
    settings.prior.outlier_limit = 2.5;
    settings.outbreak_limit = 2.75;
    settings.run_limit = 2.6;
    settings.longest_run = 6;
    settings.cusum_limit = 2.5;
}

void for_quarters(CompositeSettings& settings)
{
    settings.guard = 1;
    settings.prior.dispersion = 1.5;
    settings.prior.dispersion_df = 4;
    settings.outbreak_limit = 2.7;
    settings.run_limit = 2.3;
    settings.longest_run = 6;
    settings.most_per_score = 3.5;
}

// Five years are five figures: false alarms of 5 % are worth it (methods.md 5.1).
void for_years(CompositeSettings& settings)
{
    settings.guard = 0;
    settings.least_history = 8;
    settings.prior.dispersion = 1.5;
    settings.prior.outlier_limit = 2;
    settings.outbreak_limit = 1.5;
    settings.longest_run = 3;
    settings.cusum_limit = 2;
}

} // namespace

CompositeSettings composite_settings(int frequency, int known, Family family)
{
    CompositeSettings settings;
    settings.prior.frequency = frequency;
    settings.prior.family = family;
    settings.prior.second_harmonic_from = settings.prior.first_harmonic_from;
    if (frequency == 1)
        for_years(settings);
    else if (frequency == 4)
        for_quarters(settings);
    else if (known < long_months)
        for_short_months(settings);
    else
        for_long_months(settings);
    return settings;
}

CompositeSettings prototype_settings(int frequency)
{
    CompositeSettings settings;
    settings.prior.frequency = frequency;
    settings.guard = frequency == 12 ? 2 : 1;
    settings.least_history = 3;
    settings.mixed_dispersion = false;
    settings.outbreak_limit = frequency == 1 ? 1.6 : 2.5;
    settings.cusum_limit = frequency == 12 ? 3.5 : 2.5;
    return settings;
}

} // namespace tuermer::statistics
