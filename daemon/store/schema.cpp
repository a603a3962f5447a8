// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/schema.hpp"

#include <array>

namespace tuermer::sqlite {

namespace {

// Codes, periods and times are text, so that a person can read every table with plain SQL. Figures
// are clustered by measure and period: a new month is appended in one piece, however many areas it
// has.
constexpr const char* first_schema = R"sql(
CREATE TABLE tenant (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE source (
    tenant       INTEGER NOT NULL REFERENCES tenant(id),
    name         TEXT NOT NULL,
    bookmark     TEXT NOT NULL,
    last_attempt TEXT,
    last_success TEXT,
    last_release TEXT,
    failures     INTEGER NOT NULL,
    trouble      TEXT NOT NULL,
    trouble_de   TEXT NOT NULL,
    trouble_en   TEXT NOT NULL,
    PRIMARY KEY (tenant, name)
) STRICT, WITHOUT ROWID;

-- One publication taken in: when and whence the figures under it were learned.
CREATE TABLE vintage (
    id          INTEGER PRIMARY KEY,
    tenant      INTEGER NOT NULL REFERENCES tenant(id),
    source      TEXT NOT NULL,
    known_since TEXT NOT NULL,
    retrieved   TEXT NOT NULL,
    retrieval   TEXT NOT NULL, -- SHA-256 of the archived bytes
    url         TEXT NOT NULL,
    document    TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    attribution TEXT NOT NULL,
    licence     TEXT NOT NULL
) STRICT;

CREATE TABLE period (
    id       INTEGER PRIMARY KEY,
    notation TEXT NOT NULL UNIQUE -- 2024, 2023/24, 2024-H1, 2024-Q3, 2024-07, 2024-W05
) STRICT;

CREATE TABLE measure (
    id     INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant(id),
    name   TEXT NOT NULL,
    UNIQUE (tenant, name)
) STRICT;

CREATE TABLE series (
    id      INTEGER PRIMARY KEY,
    measure INTEGER NOT NULL REFERENCES measure(id),
    key     TEXT NOT NULL, -- area=03153 nationality=foreign
    UNIQUE (measure, key)
) STRICT;

-- One measure's cells of one period as one publication told them; the cells as JSON by series
-- (daemon/store/sheet.hpp). To be read through the views observation and figures_now.
CREATE TABLE sheet (
    id      INTEGER PRIMARY KEY,
    measure INTEGER NOT NULL REFERENCES measure(id),
    period  INTEGER NOT NULL REFERENCES period(id),
    vintage INTEGER NOT NULL REFERENCES vintage(id),
    cells   TEXT NOT NULL CHECK (json_valid(cells)),
    UNIQUE (measure, period, vintage)
) STRICT;

CREATE TABLE alert (
    tenant           INTEGER NOT NULL REFERENCES tenant(id),
    id               TEXT NOT NULL,
    rule             TEXT NOT NULL,
    key              TEXT NOT NULL,
    rule_hash        TEXT NOT NULL,
    phase            TEXT NOT NULL,
    severity         TEXT NOT NULL,
    first            TEXT NOT NULL, -- period of the trajectory's first step
    trajectory       TEXT NOT NULL, -- daemon/store/trajectory.hpp
    episode          TEXT,          -- first firing period
    told             REAL,
    told_provisional INTEGER NOT NULL,
    flaps            INTEGER NOT NULL,
    thread           TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant        INTEGER NOT NULL REFERENCES tenant(id),
    id            TEXT NOT NULL,
    alert         TEXT NOT NULL,
    episode       TEXT NOT NULL,
    rule          TEXT NOT NULL,
    indicator     TEXT NOT NULL,
    key           TEXT NOT NULL,
    transition    TEXT NOT NULL,
    severity      TEXT NOT NULL,
    reach         TEXT NOT NULL,
    source        TEXT NOT NULL,
    period        TEXT NOT NULL,
    recorded      TEXT NOT NULL,
    known_since   TEXT NOT NULL,
    by_revision   INTEGER NOT NULL,
    evidence      TEXT NOT NULL, -- daemon/store/evidence_json.hpp
    UNIQUE (tenant, id)
) STRICT;

CREATE TABLE outbox_message (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant     INTEGER NOT NULL REFERENCES tenant(id),
    message_id TEXT NOT NULL,
    recipient  TEXT NOT NULL,
    channel    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    source     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    created    TEXT NOT NULL,
    bytes      BLOB NOT NULL, -- as sent (RFC 5322)
    UNIQUE (tenant, message_id)
) STRICT;

CREATE TABLE outbox_address (
    message  INTEGER NOT NULL REFERENCES outbox_message(number),
    place    INTEGER NOT NULL,
    address  TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
    attempts INTEGER NOT NULL,
    next_try TEXT NOT NULL,
    code     INTEGER NOT NULL,
    answer   TEXT NOT NULL,
    done     TEXT,
    PRIMARY KEY (message, place),
    UNIQUE (message, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_event (
    message INTEGER NOT NULL REFERENCES outbox_message(number),
    place   INTEGER NOT NULL,
    event   TEXT NOT NULL, -- id
    PRIMARY KEY (message, place)
) STRICT, WITHOUT ROWID;

-- What was learned and what was said stays: a revision is another row.
CREATE TRIGGER sheet_is_never_changed BEFORE UPDATE ON sheet
BEGIN SELECT RAISE(ABORT, 'figures are only ever added'); END;
CREATE TRIGGER sheet_is_never_removed BEFORE DELETE ON sheet
BEGIN SELECT RAISE(ABORT, 'figures are only ever added'); END;
CREATE TRIGGER vintage_is_never_changed BEFORE UPDATE ON vintage
BEGIN SELECT RAISE(ABORT, 'vintages are only ever added'); END;
CREATE TRIGGER vintage_is_never_removed BEFORE DELETE ON vintage
BEGIN SELECT RAISE(ABORT, 'vintages are only ever added'); END;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;

CREATE VIEW observation AS
SELECT t.name AS tenant, m.name AS measure, s.key, p.notation AS period,
       CASE WHEN c.type IN ('integer', 'real') THEN c.value
            WHEN c.type = 'array' AND json_type(c.value, '$[0]') <> 'text' THEN c.value ->> 0
       END AS value,
       CASE WHEN c.type = 'text' THEN c.value
            WHEN c.type = 'array' AND json_type(c.value, '$[0]') = 'text' THEN c.value ->> 0
       END AS sign,
       CASE c.type WHEN 'array' THEN c.value ->> 1 ELSE 'final' END AS status,
       v.known_since, v.source, v.id AS vintage
FROM measure AS m
JOIN tenant AS t ON t.id = m.tenant
JOIN sheet AS o ON o.measure = m.id
JOIN period AS p ON p.id = o.period
JOIN vintage AS v ON v.id = o.vintage
JOIN json_each(o.cells) AS c
JOIN series AS s ON s.id = CAST(c.key AS INTEGER);

CREATE VIEW figures_now AS
SELECT tenant, measure, key, period, value, sign, status, known_since, source
FROM (SELECT *, row_number() OVER (PARTITION BY tenant, measure, key, period
                                   ORDER BY known_since DESC, vintage DESC) AS age
      FROM observation)
WHERE age = 1;
)sql";

// The digest by which a source knows its newest release again; what is due, and what a follow-up
// answers to, is found without reading all that was ever sent; deliveries at a glance.
constexpr const char* second_schema = R"sql(
ALTER TABLE source ADD COLUMN content_digest TEXT NOT NULL DEFAULT '';

CREATE INDEX outbox_due ON outbox_address (next_try) WHERE state = 'waiting';
CREATE INDEX outbox_by_event ON outbox_event (event);
CREATE INDEX event_by_episode ON event (tenant, episode);

CREATE VIEW deliveries AS
SELECT t.name AS tenant, m.created, m.kind, m.source, m.recipient, m.channel, m.subject, a.address,
       a.state, a.attempts, CASE a.state WHEN 'waiting' THEN a.next_try END AS next_try, a.code,
       a.answer, a.done, m.message_id
FROM outbox_message AS m
JOIN tenant AS t ON t.id = m.tenant
JOIN outbox_address AS a ON a.message = m.number
ORDER BY m.number, a.place;
)sql";

// A message's thread is asked of the outbox.
constexpr const char* third_schema = R"sql(
ALTER TABLE alert DROP COLUMN thread;
)sql";

// Sheets may be dense (daemon/store/sheet.hpp): cells by their place within the measure, from
// `first` on. JSON is no longer checked on the way in, which took longer than all the rest; the
// reader takes nothing else, and `tuermer integrity` reads every sheet.
constexpr const char* fourth_schema = R"sql(
DROP VIEW figures_now;
DROP VIEW observation;
DROP TRIGGER sheet_is_never_changed;
DROP TRIGGER sheet_is_never_removed;

ALTER TABLE series ADD COLUMN place INTEGER NOT NULL DEFAULT 0; -- within the measure, from 0
UPDATE series SET place = numbered.place
FROM (SELECT id, row_number() OVER (PARTITION BY measure ORDER BY id) - 1 AS place FROM series)
     AS numbered
WHERE numbered.id = series.id;
CREATE UNIQUE INDEX series_by_place ON series (measure, place);

CREATE TABLE sheet_4 (
    id      INTEGER PRIMARY KEY,
    measure INTEGER NOT NULL REFERENCES measure(id),
    period  INTEGER NOT NULL REFERENCES period(id),
    vintage INTEGER NOT NULL REFERENCES vintage(id),
    first   INTEGER,       -- dense: the place of the first cell
    cells   TEXT NOT NULL, -- JSON
    UNIQUE (measure, period, vintage)
) STRICT;
INSERT INTO sheet_4 SELECT id, measure, period, vintage, NULL, cells FROM sheet;
DROP TABLE sheet;
ALTER TABLE sheet_4 RENAME TO sheet;

CREATE TRIGGER sheet_is_never_changed BEFORE UPDATE ON sheet
BEGIN SELECT RAISE(ABORT, 'figures are only ever added'); END;
CREATE TRIGGER sheet_is_never_removed BEFORE DELETE ON sheet
BEGIN SELECT RAISE(ABORT, 'figures are only ever added'); END;

CREATE VIEW observation AS
SELECT t.name AS tenant, m.name AS measure, s.key, p.notation AS period,
       CASE WHEN c.type IN ('integer', 'real') THEN c.value
            WHEN c.type = 'array' AND json_type(c.value, '$[0]') <> 'text' THEN c.value ->> 0
       END AS value,
       CASE WHEN c.type = 'text' THEN c.value
            WHEN c.type = 'array' AND json_type(c.value, '$[0]') = 'text' THEN c.value ->> 0
       END AS sign,
       CASE c.type WHEN 'array' THEN c.value ->> 1 ELSE 'final' END AS status,
       v.known_since, v.source, v.id AS vintage
FROM measure AS m
JOIN tenant AS t ON t.id = m.tenant
JOIN sheet AS o ON o.measure = m.id
JOIN period AS p ON p.id = o.period
JOIN vintage AS v ON v.id = o.vintage
JOIN json_each(o.cells) AS c
JOIN series AS s ON s.id = CASE WHEN o.first IS NULL THEN CAST(c.key AS INTEGER) ELSE
    (SELECT id FROM series WHERE measure = o.measure AND place = o.first + c.key) END
WHERE c.type <> 'null';

CREATE VIEW figures_now AS
SELECT tenant, measure, key, period, value, sign, status, known_since, source
FROM (SELECT *, row_number() OVER (PARTITION BY tenant, measure, key, period
                                   ORDER BY known_since DESC, vintage DESC) AS age
      FROM observation)
WHERE age = 1;
)sql";

// What people add: whether a signal was worth telling, and what became of their rules.
constexpr const char* fifth_schema = R"sql(
CREATE TABLE feedback (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant  INTEGER NOT NULL REFERENCES tenant(id),
    event   TEXT NOT NULL, -- id, of which it was said
    episode TEXT NOT NULL, -- for which it holds
    rule    TEXT NOT NULL,
    opinion TEXT NOT NULL CHECK (opinion IN ('useful', 'known', 'false-alarm', 'data-error')),
    note    TEXT NOT NULL,
    who     TEXT NOT NULL,
    given   TEXT NOT NULL
) STRICT;

CREATE TABLE rule_version (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant INTEGER NOT NULL REFERENCES tenant(id),
    rule   TEXT NOT NULL,
    hash   TEXT NOT NULL, -- of what decides verdicts
    text   TEXT NOT NULL, -- canonical TOML
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    since  TEXT NOT NULL  -- in force
) STRICT;
)sql";

