// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/Redaction.h"

#include "protocol/KnownClients.h"
#include "protocol/Masking.h"
#include "report/MessageRedaction.h"
#include "report/Pseudonyms.h"
#include "report/PublicWords.h"
#include "report/SocksRedaction.h"
#include "report/TokenRedaction.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

/// Classes of values, as in "keep", "identity" and "secret". Each struct of a Case is taken apart
/// with a structured binding of all its members: a new member does not compile here until it has
/// been given a class, so none can slip into a bundle unseen.
class Redactor
{
public:
    Redacted run(const Case &value);

private:
    void collect(const Case &value);

    QString host(const QString &part, const QString &value);
    QString authority(const QString &part, const QString &value);
    QString url(const QString &part, const QString &value);
    QString user(const QString &part, const QString &value);
    QString words(const QString &part, const QString &value);
    QString swept(const QString &part, const QString &value);
    QString code(const QString &value);
    QString logged(const QString &rule, const QString &part, const QString &before,
                   const QString &after);

    CaseInput input(const CaseInput &value);
    InputProblem problem(const InputProblem &value, const QString &given,
                         const QList<qsizetype> &positions);
    QString given(const QString &value, QList<qsizetype> *positions);
    SecretFacts facts(const SecretFacts &value);
    Resolution resolution(const Resolution &value);
    AddressAttempt connect(const AddressAttempt &value);
    StageResult stage(const StageResult &value);
    Exchange exchange(const Exchange &value);
    TlsFacts tls(const TlsFacts &value, const QString &part);
    CertificateFacts certificate(const CertificateFacts &value, const QString &part);
    QString distinguishedName(const QString &value, const QString &part);
    EnvironmentFacts environment(const EnvironmentFacts &value);
    SignInMemory signInMemory(const SignInMemory &value);
    NegotiateFacts negotiate(const NegotiateFacts &value);
    QString sourceName(const QString &value, const QString &part);
    QString sourceId(const QString &value, const QString &part);
    ProxySource proxySource(const ProxySource &source, const QString &part);
    PacFacts pacFacts(const PacFacts &value, const QString &part);
    QMap<QString, QString> params(const QMap<QString, QString> &values, const QString &part);

    Pseudonyms m_names;
    RedactionLog m_log;
};

bool isNumber(const QString &text)
{
    static const QRegularExpression shape(u"\\A-?\\d{1,12}\\z"_s);
    return shape.match(text).hasMatch();
}

QString Redactor::logged(const QString &rule, const QString &part, const QString &before,
                         const QString &after)
{
    if (before != after)
        m_log.add(rule, part, before.size());
    return after;
}

QString Redactor::host(const QString &part, const QString &value)
{
    return logged(u"host"_s, part, value, m_names.host(value));
}

QString Redactor::authority(const QString &part, const QString &value)
{
    return logged(u"host"_s, part, value, m_names.authority(value));
}

QString Redactor::url(const QString &part, const QString &value)
{
    return logged(u"url"_s, part, value, m_names.url(value));
}

QString Redactor::user(const QString &part, const QString &value)
{
    return logged(u"user"_s, part, value, m_names.user(value));
}

QString Redactor::words(const QString &part, const QString &value)
{
    return logged(u"text"_s, part, value, redactedWords(value, &m_names));
}

QString Redactor::swept(const QString &part, const QString &value)
{
    return logged(u"text"_s, part, value, m_names.swept(value));
}

/// A stable id of this program is made of public words; a bundle could name anything in its place.
QString Redactor::code(const QString &value)
{
    static const QRegularExpression shape(u"\\A[a-z0-9][a-z0-9._-]{0,63}\\z"_s);
    return shape.match(value).hasMatch() && publicWords(value) == value
        ? value
        : redactedWords(value, &m_names);
}

