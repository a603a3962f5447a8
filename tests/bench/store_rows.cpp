// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/store_rows.hpp"

#include "daemon/store/sqlite.hpp"
#include "daemon/store/store.hpp"
#include "tests/bench/measure.hpp"

#include <array>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdexcept>
#include <unistd.h>

namespace tuermer::bench {

namespace {

namespace fs = std::filesystem;

constexpr int runs = 5;
constexpr std::uint32_t municipalities = 11'000;
constexpr int month_measures = 24;                     // 264,000 cells
constexpr int start_measures = 38, start_months = 240; // 100,320,000 cells

template <class Value>
Value sure(Result<Value> result)
{
    if (!result) throw std::runtime_error(describe(result.error(), Language::en));
    if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

std::vector<MeasureShape> shapes_of(int measures)
{
    std::vector<MeasureShape> shapes;
    for (int i = 0; i < measures; ++i)
        shapes.push_back({fmt::format("measure_{}", i),
                          parse_unit("persons").value(),
                          {"area"},
                          Frequency::month,
                          "nation"});
    return shapes;
}

// Persons per municipality, some withheld, as publishers have them.
Cell figure_of(std::uint32_t area, int measure, int month)
{
    const auto mixed =
        (area * 2654435761U) ^ (static_cast<std::uint32_t>(measure * 977 + month) * 40503U);
    if (mixed % 50 == 0) return {0, Missing::withheld};
    return {static_cast<double>(area % 700 + mixed / 7 % 200), Missing::none};
}

// A national publisher: one release a month, and a store that takes it in.
class Nation {
public:
    Nation(const std::string& file, int measures)
        : shapes_(shapes_of(measures)),
          graph_(std::move(Graph::build(shapes_, {}).value())),
          store_(sure(open_sqlite_store(file, "nation")))
    {
        release_ = {"nation", {}, false, {}};
        for (const auto& shape : shapes_) {
            MeasureBlock block{shape.name, KeyTable(shape.dimensions), {}};
            for (std::uint32_t area = 0; area < municipalities; ++area)
                block.observations.push_back(
                    {block.keys.row({fmt::format("{:08}", area)}), {}, {}});
            release_.blocks.push_back(std::move(block));
        }
    }

    void print(int month)
    {
        const auto day = Instant{} + std::chrono::hours(24 * 30 * month);
        release_.vintage = {day, day, "digest", "https://example.org"};
        for (std::size_t measure = 0; measure < release_.blocks.size(); ++measure)
            for (auto& seen : release_.blocks[measure].observations)
                seen = {seen.row, Period::month(2005, 1) + month,
                        figure_of(seen.row, static_cast<int>(measure), month)};
    }
    void absorb()
    {
        outcome_ = {"nation", release_.vintage, sure(graph_.absorb(release_)), {}, {}, {}};
    }
    void commit()
    {
        ReleaseRecord record;
        record.outcome = &outcome_;
        record.graph = &graph_;
        record.source.source = "nation";
        sure(store_->commit(record, release_.vintage.retrieved));
    }

private:
    std::vector<MeasureShape> shapes_;
    Graph graph_;
    std::unique_ptr<Store> store_;
    Release release_;
    Outcome outcome_;
};

class File {
public:
    File(const fs::path& path, int flags) : number_(::open(path.c_str(), flags, 0600)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { ::close(number_); }
    int number() const { return number_; }

private:
    int number_;
};

void write_durably(const fs::path& path, const std::string& bytes)
{
    const File file(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (::write(file.number(), bytes.data(), bytes.size()) < 0 || ::fsync(file.number()) != 0)
        throw std::runtime_error("the disk refuses");
}

void read_through(const fs::path& path)
{
    const File file(path, O_RDONLY);
    ::posix_fadvise(file.number(), 0, 0, POSIX_FADV_SEQUENTIAL);
    std::vector<char> buffer(std::size_t{1} << 20U);
    while (::read(file.number(), buffer.data(), buffer.size()) > 0) {
    }
}

// So that the next to read it waits for the disk: what is on disk already is dropped from memory.
void forget(const fs::path& path)
{
    const File file(path, O_RDONLY);
    ::fsync(file.number());
    ::posix_fadvise(file.number(), 0, 0, POSIX_FADV_DONTNEED);
}

// What a release's cells take as they lie in the store.
std::size_t bytes_per_release(const fs::path& file)
{
    auto database = sure(sqlite::Database::open(file.string()));
    auto row = database.query("SELECT sum(length(cells)) / count(DISTINCT vintage) FROM sheet");
    return row.next() ? static_cast<std::size_t>(row.integer(0)) : 0;
}

void measure_months(const fs::path& folder, Results& results)
{
    constexpr int before = 12;
    const auto file = folder / "month.db";
    std::vector<double> whole, committing, writing, processor;
    {
        Nation nation(file, month_measures);
        for (int month = 0; month < before + runs; ++month) {
            nation.print(month);
            double absorbed = 0, committed = 0;
            const auto worked = processor_time([&] {
                absorbed = wall_time([&] { nation.absorb(); });
                committed = wall_time([&] { nation.commit(); });
            });
            if (month < before) continue;
            whole.push_back(absorbed + committed);
            committing.push_back(committed);
            processor.push_back(worked);
        }
    }
    const std::string bytes(bytes_per_release(file), 'x');
    for (int run = 0; run < runs; ++run)
        writing.push_back(wall_time([&] { write_durably(folder / "plain", bytes); }));
    const auto cells = month_measures * municipalities;
    const auto peer = fmt::format("write and fsync of the same {:.1f} MB",
                                  static_cast<double>(bytes.size()) / 1e6);
    results.rows.push_back({fmt::format("a national month ({} cells): durable commit alone", cells),
                            peer, "ms", median(committing), median(writing), std::nullopt});
    results.rows.push_back(
        {fmt::format("a national month ({} cells): absorbed and committed, at most 4 × as long",
                     cells),
         peer, "ms", median(whole), median(writing), Goal{Goal::Of::ratio, 0.25}});
    results.notes.push_back(fmt::format("National month: wall time, the disk included; processor "
                                        "time to absorb and commit it: {:.1f} ms.",
                                        median(processor)));
}

double known_cells(const Graph& graph)
{
    double cells = 0;
    for (PanelId id = 0; id < graph.measures().size(); ++id)
        cells += static_cast<double>(graph.panel(id).rows()) * graph.panel(id).columns();
    return cells;
}

// Opened, read, and every measure in its panel, as the daemon starts.
double start(const fs::path& file)
{
    auto graph = std::move(Graph::build(shapes_of(start_measures), {}).value());
    const auto store = sure(open_sqlite_store(file.string(), "nation"));
    sure(store->load(graph.measures(), std::nullopt,
                     [&](Panel measure) { return graph.adopt(std::move(measure)); }));
    return known_cells(graph);
}

void measure_starts(const fs::path& folder, Results& results)
{
    const auto file = folder / "start.db";
    {
        Nation nation(file, start_measures);
        for (int month = 0; month < start_months; ++month) {
            nation.print(month);
            nation.absorb();
            nation.commit();
        }
    }
    std::vector<double> starting, processor, reading;
    double cells = 0;
    for (int run = 0; run < runs; ++run) {
        forget(file);
        reading.push_back(wall_time([&] { read_through(file); }));
        forget(file);
        processor.push_back(
            processor_time([&] { starting.push_back(wall_time([&] { cells = start(file); })); }));
    }
    results.rows.push_back({fmt::format("cold start with {:.3g} cells, at most 3 × as long", cells),
                            fmt::format("sequential read of the file ({:.0f} MB)",
                                        static_cast<double>(fs::file_size(file)) / 1e6),
                            "ms", median(starting), median(reading),
                            Goal{Goal::Of::ratio, 1.0 / 3}});
    results.notes.push_back(fmt::format("Cold start: wall time; before each reading, ours and the "
                                        "peer's, the file was dropped from "
                                        "the system's cache (posix_fadvise); the database was "
                                        "written by the store, month by month. Every figure is "
                                        "in its panel at the end; no indicator is computed. "
                                        "Processor time of all threads: {:.0f} ms.",
                                        median(processor)));
}

Results in_own_folder(const fs::path& folder, void (*measure)(const fs::path&, Results&))
{
    Results results;
    const auto own = folder / fmt::format("store-{}", ::getpid());
    fs::create_directories(own);
    measure(own, results);
    fs::remove_all(own);
    return results;
}

} // namespace

Results month_rows(const fs::path& folder)
{
    return in_own_folder(folder, &measure_months);
}

Results start_rows(const fs::path& folder)
{
    return in_own_folder(folder, &measure_starts);
}

} // namespace tuermer::bench
