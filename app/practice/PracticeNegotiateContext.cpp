// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeNegotiateContext.h"

#include "protocol/NegotiateToken.h"

#include <QMetaObject>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QByteArray der(int tag, const QByteArray &contents)
{
    QByteArray length;
    if (contents.size() < 0x80) {
        length.append(char(contents.size()));
    } else {
        for (qsizetype rest = contents.size(); rest > 0; rest >>= 8)
            length.prepend(char(rest & 0xFF));
        length.prepend(char(0x80 | length.size()));
    }
    return QByteArray(1, char(tag)) + length + contents;
}

QByteArray number(int value)
{
    return der(0x02, QByteArray(1, char(value & 0x7F)));
}

/// EncryptedData of RFC 4120 section 5.2.9, with nothing inside.
QByteArray sealed(int kvno, qsizetype size)
{
    return der(0x30,
               der(0xA0, number(18)) + (kvno > 0 ? der(0xA1, number(kvno)) : QByteArray())
                   + der(0xA2, der(0x04, QByteArray(size, '\x5a'))));
}

/// A NegTokenInit with an AP-REQ that has the right shape (RFC 4178 section 4.2.1, RFC 4120 section
/// 5.5.1).
QByteArray tokenFor(const PracticeComputer &computer)
{
    QByteArray parts;
    const QStringList names = computer.service.split(u'/');
    for (const QString &name : names)
        parts += der(0x1B, name.toUtf8());
    const QByteArray service = der(0x30, der(0xA0, number(3)) + der(0xA1, der(0x30, parts)));
    const QByteArray ticket
        = der(0x61,
              der(0x30,
                  der(0xA0, number(5)) + der(0xA1, der(0x1B, "PRACTICE.TEST")) + der(0xA2, service)
                      + der(0xA3, sealed(computer.kvno, 340))));
    const QByteArray request = der(0x6E,
                                   der(0x30,
                                       der(0xA0, number(5)) + der(0xA1, number(14))
                                           + der(0xA2, der(0x03, QByteArray("\0\x20\0\0\0", 5)))
                                           + der(0xA3, ticket) + der(0xA4, sealed(0, 180))));
    const QByteArray kerberos = QByteArray::fromHex("06092a864886f712010202");
    const QByteArray spnego = QByteArray::fromHex("06062b0601050502");
    const QByteArray inner = der(0x60, kerberos + QByteArray("\1\0", 2) + request);
    return der(
        0x60,
        spnego
            + der(0xA0, der(0x30, der(0xA0, der(0x30, kerberos)) + der(0xA2, der(0x04, inner)))));
}

struct Failing
{
    QLatin1StringView kerberos;
    int error; ///< of RFC 4120 section 7.5.9; 0: none
    int minor; ///< as MIT's library counts
    QLatin1StringView text;
};

/// As the system's library words it.
constexpr Failing failing[] = {
    {"no-ticket"_L1, 0, -1765328189, "No credentials cache found"_L1},
    {"ticket-expired"_L1, 32, -1765328352, "Ticket expired"_L1},
    {"proxy-named-by-address"_L1, 0, 0, ""_L1},
    {"service-unknown"_L1, 7, -1765328377, "Server not found in Kerberos database"_L1},
    {"clock-skew"_L1, 37, -1765328347, "Clock skew too great"_L1},
    {"kdc-unreachable"_L1, 0, -1765328228, "Cannot contact any KDC for realm 'PRACTICE.TEST'"_L1},
    {"unavailable"_L1, 0, 0, ""_L1},
    {"password-refused"_L1, 24, -1765328360, "Preauthentication failed"_L1},
};

} // namespace

PracticeNegotiateContext::PracticeNegotiateContext(PracticeComputer computer, const QString &user)
    : m_computer(std::move(computer))
{
    const QString host = m_computer.service.section(u'/', 1);
    m_facts.service = u"HTTP@"_s + host;
    m_facts.canonicalService = m_computer.service + u"@PRACTICE.TEST"_s;
    if (m_computer.kerberos == "no-ticket"_L1 || m_computer.kerberos == "unavailable"_L1)
        return;
    m_facts.principal = (user.isEmpty() ? u"anna"_s : user) + u"@PRACTICE.TEST"_s;
    m_facts.realm = u"PRACTICE.TEST"_s;
    m_facts.source = user.isEmpty() ? TicketSource::System : TicketSource::Typed;
}

void PracticeNegotiateContext::step(const QByteArray &token, Done done)
{
    Result<NegotiateStep> result = fail(u"kerberos.ticket-rejected"_s, u"practise"_s);
    if (m_computer.kerberos == "ticket"_L1 && token.isEmpty()) {
        m_facts.etype = 18;
        m_facts.kvno = m_computer.kvno;
        m_facts.kdcReached = true;
        result = NegotiateStep{tokenFor(m_computer), false};
    }
    for (const Failing &row : failing) {
        if (m_computer.kerberos != row.kerberos)
            continue;
        m_facts.code = u"kerberos."_s + row.kerberos;
        m_facts.minor = row.minor;
        m_facts.minorText = row.text;
        if (row.minor != 0) {
            m_facts.major = 851968; // GSS_S_FAILURE of RFC 2744 section 3.9.1
            m_facts.majorText = u"Unspecified GSS failure"_s;
        }
        if (row.error != 0) {
            m_facts.kerberosError = row.error;
            if (row.kerberos != "ticket-expired"_L1)
                m_facts.kdcReached = true;
        }
        if (row.kerberos == "kdc-unreachable"_L1)
            m_facts.kdcReached = false;
        if (row.kerberos == "ticket-expired"_L1)
            m_facts.ticketEndUtc = u"2026-01-02T03:04:05Z"_s;
        result = fail(m_facts.code, u"practise"_s, m_facts.minorText);
    }
    QMetaObject::invokeMethod(
        &m_receiver,
        [done = std::move(done), result = std::move(result)] {
            const Done call = done;
            call(result);
        },
        Qt::QueuedConnection);
}

MutualProof PracticeNegotiateContext::prove(const QByteArray &token)
{
    return readNegotiateToken(token).reply ? MutualProof::Proven : MutualProof::NotProven;
}

} // namespace pt
