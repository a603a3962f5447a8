// SPDX-License-Identifier: EUPL-1.2
// tuermer.toml: who and where this installation is, where it stores, how it sends.
#include "config/reading.hpp"

#include "rules/base/numbers.hpp"

#include <algorithm>
#include <array>

namespace tuermer::config {

namespace fs = std::filesystem;

namespace {

// The first two digits of every AGS name the Land; the second column is its usual abbreviation.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> laender{{{"01", "SH"},
                                                                                 {"02", "HH"},
                                                                                 {"03", "NI"},
                                                                                 {"04", "HB"},
                                                                                 {"05", "NW"},
                                                                                 {"06", "HE"},
                                                                                 {"07", "RP"},
                                                                                 {"08", "BW"},
                                                                                 {"09", "BY"},
                                                                                 {"10", "SL"},
                                                                                 {"11", "BE"},
                                                                                 {"12", "BB"},
                                                                                 {"13", "MV"},
                                                                                 {"14", "SN"},
                                                                                 {"15", "ST"},
                                                                                 {"16", "TH"}}};

bool only_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string land_of(std::string_view area)
{
    for (const auto& [digits, land] : laender)
        if (area.substr(0, 2) == digits) return std::string(land);
    return {};
}

std::string read_area(Settings& table)
{
    auto area = table.need_text("area");
    const auto length = area.size();
    const auto lengths = {2U, 3U, 5U, 8U, 9U, 12U}; // Land, Bezirk, Kreis, Gemeinde; ARS
    const bool usual = std::find(lengths.begin(), lengths.end(), length) != lengths.end();
    if (area.empty() || (only_digits(area) && usual && !land_of(area).empty())) return area;
    table.wrong(
        "area",
        say("'area' ist \"{}\"; ein Amtlicher Gemeindeschlüssel hat 2, 3, 5, 8, 9 "
            "oder 12 Ziffern und beginnt mit der Nummer des Landes. Fehlt die führende Null?",
            "'area' is \"{}\"; an official municipality key (AGS) has 2, 3, 5, 8, 9 "
            "or 12 digits and begins with the Land's number. Is its leading zero missing?",
            area));
    return area;
}

std::string read_land(Settings& table, std::string_view area)
{
    std::vector<std::string> known;
    for (const auto& [digits, land] : laender) known.emplace_back(land);
    const auto expected = land_of(area);
    const auto land = table.one_of("land", known);
    if (land && !expected.empty() && *land != expected)
        table.wrong("land", say("'land' ist {}, aber das Gebiet {} liegt in {}",
                                "'land' is {}, but the area {} lies in {}", *land, area, expected));
    return land.value_or(expected);
}

std::string read_time_zone(Settings& table)
{
    const auto zone = table.text("time_zone").value_or("Europe/Berlin");
    const bool shaped =
        !zone.empty() && zone.front() != '/' && std::all_of(zone.begin(), zone.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   std::string_view("/_+-").find(c) != std::string_view::npos;
        });
    const fs::path database = "/usr/share/zoneinfo";
    std::error_code ignored;
    if (shaped && (!fs::exists(database, ignored) || fs::is_regular_file(database / zone, ignored)))
        return zone;
    table.wrong("time_zone",
                {"'time_zone' ist keine Zeitzone; gemeint ist ein Name wie \"Europe/Berlin\"",
                 "'time_zone' is not a time zone; a name like \"Europe/Berlin\" is meant"});
    return "Europe/Berlin";
}

void read_place_and_people(Settings& file, Reading& reading)
{
    static const Table empty; // so that every required key is missed by name
    auto table = file.table("installation");
    if (!table) table.emplace(empty, file.place(), "installation", file.mistakes());
    auto& installation = reading.config.installation;
    installation.name = need_words(*table, "name", TextRole::area_name, reading);
    installation.area = read_area(*table);
    reading.own_area = table->place_of("area");
    installation.land = read_land(*table, installation.area);
    installation.language = chosen<Language>(
        *table, "language", {{"de", Language::de}, {"en", Language::en}}, Language::de);
    installation.time_zone = read_time_zone(*table);
    installation.statistics_office =
        chosen<bool>(*table, "mode", {{"fachamt", false}, {"statistikstelle", true}}, false);
    installation.tenant = table->text("tenant").value_or("default");
    if (installation.tenant.empty())
        table->wrong("tenant", {"'tenant' ist leer", "'tenant' is empty"});
    table->finish();
}

