// SPDX-License-Identifier: EUPL-1.2
// Mail through the municipality's mail server: all recipients of a message in one transaction.
#include "connectors/channels/channel.hpp"

namespace tuermer {
namespace {

class SmtpChannel final : public Channel {
public:
    SmtpChannel(Transfer& transfer, SmtpSettings settings)
        : transfer_(transfer), settings_(std::move(settings))
    {
    }

    boost::asio::awaitable<Result<std::vector<Delivery>>> deliver(Outgoing message) override
    {
        MailRequest request = settings_.relay;
        request.recipients = std::move(message.recipients);
        request.message = std::move(message.bytes);
        return transfer_.send(std::move(request));
    }

private:
    Transfer& transfer_;
    SmtpSettings settings_;
};

} // namespace

std::unique_ptr<Channel> make_smtp_channel(Transfer& transfer, SmtpSettings settings)
{
    return std::make_unique<SmtpChannel>(transfer, std::move(settings));
}

} // namespace tuermer
