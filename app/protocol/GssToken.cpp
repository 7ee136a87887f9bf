// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/GssToken.h"

#include "protocol/DerReader.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

std::optional<GssToken> readGssToken(QByteArrayView bytes, ByteSpan range)
{
    const QByteArrayView view = range.in(bytes);
    if (view.size() < 4 || quint8(view[0]) != 0x60)
        return std::nullopt;
    GssToken token;
    DerReader outer(bytes, range);
    qsizetype start = 0;
    qsizetype end = range.end();
    if (const std::optional<DerElement> frame = outer.next()) {
        start = frame->content.start;
        end = frame->content.end();
    } else if (outer.problem() == "der.cut-off"_L1) {
        // Cut off: what is there is still worth reading.
        const quint8 first = quint8(view[1]);
        start = range.start + 2 + (first >= 0x80 ? first & 0x7F : 0);
        if (start >= end)
            return std::nullopt;
    } else {
        return std::nullopt;
    }
    DerReader reader(bytes, {start, end - start});
    const std::optional<DerElement> mech = reader.expect(0x06);
    if (!mech)
        return std::nullopt;
    token.mech = derObjectId(mech->content.in(bytes));
    token.mechSpan = mech->whole;
    token.inner = {mech->whole.end(), end - mech->whole.end()};
    token.whole = {range.start, end - range.start};
    return token;
}

QString mechName(const QString &objectId)
{
    static constexpr struct
    {
        QLatin1StringView id;
        QLatin1StringView name;
    } names[] = {
        {"1.2.840.113554.1.2.2"_L1, "kerberos"_L1},
        {"1.2.840.48018.1.2.2"_L1, "ms-kerberos"_L1},
        {"1.3.5.1.5.2"_L1, "kerberos"_L1},
        {"1.2.840.113554.1.2.2.3"_L1, "kerberos-user-to-user"_L1},
        {"1.3.6.1.4.1.311.2.2.10"_L1, "ntlm"_L1},
        {"1.3.6.1.4.1.311.2.2.30"_L1, "negoex"_L1},
        {"1.3.6.1.5.5.2"_L1, "spnego"_L1},
        {"1.3.6.1.5.2.5"_L1, "iakerb"_L1},
    };
    const auto it = std::find_if(std::begin(names), std::end(names),
                                 [&](const auto &row) { return row.id == objectId; });
    return it == std::end(names) ? QString() : QString(it->name);
}

} // namespace pt