void read_store(Settings& file, const fs::path& directory, Process& process)
{
    auto table = file.table("store");
    if (!table) return;
    process.store = table->text("url").value_or(process.store);
    const std::string_view url = process.store;
    if (url.starts_with("postgres"))
        table->wrong(
            "url",
            {"PostgreSQL kommt mit einer späteren Fassung; hier gehört \"sqlite:tuermer.db\" hin",
             "PostgreSQL comes with a later version; \"sqlite:tuermer.db\" belongs here"});
    else if (!url.starts_with("sqlite:") || url == "sqlite:")
        table->wrong("url", say("'url' ist \"{}\"; hier gehört \"sqlite:\" und ein Dateiname hin",
                                "'url' is \"{}\"; \"sqlite:\" and a file name belong here", url));
    if (const auto state = table->text("state"))
        process.state = (directory / *state).lexically_normal(); // an absolute one stays as it is
    table->finish();
}

// "Türmer <tuermer@kreis.example>" or the bare address.
bool is_sender(std::string_view text)
{
    const auto opening = text.find('<');
    if (opening == std::string_view::npos) return is_mail_address(text);
    const auto printable = [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != 0x7F; };
    return text.back() == '>' && std::all_of(text.begin(), text.end(), printable) &&
           is_mail_address(text.substr(opening + 1, text.size() - opening - 2));
}

// Mail in plain text is possible for a relay on the same machine, but never by accident.
void read_security(Settings& table, MailRelay& mail)
{
    mail.security = table.one_of("security", {"starttls", "tls", "none"}).value_or("starttls");
    const bool accepted = table.flag("i_accept_plain_text").value_or(false);
    if (mail.security == "none" && !accepted)
        table.wrong("security",
                    {"ohne Verschlüsselung gehen Mails und Passwort offen durchs Netz; wenn das "
                     "gewollt ist, gehört i_accept_plain_text = true daneben",
                     "without encryption, mails and password travel openly; if that is intended, "
                     "i_accept_plain_text = true belongs beside it"});
    const int usual = mail.security == "tls" ? 465 : mail.security == "none" ? 25 : 587;
    mail.port = static_cast<int>(table.integer("port", {.min = 1, .max = 65535}).value_or(usual));
}

void read_login(Settings& table, MailRelay& mail)
{
    mail.user = table.text("user").value_or("");
    mail.password_credential = table.text("password_credential").value_or("");
    if (mail.user.empty() != mail.password_credential.empty())
        table.wrong(mail.user.empty() ? "password_credential" : "user",
                    {"'user' und 'password_credential' gehören zusammen; eines davon fehlt",
                     "'user' and 'password_credential' belong together; one of them is missing"});
    if (table.has("password"))
        table.wrong("password",
                    {"Passwörter stehen nicht in dieser Datei; 'password_credential' nennt ein "
                     "systemd-Credential oder eine Datei, die nur Türmer lesen darf",
                     "passwords do not stand in this file; 'password_credential' names a "
                     "systemd credential or a file that only Türmer may read"});
    table.refused("password");
}

void read_mail(Settings& file, MailRelay& mail)
{
    auto table = file.table("mail");
    if (!table) return;
    const auto uses_relay = {"port", "security", "user", "password_credential", "ca_file"};
    const bool needs_host = std::any_of(uses_relay.begin(), uses_relay.end(),
                                        [&](std::string_view key) { return table->has(key); });
    mail.host = needs_host ? table->need_text("host") : table->text("host").value_or("");
    mail.from = table->need_text("from");
    if (!mail.from.empty() && !is_sender(mail.from))
        table->wrong(
            "from",
            {"'from' ist keine Absenderadresse; gemeint ist \"Türmer <tuermer@kreis.example>\"",
             "'from' is not a sender's address; \"Türmer <tuermer@kreis.example>\" is meant"});
    read_security(*table, mail);
    read_login(*table, mail);
    mail.ca_file = table->text("ca_file").value_or("");
    table->finish();
}

void read_delivery(Settings& file, Process& process)
{
    auto table = file.table("delivery");
    if (!table) return;
    if (const auto spool = table->text("spool")) process.spool = *spool;
    process.send_history = table->flag("send_history").value_or(false);
    table->finish();
}