// Figures in doubt, and what a publication was taken up without (or, of one that was accepted
// later, which columns alone).
constexpr const char* sixth_schema = R"sql(
CREATE TABLE doubt (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant  INTEGER NOT NULL REFERENCES tenant(id),
    vintage INTEGER NOT NULL REFERENCES vintage(id), -- with which it came
    release TEXT NOT NULL, -- id by which people name the delivery
    source  TEXT NOT NULL,
    kind    TEXT NOT NULL, -- copied, jump, layout …
    rule    TEXT NOT NULL,
    measure TEXT NOT NULL,
    period  TEXT,          -- NULL: all of the measure
    figures TEXT NOT NULL, -- digest of what is in doubt
    found   TEXT NOT NULL, -- JSON: sentence, example rows
    since   TEXT NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('told', 'held', 'accepted', 'refused', 'replaced')),
    decided TEXT,
    who     TEXT NOT NULL,
    why     TEXT NOT NULL,
    taken   INTEGER REFERENCES vintage(id) -- under which its figures were taken up
) STRICT;
CREATE INDEX doubt_open ON doubt (tenant, state) WHERE state <> 'told' AND state <> 'replaced';

CREATE TABLE part_taken (
    vintage INTEGER NOT NULL REFERENCES vintage(id),
    part    TEXT NOT NULL CHECK (part IN ('held', 'only')),
    measure TEXT NOT NULL,
    period  TEXT
) STRICT;
CREATE INDEX part_by_vintage ON part_taken (vintage);
)sql";

