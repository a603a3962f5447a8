// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/envelope.hpp"

#include "connectors/transfer/trouble.hpp"

#include <algorithm>
#include <cstring>

namespace tuermer {
namespace {

using Step = Dialogue::Step;

bool is_printable(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '<' && c != '>' && c != '\x7f';
    });
}

bool is_address(std::string_view text)
{
    const auto at = text.rfind('@');
    return is_printable(text) && at != std::string_view::npos && at > 0 && at + 1 < text.size();
}

bool is_host_name(std::string_view text)
{
    const auto may_stand = [](char c) {
        return c > ' ' && c < '\x7f' && !std::strchr("/@?#%<>\\", c);
    };
    return std::all_of(text.begin(), text.end(), may_stand);
}

bool has_bare_line_end(std::string_view message)
{
    for (auto i = message.find_first_of("\r\n"); i != std::string_view::npos;
         i = message.find_first_of("\r\n", i + 2))
        if (message.substr(i, 2) != "\r\n") return true;
    return false;
}

// Codes by which a server says "who are you?" (RFC 4954, 6): no fault of a recipient.
bool wants_login(const Reply& reply)
{
    return reply.code == 530 || reply.code == 534 || reply.code == 535 || reply.code == 538;
}

bool is_too_large(const Reply& reply)
{
    return reply.code == 552 || reply.text.starts_with("5.3.4");
}

Error fault(Text what, const Reply& reply, std::string where)
{
    const std::string words = fmt::format(" ({} {})", reply.code, reply.text);
    return {Remedy::mend, {what.de + words, what.en + words}, std::move(where)};
}

bool concerns_certificates(CURLcode code)
{
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
           code == CURLE_SSL_CERTPROBLEM;
}

std::optional<Error> refusal_of_us(const Dialogue& dialogue, const std::string& where)
{
    const auto refused = [&](Step step) {
        const auto reply = dialogue.reply(step);
        return reply && reply->is_final();
    };
    const Reply last = dialogue.last_reply();
    if (!dialogue.reply(Step::data) && wants_login(last))
        return fault({"Der Mailserver verlangt eine Anmeldung", "The mail server wants a login"},
                     last, where);
    if (refused(Step::greeting))
        return fault({"Der Mailserver nimmt von diesem Rechner nichts an",
                      "The mail server accepts nothing from this machine"},
                     *dialogue.reply(Step::greeting), where);
    if (refused(Step::hello))
        return fault({"Der Mailserver lehnt den Rechnernamen im EHLO ab",
                      "The mail server refuses the host name in EHLO"},
                     *dialogue.reply(Step::hello), where);
    if (refused(Step::sender) && !is_too_large(*dialogue.reply(Step::sender)))
        return fault({"Der Mailserver lehnt die Absenderadresse ab",
                      "The mail server refuses the sender's address"},
                     *dialogue.reply(Step::sender), where);
    return std::nullopt;
}

} // namespace

std::string relay_of(const MailRequest& request)
{
    const bool is_ipv6 = request.host.find(':') != std::string::npos;
    return fmt::format("{}://{}:{}",
                       request.security == MailRequest::Security::tls ? "smtps" : "smtp",
                       is_ipv6 ? "[" + request.host + "]" : request.host, request.port);
}

std::string url_of(const MailRequest& request)
{
    return relay_of(request) + "/" + request.hello;
}

std::optional<Error> fault_of(const MailRequest& request)
{
    const auto bad = [&](Text what) {
        return Error{Remedy::mend, std::move(what), relay_of(request)};
    };
    if (has_bare_line_end(request.message))
        return bad({"Die Nachricht enthält einzelne CR oder LF und wird nicht verschickt",
                    "The message contains bare CR or LF and is not sent"});
    if (!request.message.ends_with("\r\n"))
        return bad({"Die Nachricht endet nicht mit CR LF und wird nicht verschickt",
                    "The message does not end with CR LF and is not sent"});
    if (!request.sender.empty() && !is_address(request.sender))
        return bad(say("„{}“ ist keine Absenderadresse", "'{}' is not a sender's address",
                       request.sender));
    if (request.host.empty() || !is_host_name(request.host))
        return bad(say("„{}“ ist kein Rechnername", "'{}' is not a host name", request.host));
    if (!is_host_name(request.hello))
        return bad(say("„{}“ ist kein Rechnername für EHLO", "'{}' is not a host name for EHLO",
                       request.hello));
    if (request.security == MailRequest::Security::none && !request.user.empty())
        return bad({"Ein Kennwort wird nie unverschlüsselt übertragen; nötig ist STARTTLS oder TLS",
                    "A password is never sent unencrypted; STARTTLS or TLS is needed"});
    return std::nullopt;
}

std::optional<Error> fault_of(CURLcode code, const Dialogue& dialogue, std::string_view detail,
                              const std::string& where)
{
    if (concerns_certificates(code)) return trouble(code, detail, where);
    if (dialogue.last_reply().is_temporary()) return std::nullopt;
    if (code == CURLE_USE_SSL_FAILED) return trouble(code, detail, where);
    if (code == CURLE_LOGIN_DENIED)
        return fault(trouble(code, detail, where).what, dialogue.last_reply(), where);
    return refusal_of_us(dialogue, where);
}

std::vector<std::string> reachable(const std::vector<std::string>& recipients)
{
    std::vector<std::string> result;
    std::copy_if(recipients.begin(), recipients.end(), std::back_inserter(result), is_address);
    return result;
}

std::vector<Delivery> with_unreachable(const std::vector<std::string>& recipients,
                                       std::vector<Delivery> reached)
{
    std::vector<Delivery> result;
    auto next = reached.begin();
    for (const auto& recipient : recipients) {
        if (is_address(recipient))
            result.push_back(std::move(*next++));
        else
            result.push_back({recipient, Delivery::Outcome::refused, 0,
                              "Keine gültige Adresse / Not a valid address"});
    }
    return result;
}

} // namespace tuermer