/// Names get their stand-ins in this order, which is the same when a redacted Case is redacted
/// again.
void Redactor::collect(const Case &value)
{
    m_names.host(value.input.endpoint.host);
    m_names.user(value.input.user);
    m_names.of(PseudonymKind::Domain, value.input.domain);
    if (value.resolution) {
        m_names.host(value.resolution->name);
        for (const QString &address : value.resolution->addresses)
            m_names.host(address);
    }
    for (const AddressAttempt &attempt : value.connects) {
        m_names.host(attempt.address);
        m_names.host(attempt.localAddress);
    }
    for (const QString &target : value.input.targets)
        m_names.url(target);
    for (const Exchange &exchange : value.exchanges) {
        m_names.url(exchange.target);
        m_names.host(exchange.localAddress);
        m_names.authority(exchange.remote);
        if (exchange.tls) {
            m_names.host(exchange.tls->serverName);
            for (const CertificateFacts &certificate : exchange.tls->chain) {
                for (const QString &name : certificate.names)
                    m_names.hostList(name);
            }
        }
        collectNames(maskedHead(exchange.request.head), &m_names);
        collectNames(maskedHead(exchange.response.head), &m_names);
        collectSocksNames(exchange, &m_names);
        for (const DecodedToken &token : exchange.decoded)
            collectNames(token, &m_names);
    }
    for (const NegotiateFacts &facts : value.negotiate) {
        m_names.host(facts.host);
        m_names.user(facts.principal);
        m_names.of(PseudonymKind::Domain, facts.realm);
        m_names.service(facts.canonicalService);
    }
    static const QSet<QString> hostParams{u"readHost"_s, u"meantHost"_s, u"host"_s};
    for (const InputProblem &problem : value.input.problems) {
        for (auto it = problem.params.cbegin(); it != problem.params.cend(); ++it) {
            if (hostParams.contains(it.key()))
                m_names.host(it.value());
        }
    }
}

/// What was typed, run by run between the characters that give an address its structure: where a
/// program splits it wrongly can still be seen, and each position can be told anew.
QString Redactor::given(const QString &value, QList<qsizetype> *positions)
{
    static const QString structure = u":/@?#[]% \t\r\n\\\"'<>,;"_s;
    static const QSet<QString> kept{
        u"http"_s, u"https"_s, u"socks"_s, u"socks4"_s,    u"socks4a"_s,  u"socks5"_s, u"socks5h"_s,
        u"ftp"_s,  u"***"_s,   u"x"_s,     u"proxy.pac"_s, u"wpad.dat"_s, u"p"_s};
    static const QSet<QString> escapes{u"20"_s, u"22"_s, u"23"_s, u"25"_s, u"2F"_s, u"3A"_s,
                                       u"3F"_s, u"40"_s, u"5B"_s, u"5C"_s, u"5D"_s};
    static const QRegularExpression port(u"\\A\\d{1,5}\\z"_s);
    QString result;
    positions->clear();
    for (qsizetype i = 0; i < value.size();) {
        if (structure.contains(value.at(i))) {
            positions->append(result.size());
            result += value.at(i++);
            continue;
        }
        // An escape of one of the characters above shows the fault and tells nothing else.
        if (i > 0 && value.at(i - 1) == u'%' && i + 1 < value.size()
            && escapes.contains(value.mid(i, 2).toUpper())) {
            *positions << result.size() << result.size() + 1;
            result += value.mid(i, 2);
            i += 2;
            continue;
        }
        qsizetype end = i;
        while (end < value.size() && !structure.contains(value.at(end)))
            ++end;
        const QString run = value.mid(i, end - i);
        QString standIn = m_names.swept(run);
        const bool invisible = std::any_of(run.cbegin(), run.cend(), [](QChar c) {
            return c.unicode() == 0xA0 || c.category() == QChar::Other_Format;
        });
        const bool afterColon = i > 0 && value.at(i - 1) == u':';
        const bool isStandIn = isPseudonym(standIn) || isIpv4(standIn);
        if (invisible && run.size() > 1) {
            // The hidden character is the fault: keep it, and what stands before and after it as
            // one x.
            standIn.clear();
            for (const QChar c : run) {
                const bool hidden = c.unicode() == 0xA0 || c.category() == QChar::Other_Format;
                if (hidden)
                    standIn += c;
                else if (!standIn.endsWith(u'x'))
                    standIn += u'x';
            }
        } else if (!isStandIn && !invisible && !kept.contains(run.toLower())
                   && !(afterColon && port.match(run).hasMatch()) && standIn != u"localhost"_s
                   && !standIn.startsWith(u"example."_s)) {
            standIn = m_names.host(run) == run || isPublicWord(run) ? m_names.host(run) : u"x"_s;
        }
        for (qsizetype k = 0; k < run.size(); ++k)
            positions->append(result.size()
                              + std::min(k, std::max<qsizetype>(standIn.size() - 1, 0)));
        result += standIn;
        i = end;
    }
    positions->append(result.size());
    return logged(u"address"_s, u"input"_s, value, result);
}

