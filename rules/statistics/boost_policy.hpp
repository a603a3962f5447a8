// SPDX-License-Identifier: EUPL-1.2
// How Boost.Math is asked here: it throws nothing, keeps to double, and rounds discrete quantiles
// up to the smallest whole number that reaches the probability (as R does; Boost's own default
// rounds outwards). What it could not compute comes back as NaN and is refused by the caller.
#pragma once

#include <boost/math/policies/policy.hpp>

namespace tuermer::statistics {

namespace boost_policies = boost::math::policies;

using Quiet =
    boost_policies::policy<boost_policies::domain_error<boost_policies::ignore_error>,
                           boost_policies::pole_error<boost_policies::ignore_error>,
                           boost_policies::overflow_error<boost_policies::ignore_error>,
                           boost_policies::evaluation_error<boost_policies::ignore_error>,
                           boost_policies::rounding_error<boost_policies::ignore_error>,
                           boost_policies::promote_double<false>,
                           boost_policies::discrete_quantile<boost_policies::integer_round_up>>;

} // namespace tuermer::statistics