// What a host was asked in the last day: its budget outlives the process.
constexpr const char* seventh_schema = R"sql(
CREATE TABLE request (
    number INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant(id),
    host   TEXT NOT NULL,
    made   TEXT NOT NULL
) STRICT;
CREATE INDEX request_by_time ON request (tenant, made);
)sql";

constexpr std::array all_migrations{
    Migration{1, first_schema},   Migration{2, second_schema}, Migration{3, third_schema},
    Migration{4, fourth_schema},  Migration{5, fifth_schema},  Migration{6, sixth_schema},
    Migration{7, seventh_schema},
};

Result<std::int64_t> number_of(Database& database, std::string_view sql)
{
    auto query = database.query(sql);
    const auto number = query.next() ? query.integer(0) : 0;
    const auto finished = query.finish();
    if (!finished) return tl::unexpected(finished.error());
    return number;
}

// The version of a schema of ours; 0 for a file that is still empty.
Result<int> version_of(Database& database)
{
    const auto mark = number_of(database, "PRAGMA application_id");
    if (!mark) return tl::unexpected(mark.error());
    const auto version = number_of(database, "PRAGMA user_version");
    if (!version) return tl::unexpected(version.error());
    const auto tables = number_of(database, "SELECT count(*) FROM sqlite_schema");
    if (!tables) return tl::unexpected(tables.error());
    if (*mark == application_id) return static_cast<int>(*version);
    if (*mark == 0 && *version == 0 && *tables == 0) return 0;
    return fail(Remedy::mend,
                say("Das ist eine SQLite-Datenbank, aber keine von Türmer. Bitte einen anderen "
                    "Dateinamen wählen.",
                    "This is an SQLite database, but not one of Türmer's. Please choose another "
                    "file name."),
                database.file());
}

