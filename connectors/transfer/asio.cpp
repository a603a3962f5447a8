// SPDX-License-Identifier: EUPL-1.2
// Asio is compiled here once (BOOST_ASIO_SEPARATE_COMPILATION) and nowhere else.
#include <boost/asio/impl/src.hpp>
