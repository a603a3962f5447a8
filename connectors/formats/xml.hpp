// SPDX-License-Identifier: EUPL-1.2
// XML as a stream of elements, piece by piece as it is unpacked. The only home of expat. Documents
// that declare entities are refused (no service needs them, bombs do), external ones are never
// fetched.
#pragma once

#include "rules/base/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace tuermer {

// The attributes of one element, as the parser holds them.
class XmlAttributes {
public:
    explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
    // By its name as written, prefix and all; "" where there is none.
    std::string_view operator[](std::string_view name) const;
    // Each attribute: body(name, value).
    template <class Body>
    void each(Body body) const
    {
        for (auto at = pairs_; *at != nullptr; at += 2)
            body(std::string_view{at[0]}, std::string_view{at[1]});
    }

private:
    const char* const* pairs_; // name, value, …, nullptr
};

// Names as written, with their prefix. Text comes in pieces.
class XmlListener {
public:
    virtual ~XmlListener() = default;
    virtual void begin(std::string_view name, XmlAttributes attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0;
    // Asked after each piece: a reason to stop, for limits of the listener's own.
    virtual std::optional<Error> refusal() { return std::nullopt; }
};

std::string_view local_name(std::string_view name); // "x:row" → "row"

class XmlStream {
public:
    static constexpr std::uint32_t most_depth = 256; // elements within each other

    explicit XmlStream(XmlListener& listener);
    ~XmlStream();
    XmlStream(const XmlStream&) = delete;
    XmlStream& operator=(const XmlStream&) = delete;

    // An error names the line; a document that breaks off is Remedy::retry at `finish`.
    Result<> feed(std::string_view piece);
    Result<> finish();

    struct Inside; // expat's parser and what its calls need

private:
    Result<> parse(std::string_view piece, bool last);
    std::unique_ptr<Inside> inside_;
};

// The whole document at once.
Result<> read_xml(std::string_view document, XmlListener& listener);

} // namespace tuermer