QMap<QString, QString> Redactor::params(const QMap<QString, QString> &values, const QString &part)
{
    static const QSet<QString> hosts{u"host"_s,     u"address"_s,   u"localAddress"_s,
                                     u"readHost"_s, u"meantHost"_s, u"targetHost"_s,
                                     u"name"_s,     u"server"_s};
    static const QSet<QString> authorities{u"endpoint"_s, u"proxy"_s, u"remote"_s};
    static const QSet<QString> urls{u"target"_s, u"url"_s, u"location"_s};
    static const QSet<QString> users{u"user"_s, u"readUser"_s, u"meantUser"_s};
    static const QSet<QString> codes{u"end"_s,    u"stage"_s,    u"field"_s,   u"missing"_s,
                                     u"scheme"_s, u"problems"_s, u"schemes"_s, u"kind"_s};
    static const QRegularExpression codeList(
        u"\\A[A-Za-z0-9._-]{0,32}(?:[, ]+[A-Za-z0-9._-]{1,32}){0,16}\\z"_s);
    QMap<QString, QString> result;
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        const QString key = code(it.key()) == it.key()
                || !redactedWords(it.key(), &m_names).contains(u'[') || hosts.contains(it.key())
                || users.contains(it.key())
            ? it.key()
            : words(part, it.key());
        QString value = it.value();
        if (isNumber(value) && !users.contains(key))
            value = it.value();
        else if (hosts.contains(key))
            value = host(part, value);
        else if (authorities.contains(key))
            value = value.contains(u"://"_s) ? url(part, value) : authority(part, value);
        else if (urls.contains(key))
            value = value.contains(u"://"_s) ? url(part, value) : authority(part, value);
        else if (users.contains(key))
            value = user(part, value);
        else if (codes.contains(key) && codeList.match(value).hasMatch())
            value = swept(part, value);
        else if (key == u"encoded"_s || key == u"corrected"_s) {
            QList<qsizetype> unused;
            value = given(value, &unused);
        } else
            value = words(part, value);
        result.insert(key, value);
    }
    return result;
}

InputProblem Redactor::problem(const InputProblem &value, const QString &givenText,
                               const QList<qsizetype> &positions)
{
    const auto &[kind, field, position, length, problemParams] = value;
    InputProblem result;
    result.kind = kind;
    result.field = code(field);
    result.position = position;
    result.length = length;
    // Positions in what was typed move with the stand-ins; a password is masked in it.
    if (field == u"url"_s || field == u"password"_s) {
        if (position >= 0 && position < positions.size() && position <= givenText.size()) {
            const qsizetype end = std::min<qsizetype>(position + length, positions.size() - 1);
            result.position = positions.at(position);
            result.length
                = std::max<qsizetype>(positions.at(end) - result.position, length > 0 ? 1 : 0);
        } else {
            result.position = -1;
            result.length = 0;
        }
    }
    result.params = params(problemParams, u"input"_s);
    return result;
}

SecretFacts Redactor::facts(const SecretFacts &value)
{
    const auto &[lengthClass, validUtf8, nonAscii, edgeSpace, invisible, smartQuote, percentEscape,
                 colon, control]
        = value;
    static const QSet<QString> classes{u""_s, u"0"_s, u"1-7"_s, u"8-15"_s, u"16+"_s};
    SecretFacts result = value;
    if (!classes.contains(lengthClass))
        result.lengthClass.clear();
    return result;
}

