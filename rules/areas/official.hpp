// SPDX-License-Identifier: EUPL-1.2
// What the digits of an official key say by themselves, so that a city that writes no areas file
// loses nothing. Amtlicher Gemeindeschlüssel (AGS): 2 digits Land, 3 Regierungsbezirk, 5 Kreis,
// 8 Gemeinde; Amtlicher Regionalschlüssel (ARS): 9 Gemeindeverband, 12 Gemeinde (Destatis,
// Gemeindeverzeichnis).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

// 2, 3, 5, 8, 9 or 12 digits that begin with a Land, 01 to 16.
bool is_official_key(std::string_view code);

// The next shorter key it begins with: of "03153005" this is "03153", then "031", then "03". Empty
// for a Land and for other codes. A third digit of 0 means that the Land has no Regierungsbezirke.
std::string_view official_parent(std::string_view code);

// "land", "regierungsbezirk", "kreis", "gemeindeverband", "gemeinde"; empty for other codes.
std::string_view kind_by_digits(std::string_view code);

// Kinds that rules may name without any file: those above, the wider words "bezirk" and "verband",
// and the two kinds of Kreise, "kreisfreie_stadt" and "landkreis".
std::vector<std::string> official_kinds();

// Whether an area of this kind is one of the wanted kind: a "landkreis" is a "kreis".
bool is_kind(std::string_view kind, std::string_view wanted);

} // namespace tuermer
