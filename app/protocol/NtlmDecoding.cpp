// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmDecoding.h"

#include "protocol/NtlmAuthenticate.h"
#include "protocol/NtlmBytes.h"
#include "protocol/NtlmChallenge.h"
#include "protocol/NtlmFlags.h"
#include "protocol/NtlmNegotiate.h"
#include "protocol/NtlmTime.h"
#include "protocol/NtlmToken.h"

#include <algorithm>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;
using namespace ntlmbytes;

namespace {

class Fields
{
public:
    explicit Fields(QByteArrayView message)
        : m_message(message)
    {
    }

    void add(QLatin1StringView id, const QString &value, const ByteSpan &span, int depth = 0)
    {
        if (span.length > 0)
            m_list.append({id, value, span.start, span.length, depth, false});
    }

    void secret(QLatin1StringView id, const ByteSpan &span, int depth = 0)
    {
        if (span.length > 0)
            m_list.append({id, QString::number(span.length), span.start, span.length, depth, true});
    }

    void flags(quint32 flags, const ByteSpan &span)
    {
        if (span.length == 0)
            return;
        add("ntlm.flags"_L1, ntlmflag::text(flags), span);
        const QStringList names = ntlmflag::names(flags);
        for (const QString &name : names)
            add("ntlm.flag"_L1, name, span, 1);
    }

    /// MS-NLMP section 2.2.2.10: major, minor, build; the rest says nothing.
    void version(const ByteSpan &span)
    {
        if (span.length < 8)
            return;
        const auto byte
            = [&](qsizetype at) { return QString::number(quint8(m_message[span.start + at])); };
        add("ntlm.version"_L1,
            byte(0) + u'.' + byte(1) + u'.' + QString::number(number16(m_message, span.start + 2)),
            span);
    }

    void targetInfo(const NtlmTargetInfo &info, const ByteSpan &span, int depth)
    {
        add("ntlm.target-info"_L1, QString::number(info.pairs.size()), span, depth);
        for (const NtlmAvPair &pair : info.pairs)
            attribute(pair, depth + 1);
    }

    /// In the order of their bytes, each with its parts behind it. What a hostile message points to may
    /// lie on one another, so fields of depth 0 are ordered whole.
    QList<DecodedField> take()
    {
        QList<QList<DecodedField>> trees;
        for (const DecodedField &field : std::as_const(m_list)) {
            if (field.depth == 0 || trees.isEmpty())
                trees.append(QList<DecodedField>());
            trees.last().append(field);
        }
        std::stable_sort(trees.begin(), trees.end(), [](const auto &a, const auto &b) {
            return a.first().start < b.first().start;
        });
        m_list.clear();
        for (const QList<DecodedField> &tree : std::as_const(trees))
            m_list += tree;
        return std::move(m_list);
    }

private:
    void attribute(const NtlmAvPair &pair, int depth)
    {
        const QByteArrayView value = pair.value.in(m_message);
        const ByteSpan &span = pair.span;
        switch (pair.id) {
        case NtlmAvPair::NbComputerName:
            return add("ntlm.nb-computer"_L1, fromUtf16le(value), span, depth);
        case NtlmAvPair::NbDomainName:
            return add("ntlm.nb-domain"_L1, fromUtf16le(value), span, depth);
        case NtlmAvPair::DnsComputerName:
            return add("ntlm.dns-computer"_L1, fromUtf16le(value), span, depth);
        case NtlmAvPair::DnsDomainName:
            return add("ntlm.dns-domain"_L1, fromUtf16le(value), span, depth);
        case NtlmAvPair::DnsTreeName:
            return add("ntlm.dns-tree"_L1, fromUtf16le(value), span, depth);
        case NtlmAvPair::TargetName:
            return add("ntlm.service-name"_L1, fromUtf16le(value), span, depth);
        case NtlmAvPair::Flags:
            return add("ntlm.av-flags"_L1, ntlmflag::text(number32(value, 0)), span, depth);
        case NtlmAvPair::Timestamp:
            return add("ntlm.timestamp"_L1,
                       value.size() == 8 ? ntlmTimeText(number64(value, 0)) : QString(), span,
                       depth);
        case NtlmAvPair::ChannelBindings: {
            const bool none
                = std::all_of(value.begin(), value.end(), [](char c) { return c == 0; });
            return add("ntlm.channel-bindings"_L1, none ? u"none"_s : u"present"_s, span, depth);
        }
        default:
            return add("ntlm.av-other"_L1, QString::number(pair.id), span, depth);
        }
    }

