// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/AnswerMark.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace pt {

/// A product or a service and the marks by which its answers are known.
struct KnownProduct
{
    QString id;
    QString name;
    QString kind; ///< see SeenProduct
    QList<AnswerMark> marks; ///< strongest first
};

/// An answer that a product words its own way, and the cause it stands for.
struct KnownAnswer
{
    QString product; ///< id
    AnswerMark mark;
    QString means; ///< id of the catalogue
};

/// What is known of products, from resources/knowledge/products.json.
struct ProductTable
{
    QList<KnownProduct> products;
    QList<KnownAnswer> answers; ///< the first that fits counts
};

/// Refuses anything it does not know, so that a misspelt word is found: nullopt.
std::optional<ProductTable> productTableFromJson(const QJsonObject &json);
/// The one that is built in.
const ProductTable &productTable();

} // namespace pt
