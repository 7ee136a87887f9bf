// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmFlags.h"

namespace pt::ntlmflag {

using namespace Qt::StringLiterals;

QStringList names(quint32 flags)
{
    static constexpr struct
    {
        quint32 bit;
        const char *name;
    } known[] = {
        {unicode, "unicode"},
        {oem, "oem"},
        {requestTarget, "request-target"},
        {sign, "sign"},
        {seal, "seal"},
        {lmKey, "lm-key"},
        {ntlm, "ntlm"},
        {anonymous, "anonymous"},
        {domainSupplied, "domain-supplied"},
        {workstationSupplied, "workstation-supplied"},
        {alwaysSign, "always-sign"},
        {targetTypeDomain, "target-type-domain"},
        {targetTypeServer, "target-type-server"},
        {extendedSessionSecurity, "extended-session-security"},
        {targetInfo, "target-info"},
        {version, "version"},
        {key128, "128"},
        {keyExchange, "key-exchange"},
        {key56, "56"},
    };
    QStringList list;
    for (int number = 0; number < 32; ++number) {
        const quint32 bit = quint32(1) << number;
        if (!(flags & bit))
            continue;
        QString name = u"bit-"_s + QString::number(number);
        for (const auto &row : known) {
            if (row.bit == bit)
                name = QString::fromLatin1(row.name);
        }
        list.append(name);
    }
    return list;
}

QString text(quint32 flags)
{
    return u"0x"_s + QString::number(flags, 16).rightJustified(8, u'0');
}

} // namespace pt::ntlmflag
