// SPDX-License-Identifier: EUPL-1.2
// What a Transfer owns. HTTP runs on the loop; SMTP on two threads, because libcurl waits for the
// answers after DATA and QUIT without giving control back (smtp_done in its lib/smtp.c).
#pragma once

#include "connectors/transfer/hosts.hpp"
#include "connectors/transfer/http.hpp"
#include "connectors/transfer/multi.hpp"
#include "connectors/transfer/turns.hpp"

#include <atomic>
#include <boost/asio/thread_pool.hpp>

namespace tuermer {

struct Transfer::Impl {
    static constexpr std::size_t mail_threads = 2;

    explicit Impl(boost::asio::any_io_executor loop)
        : executor(loop), multi(std::make_shared<Multi>(loop)), turns(std::make_shared<Turns>(loop))
    {
    }

    boost::asio::any_io_executor executor;
    std::shared_ptr<Multi> multi;
    std::shared_ptr<Turns> turns;
    std::shared_ptr<Hosts> hosts = std::make_shared<Hosts>();
    std::shared_ptr<std::atomic<bool>> ending = std::make_shared<std::atomic<bool>>(false);
    boost::asio::thread_pool threads{mail_threads};
};

} // namespace tuermer
