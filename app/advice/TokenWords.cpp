// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/TokenWords.h"

#include "advice/SayWords.h"
#include "advice/TokenTable.h"
#include "model/VisibleText.h"
#include "protocol/KerberosError.h"

#include <QCoreApplication>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr char context[] = "TokenWording";
constexpr qsizetype longestValue = 300;

QString translated(const char *text)
{
    return *text == '\0' ? QString() : QCoreApplication::translate(context, text);
}

const TokenRow *rowOf(TokenRows rows, const QString &id)
{
    for (const TokenRow &row : rows) {
        if (id == QLatin1StringView(row.id))
            return &row;
    }
    return nullptr;
}

/// What a number is called: of encryption types and errors of Kerberos by their documents.
QString valueName(const DecodedField &field)
{
    bool isNumber = false;
    const qint64 number = field.value.toLongLong(&isNumber);
    if (isNumber && field.id.startsWith("kerberos."_L1) && field.id.endsWith("-etype"_L1))
        return kerberosEtypeName(number);
    if (isNumber && field.id == "kerberos.error-code"_L1)
        return kerberosErrorName(number);
    const TokenRow *row = rowOf(tokenValueRows(), field.id + u'/' + field.value);
    return row ? translated(row->name) : QString();
}

QString secretValue(const DecodedField &field)
{
    if (field.value.isEmpty())
        return translated(QT_TRANSLATE_NOOP("TokenWording", "not kept"));
    bool isNumber = false;
    const qint64 bytes = field.value.toLongLong(&isNumber);
    if (field.id == "basic.password"_L1) {
        if (field.value == "0"_L1)
            return translated(QT_TRANSLATE_NOOP("TokenWording", "empty"));
        return filledWords(translated(QT_TRANSLATE_NOOP("TokenWording", "%1 characters, not kept")),
                           {visibleText(field.value, false, 20)});
    }
    if (field.id == "socks.password"_L1) {
        return field.value == "0"_L1 ? translated(QT_TRANSLATE_NOOP("TokenWording", "empty"))
                                     : translated(QT_TRANSLATE_NOOP("TokenWording", "not kept"));
    }
    if (isNumber) {
        return filledWords(translated(QT_TRANSLATE_NOOP("TokenWording", "%1 bytes, not kept")),
                           {QString::number(bytes)});
    }
    return filledWords(translated(QT_TRANSLATE_NOOP("TokenWording", "%1, not kept")),
                       {visibleText(field.value, false, longestValue)});
}

} // namespace

QString wordTokenName(const QString &what)
{
    const TokenRow *row = rowOf(tokenRows(), what);
    return row ? translated(row->name) : visibleText(what, false, 80);
}

QString wordToken(const DecodedToken &token)
{
    const TokenRow *row = rowOf(tokenRows(), token.what);
    return row ? translated(row->says) : QString();
}

QString wordFieldName(const QString &id)
{
    const TokenRow *row = rowOf(tokenFieldRows(), id);
    return row ? translated(row->name) : visibleText(id, false, 80);
}

QString wordFieldValue(const DecodedField &field)
{
    if (field.secret)
        return secretValue(field);
    const QString value = visibleText(field.value, false, longestValue);
    const QString name = valueName(field);
    if (name.isEmpty())
        return value;
    return filledWords(translated(QT_TRANSLATE_NOOP("TokenWording", "%1 (%2)")), {value, name});
}

QString wordField(const QString &what, const DecodedField &field)
{
    const TokenRow *row
        = field.secret ? nullptr : rowOf(tokenValueRows(), field.id + u'/' + field.value);
    if (row && *row->says != '\0')
        return translated(row->says);
    row = rowOf(tokenFieldRows(), what + u'/' + field.id);
    if (!row)
        row = rowOf(tokenFieldRows(), field.id);
    return row ? translated(row->says) : QString();
}

QString wordTokenProblem(const QString &id)
{
    if (const TokenRow *row = rowOf(tokenProblemRows(), id))
        return translated(row->says);
    return filledWords(translated(QT_TRANSLATE_NOOP("TokenWording",
                                                    "Something is unusual about this token (%1).")),
                       {visibleText(id, false, 80)});
}

QString wordTokenSize(const DecodedToken &token)
{
    if (token.bytes <= 0)
        return {};
    return filledWords(translated(QT_TRANSLATE_NOOP("TokenWording", "%1 bytes")),
                       {QString::number(token.bytes)});
}

} // namespace pt
