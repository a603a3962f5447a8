// SPDX-License-Identifier: EUPL-1.2
#include "daemon/present/message.hpp"

#include "rules/base/digest.hpp"

#include <algorithm>
#include <gmime/gmime.h>
#include <memory>

namespace tuermer::present {

namespace {

template <class T>
struct Unref {
    void operator()(T* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref<T>>;

void initialise_once()
{
    static const bool initialised = [] {
        g_mime_init();
        return true;
    }();
    static_cast<void>(initialised);
}

std::string without_brackets(const std::string& id)
{
    if (id.size() > 2 && id.front() == '<' && id.back() == '>') return id.substr(1, id.size() - 2);
    return id;
}

// One line: what stands in a header must not be able to begin another one.
std::string one_line(std::string text)
{
    for (char& byte : text)
        if (static_cast<unsigned char>(byte) < 0x20U) byte = ' ';
    return text;
}

Owned<GMimeObject> text_part(const char* subtype, const std::string& text,
                             const std::string& language)
{
    auto* part = g_mime_text_part_new_with_subtype(subtype);
    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_text_part_set_text(part, text.c_str());
    g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_object_set_header(GMIME_OBJECT(part), "Content-Language", language.c_str(), "utf-8");
    return Owned<GMimeObject>(GMIME_OBJECT(part));
}

Owned<GMimeObject> picture_part(const Picture& picture)
{
    auto* part = g_mime_part_new_with_type("image", "png");
    const Owned<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(picture.png.data(), picture.png.size()));
    const Owned<GMimeDataWrapper> content(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_part_set_content(part, content.get());
    g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_disposition(GMIME_OBJECT(part), "inline");
    g_mime_part_set_content_id(part, picture.content_id.c_str());
    g_mime_part_set_filename(part, picture.file_name.c_str());
    return Owned<GMimeObject>(GMIME_OBJECT(part));
}

Owned<GMimeObject> multipart(const char* subtype, const std::string& boundary,
                             std::vector<Owned<GMimeObject>> parts)
{
    auto* whole = g_mime_multipart_new_with_subtype(subtype);
    g_mime_multipart_set_boundary(whole, boundary.c_str());
    for (const auto& part : parts) g_mime_multipart_add(whole, part.get());
    return Owned<GMimeObject>(GMIME_OBJECT(whole));
}

Owned<GMimeObject> html_with_pictures(const Letter& letter, const std::string& html,
                                      const std::string& seed, const std::string& language)
{
    std::vector<Owned<GMimeObject>> parts;
    parts.push_back(text_part("html", html, language));
    for (const auto& account : letter.accounts)
        if (account.picture && !account.picture->png.empty())
            parts.push_back(picture_part(*account.picture));
    if (parts.size() == 1) return std::move(parts.front());
    auto related = multipart("related", "=_related_" + seed, std::move(parts));
    g_mime_object_set_content_type_parameter(related.get(), "type", "text/html");
    return related;
}

// An address ends where its line ends: what follows a line break is none.
std::string first_line(const std::string& text)
{
    const auto end = std::ranges::find_if(
        text, [](char byte) { return static_cast<unsigned char>(byte) < 0x20U; });
    return {text.begin(), end};
}

void add_addresses(InternetAddressList* list, const std::string& text)
{
    const Owned<InternetAddressList> parsed(
        internet_address_list_parse(nullptr, first_line(text).c_str()));
    if (!parsed) return;
    for (int i = 0; i < internet_address_list_length(parsed.get()); ++i) {
        auto* address = internet_address_list_get_address(parsed.get(), i);
        internet_address_set_charset(address, "utf-8");
        internet_address_list_add(list, address);
    }
}

void set_date(GMimeMessage* message, const Envelope& envelope)
{
    using Zone = std::unique_ptr<GTimeZone, decltype(&g_time_zone_unref)>;
    using Moment = std::unique_ptr<GDateTime, decltype(&g_date_time_unref)>;
    const Zone zone(g_time_zone_new_offset(envelope.offset_seconds), &g_time_zone_unref);
    const Moment utc(g_date_time_new_from_unix_utc(envelope.date.time_since_epoch().count()),
                     &g_date_time_unref);
    const Moment local(g_date_time_to_timezone(utc.get(), zone.get()), &g_date_time_unref);
    g_mime_message_set_date(message, local.get());
}

Owned<GMimeMessage> addressed(const Letter& letter, const Envelope& envelope)
{
    Owned<GMimeMessage> message(g_mime_message_new(TRUE));
    add_addresses(g_mime_message_get_from(message.get()), envelope.from);
    for (const auto& to : envelope.to) add_addresses(g_mime_message_get_to(message.get()), to);
    g_mime_message_set_subject(message.get(), one_line(letter.subject).c_str(), "utf-8");
    set_date(message.get(), envelope);
    g_mime_message_set_message_id(message.get(), without_brackets(envelope.message_id).c_str());
    auto* object = GMIME_OBJECT(message.get());
    const auto append = [object](const char* name, const std::string& value) {
        g_mime_object_append_header(object, name, one_line(value).c_str(), "utf-8");
    };
    if (!envelope.thread.empty()) {
        append("In-Reply-To", envelope.thread);
        append("References", envelope.thread);
    }
    append("Auto-Submitted", "auto-generated"); // RFC 3834: no automatic answers, please
    for (const auto& [name, value] : envelope.headers) append(name.c_str(), value);
    return message;
}

std::string bytes_of(GMimeMessage* message)
{
    using Options = std::unique_ptr<GMimeFormatOptions, decltype(&g_mime_format_options_free)>;
    const Options options(g_mime_format_options_new(), &g_mime_format_options_free);
    g_mime_format_options_set_newline_format(options.get(), GMIME_NEWLINE_FORMAT_DOS);
    const Owned<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(GMIME_OBJECT(message), options.get(), stream.get());
    const auto* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    const auto* first = static_cast<const void*>(array->data);
    return {static_cast<const char*>(first), array->len};
}

} // namespace

std::string message_id(std::string_view kind, const std::vector<std::string>& parts,
                       std::string_view recipient, std::string_view domain)
{
    std::string joined;
    for (const auto& part : parts) joined += part + "\n";
    return fmt::format("<{}@{}>", identity({kind, joined, recipient}), domain);
}

Composed pack(const Letter& letter, const Envelope& envelope)
{
    initialise_once();
    Composed composed{.message_id = envelope.message_id,
                      .subject = letter.subject,
                      .bytes = {},
                      .text = lay_out_text(letter),
                      .html = lay_out_html(letter)};
    const std::string language = letter.language == Language::de ? "de" : "en";
    const auto seed = identity({"boundary", envelope.message_id});
    std::vector<Owned<GMimeObject>> parts;
    parts.push_back(text_part("plain", composed.text, language));
    parts.push_back(html_with_pictures(letter, composed.html, seed, language));
    const auto body = multipart("alternative", "=_alternative_" + seed, std::move(parts));
    const auto message = addressed(letter, envelope);
    g_mime_message_set_mime_part(message.get(), body.get());
    composed.bytes = bytes_of(message.get());
    return composed;
}

} // namespace tuermer::present