    QByteArrayView m_message;
    QList<DecodedField> m_list;
};

} // namespace

DecodedToken decodeNtlmNegotiate(QByteArrayView message)
{
    const NtlmNegotiate read = readNtlmNegotiate(message);
    Fields fields(message);
    fields.flags(read.flags, read.flagsSpan);
    fields.add("ntlm.domain"_L1, read.domain, read.domainSpan);
    fields.add("ntlm.workstation"_L1, read.workstation, read.workstationSpan);
    fields.version(read.versionSpan);
    DecodedToken token;
    token.what = u"ntlm.type1"_s;
    token.bytes = message.size();
    token.fields = fields.take();
    token.problems = read.problems;
    return token;
}

DecodedToken decodeNtlmChallenge(QByteArrayView message)
{
    const NtlmChallenge read = readNtlmChallenge(message);
    Fields fields(message);
    fields.add("ntlm.target-name"_L1, read.targetName, read.targetNameSpan);
    fields.flags(read.flags, read.flagsSpan);
    fields.secret("ntlm.server-challenge"_L1, read.serverChallengeSpan);
    fields.targetInfo(read.targetInfo, read.targetInfoSpan, 0);
    fields.version(read.versionSpan);
    DecodedToken token;
    token.what = u"ntlm.type2"_s;
    token.bytes = message.size();
    token.fields = fields.take();
    token.problems = read.problems;
    return token;
}

DecodedToken decodeNtlmAuthenticate(QByteArrayView message)
{
    const NtlmAuthenticate read = readNtlmAuthenticate(message);
    Fields fields(message);
    fields.secret("ntlm.lm-response"_L1, read.lmResponse);
    fields.secret("ntlm.nt-response"_L1, read.ntResponse);
    if (read.isVersion2() && read.targetInfoSpan.length > 0) {
        const qsizetype start = read.ntResponse.start;
        fields.secret("ntlm.nt-proof"_L1, {start, 16}, 1);
        fields.add("ntlm.answer-time"_L1, ntlmTimeText(number64(message, start + 24)),
                   {start + 24, 8}, 1);
        fields.secret("ntlm.client-challenge"_L1, {start + 32, 8}, 1);
        fields.targetInfo(read.targetInfo, read.targetInfoSpan, 1);
    }
    fields.add("ntlm.domain"_L1, read.domain, read.domainSpan);
    fields.add("ntlm.user"_L1, read.user, read.userSpan);
    fields.add("ntlm.workstation"_L1, read.workstation, read.workstationSpan);
    fields.secret("ntlm.session-key"_L1, read.sessionKey);
    fields.flags(read.flags, read.flagsSpan);
    fields.secret("ntlm.mic"_L1, read.mic);
    DecodedToken token;
    token.what = u"ntlm.type3"_s;
    token.bytes = message.size();
    token.fields = fields.take();
    token.problems = read.problems;
    return token;
}

DecodedToken decodeNtlm(QByteArrayView message)
{
    switch (ntlmMessageType(message)) {
    case 1:
        return decodeNtlmNegotiate(message);
    case 2:
        return decodeNtlmChallenge(message);
    case 3:
        return decodeNtlmAuthenticate(message);
    default:
        return {};
    }
}

} // namespace pt
