// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/ProductTable.h"

#include "diagnosis/Catalogue.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

using Part = MarkCondition::Part;
using Match = MarkCondition::Match;

bool hasOnly(const QJsonObject &json, const QStringList &keys)
{
    const QStringList present = json.keys();
    return std::all_of(present.begin(), present.end(),
                       [&keys](const QString &key) { return keys.contains(key); });
}

std::optional<MarkCondition> conditionFromJson(const QJsonObject &json)
{
    static const QHash<QString, Part> parts{{u"server"_s, Part::Server},
                                            {u"via"_s, Part::Via},
                                            {u"proxy-agent"_s, Part::ProxyAgent},
                                            {u"realm"_s, Part::Realm},
                                            {u"reason"_s, Part::Reason},
                                            {u"protocol"_s, Part::Protocol},
                                            {u"field"_s, Part::Field},
                                            {u"body"_s, Part::Body}};
    static const QHash<QString, Match> matches{
        {u"is"_s, Match::Is},   {u"is-exactly"_s, Match::IsExactly}, {u"begins"_s, Match::Begins},
        {u"has"_s, Match::Has}, {u"present"_s, Match::Present},      {u"absent"_s, Match::Absent}};
    const auto part = parts.constFind(json.value("part"_L1).toString());
    const auto match = matches.constFind(json.value("match"_L1).toString());
    if (part == parts.constEnd() || match == matches.constEnd()
        || !hasOnly(json, {u"part"_s, u"match"_s, u"name"_s, u"text"_s, u"version"_s}))
        return std::nullopt;
    MarkCondition condition;
    condition.part = *part;
    condition.match = *match;
    condition.name = json.value("name"_L1).toString().toUtf8();
    condition.text = json.value("text"_L1).toString().toUtf8();
    condition.version = json.value("version"_L1).toBool();
    const bool needsText = *match != Match::Present && *match != Match::Absent;
    if (needsText == condition.text.isEmpty() || (*part == Part::Field) == condition.name.isEmpty())
        return std::nullopt;
    return condition;
}

std::optional<AnswerMark> markFromJson(const QJsonObject &json, QStringList moreKeys = {})
{
    if (!hasOnly(json, QStringList{u"status"_s, u"sure"_s, u"all"_s} + moreKeys))
        return std::nullopt;
    AnswerMark mark;
    mark.status = json.value("status"_L1).toInt(0);
    mark.sure = json.value("sure"_L1).toBool(true);
    const QJsonArray all = json.value("all"_L1).toArray();
    for (const QJsonValue &one : all) {
        const std::optional<MarkCondition> condition = conditionFromJson(one.toObject());
        if (!condition)
            return std::nullopt;
        mark.all.append(*condition);
    }
    return mark.all.isEmpty() ? std::nullopt : std::optional(mark);
}

} // namespace

std::optional<ProductTable> productTableFromJson(const QJsonObject &json)
{
    static const QStringList kinds{u"proxy"_s, u"gateway"_s,   u"service"_s,
                                   u"local"_s, u"debugging"_s, u"server"_s};
    ProductTable table;
    QStringList ids;
    const QJsonArray products = json.value("products"_L1).toArray();
    for (const QJsonValue &one : products) {
        const QJsonObject object = one.toObject();
        KnownProduct product;
        product.id = object.value("id"_L1).toString();
        product.name = object.value("name"_L1).toString();
        product.kind = object.value("kind"_L1).toString();
        if (product.id.isEmpty() || product.name.isEmpty() || ids.contains(product.id)
            || !kinds.contains(product.kind) || object.value("source"_L1).toString().isEmpty()
            || !hasOnly(object, {u"id"_s, u"name"_s, u"kind"_s, u"source"_s, u"marks"_s}))
            return std::nullopt;
        const QJsonArray marks = object.value("marks"_L1).toArray();
        for (const QJsonValue &mark : marks) {
            const std::optional<AnswerMark> read = markFromJson(mark.toObject());
            if (!read)
                return std::nullopt;
            product.marks.append(*read);
        }
        ids.append(product.id);
        table.products.append(product);
    }
    const QJsonArray answers = json.value("answers"_L1).toArray();
    for (const QJsonValue &one : answers) {
        const QJsonObject object = one.toObject();
        KnownAnswer answer;
        answer.product = object.value("product"_L1).toString();
        answer.means = object.value("means"_L1).toString();
        const std::optional<AnswerMark> mark
            = markFromJson(object, {u"product"_s, u"means"_s, u"source"_s});
        if (!mark || !ids.contains(answer.product) || !catalogueEntry(answer.means)
            || object.value("source"_L1).toString().isEmpty())
            return std::nullopt;
        answer.mark = *mark;
        table.answers.append(answer);
    }
    return table;
}

const ProductTable &productTable()
{
    static const ProductTable table = [] {
        QFile file(u":/knowledge/products.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the table of products is not in this program");
        const std::optional<ProductTable> read
            = productTableFromJson(QJsonDocument::fromJson(file.readAll()).object());
        if (!read)
            qFatal("the table of products cannot be read");
        return *read;
    }();
    return table;
}

} // namespace pt