CaseInput Redactor::input(const CaseInput &value)
{
    const auto &[givenText, endpoint, problems, userName, domain, secret, keychain, keychainDetail,
                 targets, auth, attemptLimit, timeoutSeconds, userAgent, caFile, ntlmVersion1,
                 refusedBefore]
        = value;
    const QString part = u"input"_s;
    CaseInput result;
    QList<qsizetype> positions;
    result.given = given(givenText, &positions);
    {
        const auto &[scheme, hostName, port] = endpoint;
        result.endpoint = {scheme, host(part, hostName), port};
    }
    for (const InputProblem &one : problems)
        result.problems.append(problem(one, givenText, positions));
    result.user = user(part, userName);
    result.domain = logged(u"domain"_s, part, domain, m_names.of(PseudonymKind::Domain, domain));
    if (secret)
        result.secret = facts(*secret);
    result.keychain = keychain;
    result.keychainDetail = words(part, keychainDetail);
    for (const QString &target : targets)
        result.targets.append(url(part, target));
    result.auth = auth;
    result.attemptLimit = attemptLimit;
    result.timeoutSeconds = timeoutSeconds;
    result.userAgent = words(part, userAgent);
    result.ntlmVersion1 = ntlmVersion1;
    result.caFile = caFile.isEmpty() ? caFile : logged(u"file-name"_s, part, caFile, u"ca-file"_s);
    for (const QString &spelling : refusedBefore)
        result.refusedBefore.append(code(spelling));
    return result;
}

Resolution Redactor::resolution(const Resolution &value)
{
    const auto &[name, outcome, addresses, durationMs, detail] = value;
    const QString part = u"resolution"_s;
    Resolution result;
    result.name = host(part, name);
    result.outcome = outcome;
    for (const QString &address : addresses)
        result.addresses.append(host(part, address));
    result.durationMs = durationMs;
    result.detail = words(part, detail);
    return result;
}

AddressAttempt Redactor::connect(const AddressAttempt &value)
{
    const auto &[address, port, outcome, startedMs, durationMs, localAddress, localPort, detail]
        = value;
    const QString part = u"connections"_s;
    return {host(part, address),
            port,
            outcome,
            startedMs,
            durationMs,
            host(part, localAddress),
            localPort,
            words(part, detail)};
}

StageResult Redactor::stage(const StageResult &value)
{
    const auto &[id, status, startedMs, durationMs, stageCode, stageParams] = value;
    return {id,         status,          startedMs,
            durationMs, code(stageCode), params(stageParams, u"stage "_s + toString(id))};
}

/// The attribute types stay; a value that is a known host keeps being equal to it.
QString Redactor::distinguishedName(const QString &value, const QString &part)
{
    static const QRegularExpression attribute(
        u"(?<=\\A|[,/+;] |[,/+;])(?<type>[A-Za-z][A-Za-z0-9.]{0,31})=(?<value>(?:\\\\.|[^,/+;\\\\]){1,512}+)"_s);
    static const QRegularExpression hostShape(
        u"\\A(?:\\*\\.)?[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63}){1,20}\\z"_s);
    const QString text = QString::fromUtf8(value.toUtf8());
    QString result;
    qsizetype done = 0;
    for (auto it = attribute.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString name = match.captured(u"value"_s);
        const QString type = match.captured(u"type"_s);
        const bool isHost = hostShape.match(name).hasMatch();
        if (match.capturedStart() > done)
            result += u", "_s;
        if (type == u"C"_s && name.size() == 2)
            result += type + u'=' + name;
        else
            result += redactedWords(type, &m_names).contains(u'[') && type.size() > 3
                ? u"OID=name-withheld"_s
                : type + u'='
                    + (isHost ? m_names.hostList(name) : m_names.of(PseudonymKind::Name, name));
        done = match.capturedEnd();
    }
    if (done == 0 && !text.isEmpty()) // a plain name, as some TLS libraries give it
        result = hostShape.match(text).hasMatch() ? m_names.hostList(text)
                                                  : m_names.of(PseudonymKind::Name, text);
    return logged(u"certificate"_s, part, value, result);
}

