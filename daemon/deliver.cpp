// SPDX-License-Identifier: EUPL-1.2
#include "daemon/deliver.hpp"

#include "daemon/clock.hpp"
#include "daemon/log.hpp"
#include "daemon/schedule.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>

namespace tuermer {

namespace asio = boost::asio;

namespace {

constexpr int messages_at_a_time = 50;
constexpr auto look_again_after = std::chrono::seconds(5);

bool is_due(const OutboxAddress& address, Instant now)
{
    return address.state == "waiting" && address.next_try <= now;
}

void dead(OutboxAddress& address, const OutboxMessage& message)
{
    address.state = "dead";
    log::error({Remedy::mend,
                say("Die Nachricht {} an '{}' ist nicht zustellbar: {} {}",
                    "Message {} to '{}' cannot be delivered: {} {}", message.message_id,
                    message.recipient, address.code, address.answer),
                {}});
}

// What a try did to one address of a message.
OutboxAddress after_try(OutboxAddress address, const Delivery& delivery,
                        const OutboxMessage& message, Instant now)
{
    ++address.attempts;
    address.code = delivery.code;
    address.answer = delivery.answer;
    address.done = now;
    if (delivery.outcome == Delivery::Outcome::accepted) {
        address.state = "delivered";
        return address;
    }
    const auto next = next_delivery(now, message.created, address.attempts, 0);
    if (delivery.outcome == Delivery::Outcome::refused || !next)
        dead(address, message);
    else
        address.next_try = *next;
    return address;
}

// A fault of the set-up concerns every address and is tried again: the mail is not to blame.
std::vector<Delivery> all_later(const std::vector<std::string>& recipients, const Error& error)
{
    std::vector<Delivery> deliveries;
    for (const auto& recipient : recipients)
        deliveries.push_back(
            {recipient, Delivery::Outcome::later, 0, describe(error, Language::en)});
    return deliveries;
}

asio::awaitable<std::vector<Delivery>>
send(const OutboxMessage& message, std::vector<std::string> recipients, const Channels& channels)
{
    const auto channel = channels.find(message.channel);
    if (channel == channels.end()) {
        const Error error{Remedy::mend,
                          say("Der Versandweg '{}' ist nicht eingerichtet.",
                              "Channel '{}' is not set up.", message.channel),
                          {}};
        co_return all_later(recipients, error);
    }
    Outgoing outgoing{message.message_id, recipients, message.bytes};
    auto delivered = co_await channel->second->deliver(std::move(outgoing));
    if (delivered) co_return std::move(*delivered);
    log::error(delivered.error());
    co_return all_later(recipients, delivered.error());
}

} // namespace

asio::awaitable<Result<int>> deliver_due(Store& store, const Channels& channels)
{
    int reached = 0;
    for (;;) {
        const auto now = wall_clock();
        auto due = store.due(now, messages_at_a_time);
        if (!due) co_return tl::unexpected(due.error());
        if (due->empty()) co_return reached;
        for (const auto& message : *due) {
            std::vector<OutboxAddress> trying;
            std::vector<std::string> recipients;
            for (const auto& address : message.addresses) {
                if (!is_due(address, now)) continue;
                trying.push_back(address);
                recipients.push_back(address.address);
            }
            const auto deliveries = co_await send(message, recipients, channels);
            std::vector<OutboxAddress> after;
            for (std::size_t i = 0; i < trying.size() && i < deliveries.size(); ++i) {
                after.push_back(after_try(trying[i], deliveries[i], message, wall_clock()));
                reached += after.back().state == "delivered" ? 1 : 0;
            }
            if (auto recorded = store.record_outcomes(message.message_id, after); !recorded)
                co_return tl::unexpected(recorded.error());
        }
    }
}

asio::awaitable<Result<>> deliver(Store& store, const Channels& channels)
{
    for (;;) {
        auto reached = co_await deliver_due(store, channels);
        if (!reached) co_return tl::unexpected(reached.error());
        co_await sleep_until(wall_clock() + look_again_after);
        const auto cancelled = co_await asio::this_coro::cancellation_state;
        if (cancelled.cancelled() != asio::cancellation_type::none) co_return Result<>{};
    }
}

} // namespace tuermer
