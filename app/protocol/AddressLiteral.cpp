// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/AddressLiteral.h"

#include <QStringList>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QByteArray octets4(const QString &text)
{
    const QStringList parts = text.split(u'.');
    if (parts.size() != 4)
        return {};
    QByteArray octets;
    for (const QString &part : parts) {
        bool ok = false;
        const uint value = part.toUInt(&ok);
        // "010" is eight to some programs and ten to others: no literal to rely on.
        if (!ok || value > 255 || QString::number(value) != part)
            return {};
        octets.append(char(value));
    }
    return octets;
}

/// The groups between colons; the last may be an IPv4 address. Empty and `ok` false: unreadable.
QByteArray groups(const QString &text, bool mayEndIn4, bool &ok)
{
    QByteArray octets;
    if (text.isEmpty())
        return octets;
    const QStringList parts = text.split(u':');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString &part = parts.at(i);
        if (mayEndIn4 && i == parts.size() - 1 && part.contains(u'.')) {
            const QByteArray four = octets4(part);
            ok = ok && !four.isEmpty();
            octets.append(four);
            continue;
        }
        bool number = false;
        const uint value = part.toUInt(&number, 16);
        const bool digits = !part.isEmpty() && part.size() <= 4 && part.at(0) != u'+';
        ok = ok && number && digits;
        octets.append(char(value >> 8)).append(char(value));
    }
    return octets;
}

QByteArray octets6(const QString &text)
{
    if (text.size() > 45 || !text.contains(u':'))
        return {};
    bool ok = true;
    const qsizetype gap = text.indexOf("::"_L1);
    if (gap < 0) {
        const QByteArray octets = groups(text, true, ok);
        return ok && octets.size() == 16 ? octets : QByteArray();
    }
    const QByteArray before = groups(text.left(gap), false, ok);
    const QByteArray after = groups(text.mid(gap + 2), true, ok);
    const qsizetype missing = 16 - before.size() - after.size();
    if (!ok || missing < 2)
        return {};
    return before + QByteArray(missing, 0) + after;
}

QByteArray text6(QByteArrayView octets)
{
    const auto group = [&octets](qsizetype i) {
        return uint(uchar(octets[2 * i])) << 8 | uchar(octets[2 * i + 1]);
    };
    // The longest run of two or more zero groups, the first of several, becomes "::".
    qsizetype start = -1;
    qsizetype length = 1;
    for (qsizetype i = 0; i < 8; ++i) {
        qsizetype run = 0;
        while (i + run < 8 && group(i + run) == 0)
            ++run;
        if (run > length) {
            start = i;
            length = run;
        }
        i += run;
    }
    QByteArray text;
    for (qsizetype i = 0; i < 8; ++i) {
        if (i == start) {
            text.append("::");
            i += length - 1;
            continue;
        }
        if (!text.isEmpty() && !text.endsWith(':'))
            text.append(':');
        text.append(QByteArray::number(group(i), 16));
    }
    return text;
}

} // namespace

QByteArray addressOctets(const QString &literal)
{
    return literal.contains(u':') ? octets6(literal) : octets4(literal);
}

QByteArray addressText(QByteArrayView octets)
{
    if (octets.size() == 16)
        return text6(octets);
    if (octets.size() != 4)
        return {};
    QByteArray text;
    for (const char octet : octets)
        text.append(text.isEmpty() ? "" : ".").append(QByteArray::number(uchar(octet)));
    return text;
}

} // namespace pt