CertificateFacts Redactor::certificate(const CertificateFacts &value, const QString &part)
{
    const auto &[subject, issuer, names, notBefore, notAfter, sha256, selfSigned] = value;
    static const QRegularExpression time(u"\\A[0-9TZ:.+-]{0,40}\\z"_s);
    CertificateFacts result;
    for (const QString &name : names)
        result.names.append(logged(u"host"_s, part, name, m_names.hostList(name)));
    result.subject = distinguishedName(subject, part);
    result.issuer = distinguishedName(issuer, part);
    result.notBefore = time.match(notBefore).hasMatch() ? notBefore : QString();
    result.notAfter = time.match(notAfter).hasMatch() ? notAfter : QString();
    result.sha256
        = logged(u"certificate"_s, part, sha256, m_names.of(PseudonymKind::Certificate, sha256));
    result.selfSigned = selfSigned;
    return result;
}

TlsFacts Redactor::tls(const TlsFacts &value, const QString &part)
{
    const auto &[established, version, cipher, serverName, chain, problems, detail, durationMs]
        = value;
    static const QRegularExpression token(
        u"\\A(?:TLS|SSL|DTLS|ECDHE|DHE|AES|CHACHA20|[A-Z0-9_-]*(?:SHA|GCM|POLY))"
        "[A-Za-z0-9_.-]{0,64}\\z"_s);
    static const QSet<QString> known{u"untrusted"_s,     u"self-signed"_s,   u"expired"_s,
                                     u"not-yet-valid"_s, u"name-mismatch"_s, u"revoked"_s,
                                     u"other"_s};
    TlsFacts result;
    result.established = established;
    result.version = token.match(version).hasMatch() ? version : words(part, version);
    result.cipher = token.match(cipher).hasMatch() ? cipher : words(part, cipher);
    result.serverName = host(part, serverName);
    for (const CertificateFacts &one : chain)
        result.chain.append(certificate(one, part));
    for (const QString &one : problems)
        result.problems.append(known.contains(one) ? one : words(part, one));
    result.detail = words(part, detail);
    result.durationMs = durationMs;
    return result;
}

Exchange Redactor::exchange(const Exchange &value)
{
    const auto &[id, stageId, form, target, control, connection, tunnelOf, localAddress, localPort,
                 remote, tlsFacts, answeredScheme, answerRejected, leg, answerGoesOn, proxyProof, alternative,
                 startedMs, firstByteMs, durationMs, request, response, interimResponses, end, endDetail,
                 peerKeptOpen, tunnelBytesSent, tunnelBytesReceived, qnam, decoded]
        = value;
    const QString part = u"exchange %1"_s.arg(id);
    Exchange result;
    result.id = id;
    result.stage = stageId;
    result.form = form;
    result.target = url(part, target);
    result.control = control;
    result.connection = connection;
    result.tunnelOf = tunnelOf;
    result.localAddress = host(part, localAddress);
    result.localPort = localPort;
    result.remote = authority(part, remote);
    if (tlsFacts)
        result.tls = tls(*tlsFacts, part);
    result.answeredScheme = code(answeredScheme);
    result.answerRejected = answerRejected;
    result.leg = leg;
    result.answerGoesOn = answerGoesOn;
    result.proxyProof = proxyProof;
    result.alternative = code(alternative);
    result.startedMs = startedMs;
    result.firstByteMs = firstByteMs;
    result.durationMs = durationMs;
    if (isSocksExchange(value)) {
        redactSocks(value, &result, &m_names, &m_log, part);
    } else {
        result.request = redactedMessage(request, &m_names, &m_log, part + u", request"_s);
        result.response = redactedMessage(response, &m_names, &m_log, part + u", response"_s);
    }
    result.interimResponses = interimResponses;
    result.end = end;
    const QString codeOfEnd = code(endDetail);
    result.endDetail = logged(u"text"_s, part, endDetail, codeOfEnd);
    result.peerKeptOpen = peerKeptOpen;
    result.tunnelBytesSent = tunnelBytesSent;
    result.tunnelBytesReceived = tunnelBytesReceived;
    if (qnam) {
        const auto &[error, name, httpStatus] = *qnam;
        static const QRegularExpression enumerator(u"\\A(?:NoError|[A-Z][A-Za-z]{0,60}Error)\\z"_s);
        result.qnam
            = QnamReport{error, enumerator.match(name).hasMatch() ? name : QString(), httpStatus};
    }
    if (!decoded.isEmpty())
        result.decoded = redactedTokens(value, result, &m_names, &m_log, part);
    return result;
}

