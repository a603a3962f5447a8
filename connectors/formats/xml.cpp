// SPDX-License-Identifier: EUPL-1.2
// expat 2.5 limits the amplification of entities itself; here none may be declared at all.
#include "connectors/formats/xml.hpp"

#include <algorithm>
#include <cstring>
#include <expat.h>
#include <string>

namespace tuermer {

struct XmlStream::Inside {
    XmlListener* listener = nullptr;
    XML_Parser parser = nullptr;
    std::uint32_t depth = 0;
    bool declares_entities = false, too_deep = false;

    Inside(XmlListener& to, XML_Parser with) : listener(&to), parser(with) {}
    ~Inside() { XML_ParserFree(parser); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
};

namespace {

constexpr std::size_t most_at_once = 1U << 20U; // expat counts in int

XmlStream::Inside& inside(void* data)
{
    return *static_cast<XmlStream::Inside*>(data);
}

void XMLCALL on_begin(void* data, const XML_Char* name, const XML_Char** pairs)
{
    auto& stream = inside(data);
    if (++stream.depth > XmlStream::most_depth) {
        stream.too_deep = true;
        XML_StopParser(stream.parser, XML_FALSE);
        return;
    }
    stream.listener->begin(name, XmlAttributes{pairs});
}

void XMLCALL on_end(void* data, const XML_Char* name)
{
    auto& stream = inside(data);
    --stream.depth;
    stream.listener->end(name);
}

void XMLCALL on_text(void* data, const XML_Char* text, int length)
{
    inside(data).listener->text({text, static_cast<std::size_t>(length)});
}

void XMLCALL on_entity(void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                       const XML_Char*, const XML_Char*, const XML_Char*)
{
    auto& stream = inside(data);
    stream.declares_entities = true;
    XML_StopParser(stream.parser, XML_FALSE);
}

Error xml_error(XML_Parser parser)
{
    const auto code = XML_GetErrorCode(parser);
    const auto line = XML_GetCurrentLineNumber(parser);
    const bool cut_off = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                         code == XML_ERROR_UNCLOSED_CDATA_SECTION;
    if (cut_off)
        return {Remedy::retry,
                say("Das XML bricht in Zeile {} ab; es ist unvollständig.",
                    "The XML breaks off in line {}; it is incomplete.", line),
                ""};
    return {Remedy::mend,
            say("Das XML ist in Zeile {} fehlerhaft ({}).", "The XML is faulty in line {} ({}).",
                line, XML_ErrorString(code)),
            ""};
}

Error refused_declaration()
{
    return {Remedy::mend,
            say("Das XML vereinbart eigene Zeichenfolgen (ENTITY); so etwas braucht keine Tabelle, "
                "und Türmer liest es nicht.",
                "The XML declares entities; no table needs that, and Türmer does not read it."),
            ""};
}

Error refused_depth()
{
    return {Remedy::mend,
            say("Das XML ist tiefer als {} Ebenen geschachtelt; das ist keine Tabelle.",
                "The XML is nested deeper than {} levels; this is no table.",
                XmlStream::most_depth),
            ""};
}

} // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const
{
    for (auto at = pairs_; *at != nullptr; at += 2)
        if (name == at[0]) return at[1];
    return "";
}

std::string_view local_name(std::string_view name)
{
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

XmlStream::XmlStream(XmlListener& listener)
    : inside_(std::make_unique<Inside>(listener, XML_ParserCreate(nullptr)))
{
    XML_SetUserData(inside_->parser, inside_.get());
    XML_SetElementHandler(inside_->parser, on_begin, on_end);
    XML_SetCharacterDataHandler(inside_->parser, on_text);
    XML_SetEntityDeclHandler(inside_->parser, on_entity);
}

XmlStream::~XmlStream() = default;

Result<> XmlStream::parse(std::string_view piece, bool last)
{
    const auto status =
        XML_Parse(inside_->parser, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
    if (inside_->declares_entities) return tl::unexpected(refused_declaration());
    if (inside_->too_deep) return tl::unexpected(refused_depth());
    if (auto refused = inside_->listener->refusal()) return tl::unexpected(std::move(*refused));
    if (status == XML_STATUS_ERROR) return tl::unexpected(xml_error(inside_->parser));
    return {};
}

Result<> XmlStream::feed(std::string_view piece)
{
    while (!piece.empty()) {
        const auto taken = std::min(piece.size(), most_at_once);
        if (auto parsed = parse(piece.substr(0, taken), false); !parsed) return parsed;
        piece.remove_prefix(taken);
    }
    return {};
}

Result<> XmlStream::finish()
{
    return parse({}, true);
}

Result<> read_xml(std::string_view document, XmlListener& listener)
{
    XmlStream stream{listener};
    if (auto fed = stream.feed(document); !fed) return fed;
    return stream.finish();
}

} // namespace tuermer
