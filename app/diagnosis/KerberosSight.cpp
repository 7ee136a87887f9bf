// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/KerberosSight.h"

#include "protocol/Masking.h"

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

} // namespace pt
