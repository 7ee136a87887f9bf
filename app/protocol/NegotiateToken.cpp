// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NegotiateToken.h"

#include "protocol/GssToken.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// RFC 4121 section 4.1: the frame, two octets that tell the kind, the message. Windows and others
/// leave out the frame of a KRB-ERROR at times.
void readKerberos(QByteArrayView bytes, ByteSpan range, NegotiateToken &token)
{
    ByteSpan inner = range;
    if (const std::optional<GssToken> frame = readGssToken(bytes, range)) {
        inner = frame->inner;
        if (inner.length < 2)
            return;
        inner = {inner.start + 2, inner.length - 2};
    }
    token.request = readKerberosApReq(bytes, inner);
    token.reply = readKerberosApRep(bytes, inner);
    token.error = readKerberosError(bytes, inner);
}

bool isNtlm(QByteArrayView bytes)
{
    return bytes.startsWith(QByteArrayView("NTLMSSP\0", 8));
}

/// Collects the fields of one table.
class Table
{
public:
    Table(QLatin1StringView what, ByteSpan span, const QStringList &problems)
    {
        m_token.what = what;
        m_token.bytes = span.length;
        m_token.problems = problems;
    }

    void add(QLatin1StringView id, const QString &value, ByteSpan span, int depth = 0)
    {
        m_token.fields.append({id, value, span.start, span.length, depth, false});
    }
    void text(QLatin1StringView id, const std::optional<Spanned<QString>> &value)
    {
        if (value)
            add(id, value->value, value->span);
    }
    void number(QLatin1StringView id, const std::optional<Spanned<qint64>> &value)
    {
        if (value)
            add(id, QString::number(value->value), value->span);
    }
    void secret(QLatin1StringView id, const std::optional<ByteSpan> &span, QString value = {})
    {
        if (!span)
            return;
        if (value.isEmpty())
            value = QString::number(span->length);
        m_token.fields.append({id, value, span->start, span->length, 0, true});
    }

    DecodedToken take() { return std::move(m_token); }

private:
    DecodedToken m_token;
};

} // namespace

QString NegotiateToken::kindName() const
{
    switch (kind) {
    case Kind::Spnego:
        return u"spnego"_s;
    case Kind::Kerberos:
        return u"kerberos"_s;
    case Kind::Ntlm:
        return u"ntlm"_s;
    case Kind::Unknown:
        break;
    }
    return u"unknown"_s;
}

QString NegotiateToken::mech() const
{
    if (ntlm)
        return u"ntlm"_s;
    if (request || reply || error || kind == Kind::Kerberos)
        return u"kerberos"_s;
    if (spnego && spnego->chosen)
        return spnego->chosen->name;
    return spnego && !spnego->mechs.isEmpty() ? spnego->mechs.first().name : QString();
}

NegotiateToken readNegotiateToken(QByteArrayView bytes)
{
    NegotiateToken token;
    token.bytes = bytes.size();
    const ByteSpan all{0, bytes.size()};
    if (isNtlm(bytes)) {
        token.kind = NegotiateToken::Kind::Ntlm;
        token.ntlm = all;
        return token;
    }
    token.spnego = readSpnegoToken(bytes);
    if (token.spnego) {
        token.kind = NegotiateToken::Kind::Spnego;
        const ByteSpan inner = token.spnego->mechToken.value_or(ByteSpan{});
        if (isNtlm(inner.in(bytes)))
            token.ntlm = inner;
        else
            readKerberos(bytes, inner, token);
        return token;
    }
    readKerberos(bytes, all, token);
    const std::optional<GssToken> frame = readGssToken(bytes, all);
    const QString mech = frame ? mechName(frame->mech) : QString();
    if (token.request || token.reply || token.error || mech.contains("kerberos"_L1))
        token.kind = NegotiateToken::Kind::Kerberos;
    return token;
}

QList<DecodedToken> decodedNegotiate(QByteArrayView bytes)
{
    const NegotiateToken token = readNegotiateToken(bytes);
    QList<DecodedToken> tables;
    if (token.spnego) {
        const SpnegoToken &spnego = *token.spnego;
        Table table("spnego"_L1, {0, bytes.size()}, spnego.problems);
        for (const SpnegoMech &mech : spnego.mechs)
            table.add("spnego.mech"_L1, mech.name.isEmpty() ? mech.objectId : mech.name, mech.span);
        if (spnego.state) {
            const QString name = spnegoStateName(spnego.state->value);
            table.add("spnego.state"_L1,
                      name.isEmpty() ? QString::number(spnego.state->value) : name,
                      spnego.state->span);
        }
        if (spnego.chosen) {
            table.add("spnego.chosen-mech"_L1,
                      spnego.chosen->name.isEmpty() ? spnego.chosen->objectId : spnego.chosen->name,
                      spnego.chosen->span);
        }
        const bool known = token.ntlm || token.request || token.reply || token.error;
        table.secret("spnego.mech-token"_L1, spnego.mechToken, known ? token.mech() : QString());
        table.secret("spnego.mic"_L1, spnego.mic);
        tables.append(table.take());
    }
    if (token.request) {
        const KerberosApReq &request = *token.request;
        Table table("kerberos.ap-req"_L1, request.span, request.problems);
        if (request.options)
            table.add("kerberos.mutual"_L1, request.mutual ? u"yes"_s : u"no"_s, *request.options);
        table.text("kerberos.realm"_L1, request.realm);
        table.text("kerberos.service"_L1, request.service);
        table.number("kerberos.ticket-etype"_L1, request.ticket.etype);
        table.number("kerberos.ticket-kvno"_L1, request.ticket.kvno);
        table.secret("kerberos.ticket-cipher"_L1, request.ticket.cipher);
        table.number("kerberos.authenticator-etype"_L1, request.authenticator.etype);
        table.secret("kerberos.authenticator-cipher"_L1, request.authenticator.cipher);
        tables.append(table.take());
    }
    if (token.reply) {
        Table table("kerberos.ap-rep"_L1, token.reply->span, token.reply->problems);
        table.number("kerberos.proof-etype"_L1, token.reply->proof.etype);
        table.secret("kerberos.proof-cipher"_L1, token.reply->proof.cipher);
        tables.append(table.take());
    }
    if (token.error) {
        const KerberosError &error = *token.error;
        Table table("kerberos.error"_L1, error.span, error.problems);
        table.text("kerberos.client-time"_L1, error.clientTime);
        table.text("kerberos.server-time"_L1, error.serverTime);
        table.number("kerberos.error-code"_L1, error.code);
        table.text("kerberos.client-realm"_L1, error.clientRealm);
        table.text("kerberos.client"_L1, error.client);
        table.text("kerberos.realm"_L1, error.realm);
        table.text("kerberos.service"_L1, error.service);
        table.text("kerberos.error-text"_L1, error.text);
        if (error.data)
            table.add("kerberos.error-data"_L1, QString::number(error.data->length), *error.data);
        tables.append(table.take());
    }
    return tables;
}

} // namespace pt
