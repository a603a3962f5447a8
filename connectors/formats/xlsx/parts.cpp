// SPDX-License-Identifier: EUPL-1.2
// Namespaces are passed over: the transitional and the strict kind of XLSX differ in nothing else.
#include "connectors/formats/xlsx/parts.hpp"

#include "connectors/formats/sheets/rich_text.hpp"

#include <charconv>
#include <map>

namespace tuermer::xlsx {
namespace {

using sheets::Shown;

std::uint32_t number(std::string_view text)
{
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool is_true(std::string_view text)
{
    return text == "1" || text == "true" || text == "on";
}

class QuietListener : public XmlListener {
public:
    void end(std::string_view) override {}
    void text(std::string_view) override {}
};

class Relations final : public QuietListener {
public:
    void begin(std::string_view name, XmlAttributes attributes) override
    {
        if (local_name(name) != "Relationship") return;
        const auto type = attributes["Type"];
        const auto kind = std::string{type.substr(type.find_last_of('/') + 1)};
        const auto target = std::string{attributes["Target"]};
        by_id[std::string{attributes["Id"]}] = target;
        by_kind.emplace(kind, target);
    }

    std::map<std::string, std::string, std::less<>> by_id, by_kind;
};

struct NamedSheet {
    std::string name, id;
    bool hidden = false;
};

class WorkbookPart final : public QuietListener {
public:
    void begin(std::string_view name, XmlAttributes attributes) override
    {
        const auto element = local_name(name);
        if (element == "workbookPr" && is_true(attributes["date1904"]))
            date_base = sheets::DateBase::year_1904;
        if (element != "sheet") return;
        std::string id;
        attributes.each([&](std::string_view key, std::string_view value) {
            if (key.find(':') != std::string_view::npos && local_name(key) == "id") id = value;
        });
        const auto state = attributes["state"];
        sheets.push_back(
            {std::string{attributes["name"]}, id, !state.empty() && state != "visible"});
    }

    std::vector<NamedSheet> sheets;
    sheets::DateBase date_base = sheets::DateBase::year_1900;
};

class StylesPart final : public QuietListener {
public:
    void begin(std::string_view name, XmlAttributes attributes) override
    {
        const auto element = local_name(name);
        if (element == "numFmt")
            codes_[number(attributes["numFmtId"])] =
                sheets::shown_by_code(attributes["formatCode"]);
        else if (element == "cellXfs")
            in_cell_styles_ = true;
        else if (element == "xf" && in_cell_styles_)
            styles.push_back(shown(number(attributes["numFmtId"])));
    }
    void end(std::string_view name) override
    {
        if (local_name(name) == "cellXfs") in_cell_styles_ = false;
    }

    std::vector<Shown> styles;

private:
    Shown shown(std::uint32_t id) const
    {
        const auto own = codes_.find(id);
        return own == codes_.end() ? sheets::shown_by_builtin(id) : own->second;
    }

    std::map<std::uint32_t, Shown> codes_;
    bool in_cell_styles_ = false;
};

class StringsPart final : public XmlListener {
public:
    explicit StringsPart(sheets::Workbook& workbook) : workbook_(workbook) {}
    void begin(std::string_view name, XmlAttributes attributes) override
    {
        text_.begin(local_name(name), attributes);
    }
    void end(std::string_view name) override
    {
        const auto element = local_name(name);
        text_.end(element);
        if (element != "si") return;
        const auto text = text_.take();
        const auto begin = workbook_.keep(text);
        strings.push_back({begin, static_cast<std::uint32_t>(text.size())});
    }
    void text(std::string_view piece) override { text_.text(piece); }
    std::optional<Error> refusal() override { return workbook_.refusal(); }

    std::vector<SharedText> strings;

private:
    sheets::Workbook& workbook_;
    RunText text_;
};

// "worksheets/sheet1.xml" beside "xl/workbook.xml", or "/xl/worksheets/sheet1.xml".
std::string resolved(std::string_view folder, std::string_view target)
{
    if (target.starts_with('/')) return std::string{target.substr(1)};
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        const auto parent = folder.substr(0, folder.empty() ? 0 : folder.size() - 1);
        const auto slash = parent.find_last_of('/');
        folder = slash == std::string_view::npos ? "" : parent.substr(0, slash + 1);
    }
    return std::string{folder} + std::string{target};
}

std::string target_of(const Relations& relations, std::string_view folder, const char* kind)
{
    const auto found = relations.by_kind.find(kind);
    return found == relations.by_kind.end() ? "" : resolved(folder, found->second);
}

} // namespace

Result<> read_part(const ZipArchive& archive, const std::string& path, XmlListener& listener)
{
    const auto* const member = archive.find(path);
    if (member == nullptr)
        return fail(Remedy::mend,
                    say("In der Arbeitsmappe fehlt der Teil „{}“; sie ist beschädigt.",
                        "The workbook lacks its part '{}'; it is damaged.", path));
    XmlStream stream{listener};
    const auto feed = [&](std::string_view piece) { return stream.feed(piece); };
    auto read = archive.unpack(*member, feed);
    if (read) read = stream.finish();
    if (!read && read.error().where.empty()) read.error().where = path;
    return read;
}

void RunText::begin(std::string_view element, XmlAttributes attributes)
{
    if (element == "rPh") ++phonetic_;
    if (element == "r") raised_ = false;
    if (element == "vertAlign") raised_ = attributes["val"] == "superscript";
    if (element == "t") inside_ = phonetic_ == 0;
}

void RunText::end(std::string_view element)
{
    if (element == "rPh") --phonetic_;
    if (element != "t") return;
    whole_ += raised_ ? sheets::raised(run_) : run_;
    run_.clear();
    inside_ = false;
}

std::string RunText::take()
{
    auto text = sheets::unescaped(std::move(whole_));
    *this = {};
    return text;
}

Result<Parts> read_parts(const ZipArchive& archive)
{
    Relations package;
    if (auto read = read_part(archive, "_rels/.rels", package); !read)
        return tl::unexpected(std::move(read.error()));
    auto path = target_of(package, "", "officeDocument");
    if (path.empty()) path = "xl/workbook.xml";
    WorkbookPart workbook;
    if (auto read = read_part(archive, path, workbook); !read)
        return tl::unexpected(std::move(read.error()));
    const auto slash = path.find_last_of('/') + 1;
    const auto folder = path.substr(0, slash);
    Relations relations;
    if (auto read = read_part(archive, folder + "_rels/" + path.substr(slash) + ".rels", relations);
        !read)
        return tl::unexpected(std::move(read.error()));
    Parts parts;
    parts.date_base = workbook.date_base;
    parts.strings_path = target_of(relations, folder, "sharedStrings");
    parts.styles_path = target_of(relations, folder, "styles");
    for (auto& sheet : workbook.sheets) {
        const auto target = relations.by_id.find(sheet.id);
        if (target != relations.by_id.end())
            parts.sheets.push_back(
                {std::move(sheet.name), resolved(folder, target->second), sheet.hidden});
    }
    return parts;
}

Result<std::vector<Shown>> read_styles(const ZipArchive& archive, const std::string& path)
{
    StylesPart part;
    if (path.empty()) return part.styles;
    if (auto read = read_part(archive, path, part); !read)
        return tl::unexpected(std::move(read.error()));
    return std::move(part.styles);
}

Result<std::vector<SharedText>> read_strings(const ZipArchive& archive, const std::string& path,
                                             sheets::Workbook& workbook)
{
    StringsPart part{workbook};
    if (path.empty()) return part.strings;
    if (auto read = read_part(archive, path, part); !read)
        return tl::unexpected(std::move(read.error()));
    return std::move(part.strings);
}

} // namespace tuermer::xlsx