EnvironmentFacts Redactor::environment(const EnvironmentFacts &value)
{
    const auto &[programVersion, system, qtVersion, tlsLibrary, startedUtc, sources, pac, fromSettings,
                 chosen, memory]
        = value;
    static const QRegularExpression time(u"\\A[0-9TZ:.+-]{0,40}\\z"_s);
    const QString part = u"environment"_s;
    EnvironmentFacts result;
    // Names and versions of programs, written by this program.
    result.programVersion = swept(part, programVersion);
    result.system = swept(part, system);
    result.qtVersion = swept(part, qtVersion);
    result.tlsLibrary = swept(part, tlsLibrary);
    result.startedUtc = time.match(startedUtc).hasMatch() ? startedUtc : QString();
    for (const ProxySource &source : sources)
        result.sources.append(proxySource(source, part));
    for (const PacFacts &one : pac)
        result.pac.append(pacFacts(one, part));
    result.fromSettings = fromSettings;
    result.chosen = sourceId(chosen, part);
    if (memory)
        result.memory = signInMemory(*memory);
    return result;
}

SignInMemory Redactor::signInMemory(const SignInMemory &value)
{
    const auto &[accepted, stored, storedUtc] = value;
    static const QRegularExpression time(u"\\A[0-9TZ:.+-]{0,40}\\z"_s);
    const auto timeOf = [](const QString &text) {
        return time.match(text).hasMatch() ? text : QString();
    };
    SignInMemory result;
    for (const EarlierSignIn &one : accepted) {
        const auto &[acceptedUtc, scheme, sameUser, sameSecret] = one;
        result.accepted.append({timeOf(acceptedUtc), code(scheme), sameUser, sameSecret});
    }
    result.stored = stored;
    result.storedUtc = timeOf(storedUtc);
    return result;
}

NegotiateFacts Redactor::negotiate(const NegotiateFacts &value)
{
    const auto &[exchangeId, hostName, service, canonicalService, principal, realm, source,
                 ticketEndUtc, etype, kvno, kdcReached, failureCode, reason, major, majorText,
                 minor, minorText, kerberosError, legs, proof]
        = value;
    static const QRegularExpression time(u"\\A[0-9TZ:.+-]{0,40}\\z"_s);
    const QString part = u"negotiate"_s;
    NegotiateFacts result;
    result.exchange = exchangeId;
    result.host = host(part, hostName);
    result.service = logged(u"service"_s, part, service, m_names.service(service));
    result.canonicalService
        = logged(u"service"_s, part, canonicalService, m_names.service(canonicalService));
    result.principal = user(part, principal);
    result.realm = logged(u"domain"_s, part, realm, m_names.of(PseudonymKind::Domain, realm));
    result.source = source;
    result.ticketEndUtc = time.match(ticketEndUtc).hasMatch() ? ticketEndUtc : QString();
    result.etype = etype;
    result.kvno = kvno;
    result.kdcReached = kdcReached;
    result.code = code(failureCode);
    result.reason = code(reason);
    result.major = major;
    result.majorText = words(part, majorText);
    result.minor = minor;
    result.minorText = words(part, minorText);
    result.kerberosError = kerberosError;
    result.legs = legs;
    result.proof = proof;
    return result;
}

/// What a setting is called is the same everywhere; a bundle could name anything in its place.
QString Redactor::sourceName(const QString &value, const QString &part)
{
    static const QRegularExpression known(
        u"\\A(?:(?:[a-z]{1,16}|[A-Z]{1,16})_(?:proxy|PROXY)|http\\.proxy|proxy|https-proxy|noproxy|"
        "global\\.proxy|Acquire::https?::Proxy|http|https|ignore-hosts|autoconfig-url|httpProxy|"
        "httpsProxy|NoProxyFor|Proxy Config Script)\\z"_s);
    return known.match(value).hasMatch() ? value : words(part, value);
}