// "256 MB": whole numbers of kB, MB or GB, each 1024 times the one before.
std::optional<std::uint64_t> parse_size(std::string_view text)
{
    const auto gap = text.find(' ');
    const auto count = parse_integer(text.substr(0, gap));
    if (!count || *count < 1 || *count > 1024 || gap == std::string_view::npos) return std::nullopt;
    const auto unit = text.substr(gap + 1);
    const unsigned shift = unit == "kB" ? 10 : unit == "MB" ? 20 : unit == "GB" ? 30 : 0;
    if (shift == 0) return std::nullopt;
    return static_cast<std::uint64_t>(*count) << shift;
}

// "10 y", "18 m", "90 d": whole years, months or days.
std::optional<std::chrono::days> parse_keep(std::string_view text)
{
    const auto gap = text.find(' ');
    const auto count = parse_integer(text.substr(0, gap));
    if (!count || *count < 1 || *count > 36'500 || gap == std::string_view::npos)
        return std::nullopt;
    const auto unit = text.substr(gap + 1);
    if (unit == "y") return std::chrono::ceil<std::chrono::days>(std::chrono::years(*count));
    if (unit == "m") return std::chrono::ceil<std::chrono::days>(std::chrono::months(*count));
    if (unit == "d") return std::chrono::days(*count);
    return std::nullopt;
}

// Not shorter than a month: what was just received is perhaps not yet in the store.
void read_archive(Settings& file, Process& process)
{
    constexpr std::chrono::days shortest_keep(30);
    auto table = file.table("archive");
    if (!table) return;
    if (const auto written = table->text("keep")) {
        process.archive_keep = parse_keep(*written);
        if (!process.archive_keep || *process.archive_keep < shortest_keep)
            table->wrong("keep",
                         {"'keep' ist keine Aufbewahrungsfrist; gemeint ist \"10 y\" (Jahre), "
                          "\"18 m\" (Monate) oder \"90 d\" (Tage), mindestens 30 Tage",
                          "'keep' is not a retention period; \"10 y\" (years), \"18 m\" (months) "
                          "or \"90 d\" (days) is meant, at least 30 days"});
    }
    table->finish();
}

HostLimits read_host_limits(Settings& table, HostLimits usual)
{
    constexpr std::chrono::seconds longest_pause(std::chrono::hours(1));
    constexpr double most_requests = 86'400; // one a second
    if (const auto pause = table.duration("pause")) {
        if (*pause <= longest_pause)
            usual.pause = *pause;
        else
            table.wrong("pause",
                        {"'pause' ist höchstens \"60 min\"", "'pause' is at most \"60 min\""});
    }
    const auto requests = table.integer("requests_per_day", {.min = 1, .max = most_requests});
    if (requests) usual.requests_per_day = static_cast<std::uint32_t>(*requests);
    return usual;
}

void read_hosts(Settings& network, Process& process)
{
    process.host_limits = read_host_limits(network, process.host_limits);
    for (auto& [name, table] : network.named_tables("hosts")) {
        std::string host = name;
        for (char& c : host)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (host.find_first_of("/: ") != std::string::npos)
            table.mistakes().error(table.place(), name,
                                   {"hier steht nur der Name eines Rechners, ohne https:// und "
                                    "ohne Pfad",
                                    "only the name of a host stands here, without https:// and "
                                    "without a path"});
        process.limits_of_hosts[host] = read_host_limits(table, process.host_limits);
        table.finish();
    }
}

void read_network(Settings& file, Process& process)
{
    auto table = file.table("network");
    if (!table) return;
    process.proxy = table->text("proxy").value_or("");
    process.contact = table->text("contact").value_or("");
    if (const auto written = table->text("max_body")) {
        const auto size = parse_size(*written);
        if (!size)
            table->wrong(
                "max_body",
                {"'max_body' ist keine Größe; gemeint ist \"256 MB\" (1 bis 1024 kB, MB oder GB)",
                 "'max_body' is not a size; \"256 MB\" is meant (1 to 1024 kB, MB or GB)"});
        process.max_body_bytes = size.value_or(process.max_body_bytes);
    }
    read_hosts(*table, process);
    table->finish();
}

} // namespace

void read_installation(Settings& file, const fs::path& directory, Reading& reading)
{
    auto& process = reading.config.process;
    read_place_and_people(file, reading);
    read_store(file, directory, process);
    read_mail(file, process.mail);
    read_delivery(file, process);
    read_archive(file, process);
    read_network(file, process);
    file.finish();
}

} // namespace tuermer::config
