// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/KerberosSight.h"

#include "protocol/Masking.h"

#include <QDateTime>
#include <QLocale>

namespace pt {

using namespace Qt::StringLiterals;

std::optional<SentTicket> sentTicket(const ExchangeView &view)
{
    if (!view.request || !view.toProxy())
        return std::nullopt;
    const HttpField *field = view.request->field("Proxy-Authorization");
    if (!field)
        return std::nullopt;
    const std::optional<Placeholder> placeholder = readPlaceholder(field->value);
    if (!placeholder || placeholder->kind != "negotiate")
        return std::nullopt;
    const QMap<QString, QString> &fields = placeholder->fields;
    const QString mech = fields.value(u"mech"_s, fields.value(u"token"_s));
    if (!fields.contains(u"spn"_s) && !mech.contains("kerberos"_L1))
        return std::nullopt;
    return SentTicket{fields.value(u"spn"_s), fields.value(u"realm"_s), fields.value(u"etype"_s),
                      fields.value(u"kvno"_s)};
}

const NegotiateFacts *failedNegotiate(const Observations &observed)
{
    for (const NegotiateFacts &facts : observed.theCase().negotiate) {
        if (facts.exchange == 0 && facts.code.startsWith("kerberos."_L1)
            && facts.code != "kerberos.password-refused"_L1)
            return &facts;
    }
    return nullptr;
}

const NegotiateFacts *refusedByKdc(const Observations &observed)
{
    for (const NegotiateFacts &facts : observed.theCase().negotiate) {
        if (facts.code == "kerberos.password-refused"_L1)
            return &facts;
    }
    return nullptr;
}

std::optional<qint64> clockAhead(const Observations &observed)
{
    const QDateTime start
        = QDateTime::fromString(observed.theCase().environment.startedUtc, Qt::ISODate);
    if (!start.isValid())
        return std::nullopt;
    for (const ExchangeView &view : observed.views) {
        if (!view.response || view.by != Answerer::Proxy || view.exchange->firstByteMs < 0)
            continue;
        const HttpField *field = view.response->field("Date");
        if (!field)
            continue;
        // IMF-fixdate, RFC 9110 section 5.6.7.
        const QString text = QString::fromLatin1(field->value.trimmed());
        const QDate day = QLocale::c().toDate(text.left(16), u"ddd, dd MMM yyyy"_s);
        const QTime time = QTime::fromString(text.mid(17, 8), u"hh:mm:ss"_s);
        const QDateTime date = QDateTime::fromString(
            day.toString(Qt::ISODate) + u'T' + time.toString(Qt::ISODate) + u'Z', Qt::ISODate);
        if (date.isValid())
            return date.secsTo(start) + view.exchange->firstByteMs / 1000;
    }
    return std::nullopt;
}

} // namespace pt