QString Redactor::sourceId(const QString &value, const QString &part)
{
    const qsizetype blank = value.indexOf(u' ');
    if (blank < 0 || !parseSourceKind(value.left(blank)))
        return words(part, value);
    return value.left(blank + 1) + sourceName(value.mid(blank + 1), part);
}

ProxySource Redactor::proxySource(const ProxySource &source, const QString &part)
{
    const auto &[name, value, kind, use, targets, place, line, endpoint, signIn, secret] = source;
    static const QRegularExpression known(
        u"\\A(?:~/\\.(?:gitconfig|config/git/config|npmrc|pip/pip\\.conf|config/pip/pip\\.conf|curlrc|"
        "config/\\.?curlrc|wgetrc|config/kioslaverc|config/glib-2\\.0/settings/keyfile)|"
        "/etc/(?:gitconfig|npmrc|pip\\.conf|apt/apt\\.conf|wgetrc|environment|curlrc))\\z"_s);
    ProxySource one;
    one.name = sourceName(name, part);
    const bool list = use == SourceUse::Exceptions || value.contains(u',') || value.contains(u' ');
    one.value = logged(u"address"_s, part, value,
                       list || !value.contains(u"://"_s) ? m_names.hostList(value)
                                                         : m_names.url(value));
    one.kind = kind;
    one.use = use;
    one.targets = code(targets);
    one.place = place.isEmpty() || known.match(place).hasMatch() ? place : words(part, place);
    one.line = line;
    one.endpoint = endpoint;
    one.endpoint.host = host(part, endpoint.host);
    one.signIn = signIn;
    one.secret = secret;
    return one;
}

PacFacts Redactor::pacFacts(const PacFacts &value, const QString &part)
{
    const auto &[address, source, outcome, fault, detail, line, status, bytes, durationMs, answers] = value;
    PacFacts one;
    one.url = url(part, address);
    one.source = sourceId(source, part);
    one.outcome = outcome;
    one.fault = code(fault);
    one.detail = words(part, detail);
    one.line = line;
    one.status = status;
    one.bytes = bytes;
    one.durationMs = durationMs;
    for (const PacAnswer &answer : answers) {
        const auto &[target, text] = answer;
        one.answers.append({url(part, target), swept(part, text)});
    }
    return one;
}

Redacted Redactor::run(const Case &value)
{
    const auto &[origin, scenario, caseInput, caseResolution, connects, stages, exchanges, attempts,
                 negotiates, caseEnvironment, clientMessage, cancelled]
        = value;
    collect(value);
    Case result;
    result.origin = origin;
    static const QRegularExpression scenarioId(u"\\A[a-z0-9-]{1,64}\\z"_s);
    if (origin == CaseOrigin::Practice && scenarioId.match(scenario).hasMatch())
        result.scenario = scenario; // the id of a built-in scenario
    result.input = input(caseInput);
    if (caseResolution)
        result.resolution = resolution(*caseResolution);
    for (const AddressAttempt &one : connects)
        result.connects.append(connect(one));
    for (const StageResult &one : stages)
        result.stages.append(stage(one));
    for (const Exchange &one : exchanges)
        result.exchanges.append(exchange(one));
    {
        const auto &[sent, rejected, limit, stopped, untried] = attempts;
        result.attempts = {sent, rejected, limit, stopped, {}};
        for (const QString &spelling : untried)
            result.attempts.untried.append(code(spelling));
    }
    for (const NegotiateFacts &one : negotiates)
        result.negotiate.append(negotiate(one));
    result.environment = environment(caseEnvironment);
    // Words of a table, and nothing of whoever pasted them.
    const ClientMessage *message = knownClients().messageIn(clientMessage.toUtf8());
    if (message && message->text == clientMessage.toUtf8())
        result.clientMessage = clientMessage;
    result.cancelled = cancelled;
    return {result, m_log};
}

} // namespace

Redacted redacted(const Case &value)
{
    return Redactor().run(value);
}

} // namespace pt
