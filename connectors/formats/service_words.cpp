// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/service_words.hpp"

#include "connectors/formats/labels.hpp"

namespace tuermer {
namespace {

constexpr std::size_t longest_message = 300; // bytes; some send whole stack traces

// The words of a service that sends an error instead, wherever it put them.
std::string own_words(const JsonValue& root)
{
    for (const auto* const name : {"error", "warning", "errors", "message"}) {
        const auto said = root.member(name);
        if (!said) continue;
        if (said->is_string()) return std::string{said->text()};
        const auto inner = said->is_array() && said->size() > 0 ? *said->items().begin() : *said;
        for (const auto* const word : {"label", "message", "title", "detail"})
            if (const auto text = inner.member(word); text && text->is_string())
                return std::string{text->text()};
    }
    return "";
}

} // namespace

std::optional<Error> message_of_service(const JsonValue& root)
{
    const auto words = header_name(own_words(root));
    if (words.empty()) return std::nullopt;
    const auto shown = first_characters(words, longest_message);
    return Error{Remedy::retry,
                 say("Der Dienst schickt statt Zahlen eine Meldung: {}",
                     "The service sends a message instead of figures: {}", shown),
                 ""};
}

} // namespace tuermer