Result<> migrate(Database& database, const Migration& step)
{
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    const auto present = number_of(database, "PRAGMA user_version");
    if (!present) return tl::unexpected(present.error());
    if (*present >= step.version) return {}; // another program was quicker
    const auto done = database.script(fmt::format("{}PRAGMA application_id = {};\n"
                                                  "PRAGMA user_version = {};",
                                                  step.sql, application_id, step.version));
    if (!done) return done;
    return transaction->commit();
}

} // namespace

std::span<const Migration> migrations()
{
    return all_migrations;
}

int newest_version()
{
    return all_migrations.back().version;
}

Result<> bring_up_to_date(Database& database, int version)
{
    const auto present = version_of(database);
    if (!present) return tl::unexpected(present.error());
    if (*present > newest_version())
        return fail(Remedy::mend,
                    say("Die Datenbank hat den Stand {}, dieses Programm kennt nur Stände bis {}. "
                        "Bitte das neuere Türmer installieren, das sie angelegt hat.",
                        "The database has schema version {}, this program knows versions up to {}. "
                        "Please install the newer Türmer that made it.",
                        *present, newest_version()),
                    database.file());
    for (const auto& step : migrations()) {
        if (step.version <= *present || step.version > version) continue;
        const auto done = migrate(database, step);
        if (!done) return done;
    }
    return {};
}

} // namespace tuermer::sqlite
