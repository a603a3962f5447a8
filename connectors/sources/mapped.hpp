// SPDX-License-Identifier: EUPL-1.2
// What every kind of source has besides its way to fetch: a reader for the bytes, fixed or found
// out anew for each document, and a mapping for the table.
#pragma once

#include "connectors/sources/mapping.hpp"

#include <memory>
#include <string>

namespace tuermer {

struct NamedReader {
    std::string name; // as told; empty: found out anew for each document
    std::unique_ptr<Reader> reader;
};
// `format = { kind = "csv", … }`; left out: found out.
NamedReader read_format(Settings& settings);

class MappedConnector : public Connector {
public:
    MappedConnector(Mapping mapping, NamedReader format);

    // A document may be several answers packed as one (connectors/sources/parts.hpp).
    Result<Understood> understand(const Document& document) const override;
    Result<Understood> inspect(const Document& document) const override;

protected:
    // What a kind demands of a document before it is read.
    virtual Result<> acceptable(const Document& document) const;
    // Where the mapping leaves the period to the document's address.
    virtual std::optional<Period> period_in_address(const Document& document) const;

private:
    Result<ReadTable> table_of(const Document& document) const;
    Mapping mapping_for(const Document& document) const;
    Result<Understood> mapped(const Document& document, const Vintage& vintage,
                              Strictness strictness) const;
    Result<Understood> read(const Document& document, Strictness strictness) const;

    Mapping mapping_;
    NamedReader format_;
};

} // namespace tuermer
