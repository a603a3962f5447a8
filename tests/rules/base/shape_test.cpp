// SPDX-License-Identifier: EUPL-1.2
// What a table may hold is recorded from the calls that read it.
#include "rules/base/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using Form = ValueShape::Form;
using testing::ElementsAre;

std::vector<Form> forms_of(const KeyShape& key)
{
    std::vector<Form> forms;
    for (const auto& form : key.forms) forms.push_back(form.form);
    return forms;
}

TEST(Shape, HasEveryKeyThatIsAskedForWithFormRangeAndWords)
{
    const auto shape = shape_of([](Settings& settings) {
        settings.need_text("name");
        settings.number("share", {.min = 0, .max = 1});
        settings.integer("count", {.min = 1});
        settings.one_of("kind", {"a", "b"});
        settings.duration("every");
        settings.texts("areas");
        settings.bilingual("title");
        settings.node("dates", {{.form = Form::date}});
    });
    EXPECT_EQ(shape.keys.size(), 8U);
    EXPECT_TRUE(shape.keys.at("name").required);
    EXPECT_FALSE(shape.keys.at("share").required);
    EXPECT_EQ(shape.keys.at("share").forms[0].range, (NumberRange{0, 1}));
    EXPECT_THAT(forms_of(shape.keys.at("count")), ElementsAre(Form::whole));
    EXPECT_THAT(shape.keys.at("kind").forms[0].words, ElementsAre("a", "b"));
    EXPECT_THAT(forms_of(shape.keys.at("every")), ElementsAre(Form::duration));
    EXPECT_THAT(forms_of(shape.keys.at("areas")), ElementsAre(Form::text, Form::list));
    EXPECT_THAT(forms_of(shape.keys.at("title")), ElementsAre(Form::text, Form::table));
    EXPECT_THAT(forms_of(shape.keys.at("dates")), ElementsAre(Form::date));
}

TEST(Shape, HasTablesAsIfTheyWereThere)
{
    const auto shape = shape_of([](Settings& settings) {
        if (auto table = settings.table("mail")) table->need_text("host");
        for (auto& rule : settings.tables("when")) rule.number("limit");
        for (auto& [name, source] : settings.named_tables("source")) source.flag("full");
        auto codes = settings.table("codes");
        for (const auto& key : codes->keys()) codes->text(key);
    });
    EXPECT_TRUE(shape.keys.at("mail").forms[0].table->keys.at("host").required);
    const auto& when = shape.keys.at("when").forms[0];
    EXPECT_EQ(when.form, Form::list);
    EXPECT_TRUE(when.elements[0].table->keys.contains("limit"));
    const auto& sources = *shape.keys.at("source").forms[0].table;
    EXPECT_TRUE(sources.any_key->forms[0].table->keys.contains("full"));
    EXPECT_THAT(forms_of(*shape.keys.at("codes").forms[0].table->any_key), ElementsAre(Form::text));
}

TEST(Shape, LeavesOutWhatIsOnlyAskedForToBeRefused)
{
    const auto shape = shape_of([](Settings& settings) {
        settings.text("clear");
        settings.refused("clear");
        settings.refused("password");
    });
    EXPECT_TRUE(shape.keys.empty());
}

TEST(Shape, OfTwoWaysToReadTakesWhatEitherTakes)
{
    const auto narrow = shape_of([](Settings& settings) {
        settings.need_text("against");
        settings.number("limit", {.min = 1, .max = 5});
    });
    const auto wide = shape_of([](Settings& settings) {
        settings.number("limit", {.min = 0, .max = 2});
        settings.flag("relative");
    });
    const auto both = either(narrow, wide);
    EXPECT_FALSE(both.keys.at("against").required) << "the other way does without";
    EXPECT_EQ(both.keys.at("limit").forms[0].range, (NumberRange{0, 5}));
    EXPECT_TRUE(both.keys.contains("relative"));
}

TEST(Shape, KeepsTheKeysOfAKindApart)
{
    const auto shape = shape_of([](Settings& settings) {
        settings.need_text("test");
        for (const auto* kind : {"level", "change"})
            settings.record_kind("test", kind, {}, shape_of([&](Settings& own) {
                                     own.text("test");
                                     own.text(std::string(kind) + "_limit");
                                 }));
    });
    EXPECT_EQ(shape.kind_key, "test");
    EXPECT_THAT(shape.keys.at("test").forms[0].words, ElementsAre("level", "change"));
    EXPECT_TRUE(shape.kinds.at("level").own->keys.contains("level_limit"));
    EXPECT_FALSE(shape.kinds.at("change").own->keys.contains("level_limit"));
    EXPECT_FALSE(shape.kinds.at("change").own->keys.contains("test"));
}

TEST(Shape, ReadsNothingWhileItIsRecorded)
{
    shape_of([](Settings& settings) {
        EXPECT_TRUE(settings.is_recorded());
        EXPECT_EQ(settings.text("a"), std::nullopt);
        EXPECT_EQ(settings.need_text("b"), "");
        EXPECT_FALSE(settings.has("a"));
    });
}

} // namespace
} // namespace tuermer
