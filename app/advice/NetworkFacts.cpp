// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/NetworkFacts.h"

#include "diagnosis/ProxyMarks.h"
#include "model/VisibleText.h"
#include "protocol/Challenge.h"
#include "protocol/HttpHead.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <optional>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestValue = 240;
constexpr qsizetype mostAttempts = 8;
constexpr qsizetype mostOthers = 4;

struct FactLabel
{
    QLatin1StringView id;
    const char *text;
};

constexpr FactLabel labels[] = {
    {"time"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Time (UTC)")},
    {"from"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "From (address and port)")},
    {"to"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "To (address and port)")},
    {"proxy"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Proxy as set")},
    {"addresses"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Addresses of its name")},
    {"attempt"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Connection attempt")},
    {"connection"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Connection of this test")},
    {"target"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Website")},
    {"request"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Request")},
    {"answer"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Answer")},
    {"end"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "How it ended")},
    {"offered"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Sign-in methods offered")},
    {"realm"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Realm")},
    {"method"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Sign-in method used")},
    {"user"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "User")},
    {"date"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Date in the answer")},
    {"tls"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "TLS")},
    {"certificate"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Certificate")},
    {"issuer"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Issuer of the certificate")},
    {"valid"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Certificate valid until")},
    {"node"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Proxy computer named")},
    {"domain"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Domain named by the proxy")},
    {"sentDomain"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Domain sent")},
    {"service"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Service asked for (SPN)")},
    {"spn"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Service in the ticket (SPN)")},
    {"principal"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Ticket of")},
    {"etype"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Encryption of the ticket (etype)")},
    {"kvno"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Key version of the ticket (kvno)")},
    {"ends"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Ticket ends")},
    {"error"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Kerberos error")},
    {"clock"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Clocks differ by (minutes)")},
    {"code"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "SOCKS reply code")},
    {"url"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "PAC file")},
    {"httpStatus"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Status of its answer")},
    {"line"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Line in the file")},
    {"detail"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Words of the system")},
    {"named"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Proxy named by the file")},
    {"entry"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Entry that matches")},
    {"where"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Place on this computer")},
    {"sent"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Sign-ins sent in this test")},
    {"rejected"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "Sign-ins refused in this test")},
    {"also"_L1, QT_TRANSLATE_NOOP("NetworkFacts", "See also")},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("NetworkFacts", text);
}

/// Without what a person could have typed into it: who, and what for.
QString bareTarget(QString target)
{
    const qsizetype end = target.indexOf(QLatin1Char('?'));
    const qsizetype fragment = target.indexOf(QLatin1Char('#'));
    const qsizetype cut = end < 0 ? fragment : (fragment < 0 ? end : std::min(end, fragment));
    if (cut >= 0)
        target = target.left(cut) + u"?..."_s;
    const qsizetype slashes = target.indexOf("://"_L1);
    const qsizetype start = slashes < 0 ? 0 : slashes + 3;
    qsizetype authorityEnd = target.indexOf(u'/', start);
    if (authorityEnd < 0)
        authorityEnd = target.size();
    const qsizetype at = target.lastIndexOf(u'@', authorityEnd - 1);
    if (at >= start)
        target.remove(start, at + 1 - start);
    return target;
}

QString withPort(const QString &address, quint16 port)
{
    if (port == 0)
        return address;
    const QString host = address.contains(u':') ? u'[' + address + u']' : address;
    return host + u':' + QString::number(port);
}

QString textOf(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

class Facts
{
public:
    Facts(const Case &value, const Finding &finding)
        : m_case(value)
        , m_finding(finding)
    {
        for (const Evidence &evidence : finding.evidence) {
            const Exchange *exchange = value.exchange(evidence.exchange);
            if (exchange && !m_exchanges.contains(exchange))
                m_exchanges.append(exchange);
        }
    }

    QList<NetworkFact> all()
    {
        const Exchange *first = m_exchanges.isEmpty() ? nullptr : m_exchanges.first();
        if (first || isOnTheWay())
            add("time"_L1, timeOf(first));
        if (first) {
            add("from"_L1, withPort(first->localAddress, first->localPort));
            add("to"_L1, first->remote);
        }
        proxy();
        if (first)
            exchange(*first);
        ofFinding();
        for (const Exchange *other : m_exchanges.mid(1, mostOthers))
            add("also"_L1, inShort(*other));
        return m_facts;
    }

private:
    void add(QLatin1StringView id, const QString &value)
    {
        if (value.isEmpty())
            return;
        const auto label = std::find_if(std::begin(labels), std::end(labels),
                                        [id](const FactLabel &one) { return one.id == id; });
        m_facts.append({id, translated(label->text), visibleText(value, false, longestValue)});
    }

    /// A field of the answer, by its own name.
    void addField(const HttpField *field)
    {
        if (field && !field->value.isEmpty()) {
            m_facts.append({"field"_L1, visibleBytes(field->name, false, 60),
                            visibleBytes(field->value, false, longestValue)});
        }
    }

    bool shows(EvidenceSource source) const
    {
        return std::any_of(m_finding.evidence.begin(), m_finding.evidence.end(),
                           [source](const Evidence &one) { return one.source == source; });
    }

    /// It is about a step that happened at a time, and not about a setting.
    bool isOnTheWay() const
    {
        return shows(EvidenceSource::Connect) || shows(EvidenceSource::Resolution)
            || shows(EvidenceSource::Kerberos) || shows(EvidenceSource::Attempts);
    }

    std::optional<QDateTime> start() const
    {
        const QDateTime time
            = QDateTime::fromString(m_case.environment.startedUtc, Qt::ISODateWithMs);
        return time.isValid() ? std::optional(time.toUTC()) : std::nullopt;
    }

    QString timeOf(const Exchange *exchange) const
    {
        const auto begun = start();
        if (!begun || (exchange && exchange->form == ExchangeForm::Imported))
            return {};
        return begun->addMSecs(exchange ? exchange->startedMs : 0).toString(Qt::ISODateWithMs);
    }

    void proxy()
    {
        const ProxyEndpoint &endpoint = m_case.input.endpoint;
        if (!endpoint.host.isEmpty())
            add("proxy"_L1, toString(endpoint.scheme) + "://"_L1 + endpoint.authority());
        if (!shows(EvidenceSource::Connect) && !shows(EvidenceSource::Resolution))
            return;
        if (m_case.resolution)
            add("addresses"_L1, m_case.resolution->addresses.join(", "_L1));
        for (const AddressAttempt &attempt : m_case.connects.mid(0, mostAttempts)) {
            add("attempt"_L1,
                translated(QT_TRANSLATE_NOOP("NetworkFacts", "%1: %2 after %3 ms"))
                    .arg(withPort(attempt.address, attempt.port), toString(attempt.outcome),
                         QString::number(attempt.durationMs)));
        }
    }

    static QString requestOf(const Exchange &exchange)
    {
        const std::optional<HttpHead> head = parseHead(exchange.request.head);
        if (!head || head->isResponse)
            return {};
        // With the website itself only the path is asked for.
        const QString asked = textOf(head->requestTarget);
        return textOf(head->method) + u' '
            + bareTarget(asked.startsWith(u'/') && !exchange.target.isEmpty() ? exchange.target
                                                                              : asked);
    }

    /// How it ended, where that is more than "the answer came".
    static QString endOf(const Exchange &exchange)
    {
        if (exchange.end == ExchangeEnd::Complete)
            return {};
        return translated(QT_TRANSLATE_NOOP("NetworkFacts", "%1 after %2 ms"))
            .arg(toString(exchange.end), QString::number(exchange.durationMs));
    }

    void exchange(const Exchange &exchange)
    {
        const QString request = requestOf(exchange);
        add(request.isEmpty() ? "target"_L1 : "request"_L1,
            request.isEmpty() ? bareTarget(exchange.target) : request);
        const std::optional<HttpHead> answer = parseHead(exchange.response.head);
        if (answer && answer->isResponse)
            add("answer"_L1, textOf(exchange.response.startLine()));
        add("end"_L1, endOf(exchange));
        if (exchange.connection > 0)
            add("connection"_L1, QString::number(exchange.connection));
        if (answer) {
            QStringList schemes;
            for (const char *name : {"Proxy-Authenticate", "WWW-Authenticate"}) {
                for (const Challenge &challenge :
                     parseChallenges(*answer, exchange.response.head, name)) {
                    if (!challenge.scheme.isEmpty() && !schemes.contains(textOf(challenge.scheme)))
                        schemes.append(textOf(challenge.scheme));
                }
            }
            add("offered"_L1, schemes.join(", "_L1));
            addField(ownErrorField(*answer));
            for (const char *name : {"Via", "Server", "Proxy-Agent", "X-Cache"})
                addField(answer->field(name));
            if (const HttpField *date = answer->field("Date"))
                add("date"_L1, textOf(date->value));
        }
        add("method"_L1, exchange.answeredScheme);
        if (exchange.tls)
            tls(*exchange.tls);
        ntlm();
    }

    void tls(const TlsFacts &facts)
    {
        add("tls"_L1,
            facts.established ? QStringList{facts.version, facts.cipher}.join(u' ').trimmed()
                              : facts.detail);
        if (facts.chain.isEmpty())
            return;
        const CertificateFacts &leaf = facts.chain.first();
        add("certificate"_L1, leaf.subject);
        add("issuer"_L1, leaf.issuer);
        add("valid"_L1, leaf.notAfter);
    }

    /// The full name, or else the short one.
    static QString named(const DecodedToken &token, QLatin1StringView full, QLatin1StringView brief)
    {
        for (const QLatin1StringView id : {full, brief}) {
            for (const DecodedField &field : token.fields) {
                if (field.id == id && !field.value.isEmpty())
                    return field.value;
            }
        }
        return {};
    }

    /// Whom the NTLM challenges of these exchanges name.
    void ntlm()
    {
        QStringList nodes;
        QStringList domains;
        for (const Exchange *exchange : std::as_const(m_exchanges)) {
            for (const DecodedToken &token : exchange->decoded) {
                if (token.what != "ntlm.type2"_L1)
                    continue;
                const QString node = named(token, "ntlm.dns-computer"_L1, "ntlm.nb-computer"_L1);
                const QString domain = named(token, "ntlm.dns-domain"_L1, "ntlm.nb-domain"_L1);
                if (!nodes.contains(node))
                    nodes.append(node);
                if (!domains.contains(domain))
                    domains.append(domain);
            }
        }
        nodes.removeAll(QString());
        domains.removeAll(QString());
        add("node"_L1, nodes.join(", "_L1));
        add("domain"_L1, domains.join(", "_L1));
    }

    /// What the rule itself passed on.
    void ofFinding()
    {
        const auto param = [this](QLatin1StringView name) { return m_finding.params.value(name); };
        const bool signIn = m_finding.stage == StageId::SignIn;
        const bool kerberos = m_finding.cause.startsWith("kerberos."_L1);
        const bool settings = m_finding.cause.startsWith("settings."_L1);
        add("realm"_L1, param("realm"_L1));
        // Only where the logs can have it.
        const bool named
            = std::any_of(m_exchanges.begin(), m_exchanges.end(),
                          [](const Exchange *one) { return !one->answeredScheme.isEmpty(); });
        if (named)
            add("user"_L1, param("user"_L1));
        if (m_finding.cause == "credentials.wrong-domain"_L1)
            add("sentDomain"_L1, param("sent"_L1));
        if (m_finding.cause == "ntlm.node-changed"_L1) {
            m_facts.removeIf([](const NetworkFact &fact) { return fact.id == "node"_L1; });
            add("node"_L1, param("firstNode"_L1) + ", "_L1 + param("secondNode"_L1));
        }
        if (kerberos) {
            const QString canonical = param("canonical"_L1);
            add("service"_L1, canonical.isEmpty() ? param("service"_L1) : canonical);
            for (const QLatin1StringView name :
                 {"spn"_L1, "principal"_L1, "etype"_L1, "kvno"_L1, "ends"_L1, "error"_L1})
                add(name, param(name));
            add("clock"_L1, param("minutes"_L1));
        } else if (shows(EvidenceSource::Kerberos)) {
            for (const Evidence &evidence : m_finding.evidence) {
                add("principal"_L1, evidence.says.params.value(u"principal"_s));
                add("error"_L1, evidence.says.params.value(u"error"_s));
            }
        }
        if (m_finding.cause == "socks.request-refused"_L1)
            add("code"_L1, param("code"_L1));
        if (settings) {
            for (const QLatin1StringView name : {"url"_L1, "httpStatus"_L1, "line"_L1, "detail"_L1,
                                                 "named"_L1, "entry"_L1, "where"_L1})
                add(name, name == "url"_L1 ? bareTarget(param(name)) : param(name));
            add("target"_L1, bareTarget(param("target"_L1)));
        }
        if (signIn && m_case.attempts.sent > 0) {
            add("sent"_L1, QString::number(m_case.attempts.sent));
            add("rejected"_L1, QString::number(m_case.attempts.rejected));
        }
    }

    QString inShort(const Exchange &exchange) const
    {
        const QString request = requestOf(exchange);
        QStringList ends{withPort(exchange.localAddress, exchange.localPort), exchange.remote};
        ends.removeAll(QString());
        QStringList parts{timeOf(&exchange), ends.join(u" \u2192 "_s),
                          request.isEmpty() ? bareTarget(exchange.target) : request,
                          textOf(exchange.response.startLine()), endOf(exchange)};
        parts.removeAll(QString());
        return parts.join(", "_L1);
    }

    const Case &m_case;
    const Finding &m_finding;
    QList<const Exchange *> m_exchanges; ///< of the evidence, in its order
    QList<NetworkFact> m_facts;
};

} // namespace

QList<NetworkFact> networkFacts(const Case &value, const Finding &finding)
{
    return Facts(value, finding).all();
}

} // namespace pt
