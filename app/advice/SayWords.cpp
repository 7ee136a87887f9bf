// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/SayWords.h"

#include "model/VisibleText.h"

#include <QCoreApplication>

namespace pt {

namespace {

/// Long enough for an address or a page's reason, short enough for a sentence.
constexpr qsizetype longestValue = 240;

bool conditionHolds(QLatin1StringView when, const WordParams &params)
{
    if (when.isEmpty())
        return true;
    const qsizetype equals = when.indexOf(QLatin1Char('='));
    return params.value(QString(when.left(equals))) == when.mid(equals + 1);
}

/// Schemes are compared without case (RFC 9110 section 11.1), and shown as their documents write them.
QString schemeNames(const QString &value)
{
    QStringList names = value.split(u',');
    for (QString &name : names) {
        const QString plain = name.trimmed().toLower();
        for (const char *known : {"Basic", "Digest", "NTLM", "Negotiate", "Bearer", "Kerberos"}) {
            if (plain.compare(QLatin1StringView(known), Qt::CaseInsensitive) == 0)
                name.replace(name.trimmed(), QLatin1StringView(known));
        }
    }
    return names.join(u',');
}

bool holdsSchemes(const QString &name)
{
    static const QStringList names{QStringLiteral("scheme"), QStringLiteral("schemes"),
                                   QStringLiteral("usable"), QStringLiteral("choice"),
                                   QStringLiteral("plainSchemes"), QStringLiteral("connectSchemes"),
                                   QStringLiteral("otherSchemes")};
    return names.contains(name);
}

} // namespace

QString filledWords(const QString &pattern, const QStringList &values)
{
    QString filled;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern.at(i) == u'%' && i + 1 < pattern.size()) {
            const int number = pattern.at(i + 1).digitValue();
            if (number >= 1 && number <= values.size()) {
                filled += values.at(number - 1);
                ++i;
                continue;
            }
        }
        filled += pattern.at(i);
    }
    return filled;
}

std::optional<QString> sayRow(const char *context, const WordRow &row, const WordParams &params)
{
    if (!conditionHolds(QLatin1StringView(row.when), params))
        return std::nullopt;
    const QStringList names
        = QString::fromLatin1(row.params).split(u' ', Qt::SkipEmptyParts);
    QStringList values;
    for (const QString &name : names) {
        QString value = params.value(name);
        if (value.isEmpty())
            return std::nullopt;
        if (holdsSchemes(name))
            value = schemeNames(value);
        values.append(visibleText(value, false, longestValue));
    }
    return filledWords(QCoreApplication::translate(context, row.text), values);
}

std::optional<QString> sayFirst(const char *context, WordRows rows, QLatin1StringView id,
                                const WordParams &params)
{
    for (const WordRow &row : rows) {
        if (id != QLatin1StringView(row.id))
            continue;
        if (auto said = sayRow(context, row, params))
            return said;
    }
    return std::nullopt;
}

QStringList sayAll(const char *context, WordRows rows, QLatin1StringView id, const WordParams &params)
{
    QStringList all;
    for (const WordRow &row : rows) {
        if (id != QLatin1StringView(row.id))
            continue;
        if (auto said = sayRow(context, row, params))
            all.append(*said);
    }
    return all;
}

} // namespace pt
