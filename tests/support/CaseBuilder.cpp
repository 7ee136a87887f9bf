// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CaseBuilder.h"

namespace pt::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray credentials(const QByteArray &scheme)
{
    if (scheme == "Basic") {
        return "Proxy-Authorization: Basic [basic user=\"dev\" password-length=8-15"
               " password-kind=ascii]\r\n";
    }
    return "Proxy-Authorization: " + scheme + " [withheld]\r\n";
}

QByteArray authorityOf(const QString &url)
{
    QString rest = url.section("://"_L1, 1);
    return rest.section(u'/', 0, 0).toLatin1();
}

} // namespace

Message answerMessage(const QByteArray &shorthand)
{
    Message message;
    if (shorthand.isEmpty())
        return message;
    const qsizetype split = shorthand.indexOf(" || ");
    message.head = split < 0 ? shorthand : shorthand.left(split);
    message.head.replace(" | ", "\r\n");
    message.head.append("\r\n\r\n");
    message.headComplete = true;
    message.bodyComplete = true;
    if (split >= 0)
        message.body = shorthand.mid(split + 4);
    message.bodyBytes = message.body.size();
    return message;
}

CaseBuilder CaseBuilder::asked()
{
    CaseBuilder builder;
    builder.m_case.origin = CaseOrigin::Live;
    builder.proxy(u"proxy.example"_s, 3128);
    builder.m_case.input.given = u"proxy.example:3128"_s;
    return builder;
}

CaseBuilder CaseBuilder::live()
{
    CaseBuilder builder = asked();
    builder.resolve(ResolveOutcome::Resolved);
    builder.m_case.resolution->addresses = {u"192.0.2.10"_s};
    builder.address(u"192.0.2.10"_s, ConnectOutcome::Connected);
    return builder;
}

CaseBuilder CaseBuilder::pasted()
{
    CaseBuilder builder;
    builder.m_case.origin = CaseOrigin::RawText;
    return builder;
}

CaseBuilder &CaseBuilder::proxy(const QString &host, quint16 port)
{
    m_case.input.endpoint.host = host;
    m_case.input.endpoint.port = port;
    return *this;
}

CaseBuilder &CaseBuilder::typed(const QString &user, bool withSecret)
{
    m_case.input.user = user;
    if (withSecret) {
        SecretFacts facts;
        facts.lengthClass = u"8-15"_s;
        m_case.input.secret = facts;
    }
    return *this;
}

CaseBuilder &CaseBuilder::secret(const SecretFacts &facts)
{
    m_case.input.secret = facts;
    return *this;
}

CaseBuilder &CaseBuilder::keychain(KeychainUse use, const QString &detail)
{
    m_case.input.keychain = use;
    m_case.input.keychainDetail = detail;
    return *this;
}

CaseBuilder &CaseBuilder::auth(AuthChoice choice)
{
    m_case.input.auth = choice;
    return *this;
}

CaseBuilder &CaseBuilder::problem(InputProblemKind kind, const QString &field,
                                  const QMap<QString, QString> &params, qsizetype position)
{
    InputProblem problem;
    problem.kind = kind;
    problem.field = field;
    problem.params = params;
    problem.position = position;
    problem.length = position < 0 ? 0 : 1;
    m_case.input.problems.append(problem);
    return *this;
}

CaseBuilder &CaseBuilder::given(const QString &text)
{
    m_case.input.given = text;
    return *this;
}

CaseBuilder &CaseBuilder::target(const QString &url)
{
    m_case.input.targets.append(url);
    return *this;
}

CaseBuilder &CaseBuilder::resolve(ResolveOutcome outcome, const QString &detail)
{
    Resolution resolution;
    resolution.name = m_case.input.endpoint.host;
    resolution.outcome = outcome;
    resolution.detail = detail;
    m_case.resolution = resolution;
    return *this;
}

CaseBuilder &CaseBuilder::address(const QString &address, ConnectOutcome outcome)
{
    AddressAttempt attempt;
    attempt.address = address;
    attempt.port = m_case.input.endpoint.port;
    attempt.outcome = outcome;
    attempt.durationMs = outcome == ConnectOutcome::TimedOut ? 10'000 : 3;
    if (outcome == ConnectOutcome::Connected) {
        attempt.localAddress = u"192.0.2.77"_s;
        attempt.localPort = 50'001;
    }
    m_case.connects.append(attempt);
    return *this;
}

CaseBuilder &CaseBuilder::untried(const QStringList &spellings)
{
    m_case.attempts.untried = spellings;
    return *this;
}

CaseBuilder &CaseBuilder::refusedBefore(const QStringList &spellings)
{
    m_case.input.refusedBefore = spellings;
    return *this;
}

CaseBuilder &CaseBuilder::spelled(const QString &alternative, const QByteArray &user)
{
    latest().alternative = alternative;
    if (!user.isEmpty())
        latest().request.head.replace("user=\"dev\"", "user=\"" + user + '"');
    return *this;
}

CaseBuilder &CaseBuilder::attempts(int sent, int rejected, bool stopped)
{
    m_case.attempts.sent = sent;
    m_case.attempts.rejected = rejected;
    m_case.attempts.stopped = stopped;
    return *this;
}

Exchange &CaseBuilder::add(ExchangeForm form, const QString &target, const QByteArray &requestHead,
                           const QByteArray &answer)
{
    Exchange exchange;
    exchange.id = int(m_case.exchanges.size()) + 1;
    exchange.form = m_case.origin == CaseOrigin::RawText ? ExchangeForm::Imported : form;
    exchange.target = m_case.origin == CaseOrigin::RawText ? QString() : target;
    exchange.connection = exchange.id;
    exchange.request.head = requestHead;
    exchange.request.headComplete = true;
    exchange.request.bodyComplete = true;
    exchange.response = answerMessage(answer);
    exchange.firstByteMs = answer.isEmpty() ? -1 : 5;
    exchange.durationMs = 7;
    if (m_case.origin != CaseOrigin::RawText)
        exchange.remote = u"192.0.2.10:3128"_s;
    m_case.exchanges.append(exchange);
    return m_case.exchanges.last();
}

CaseBuilder &CaseBuilder::plain(const QString &url, const QByteArray &answer)
{
    add(ExchangeForm::PlainRequest, url,
        "GET " + url.toLatin1() + " HTTP/1.1\r\nHost: " + authorityOf(url) + "\r\n\r\n", answer);
    return *this;
}

CaseBuilder &CaseBuilder::signedPlain(const QString &url, const QByteArray &answer,
                                      const QByteArray &scheme)
{
    Exchange &exchange = add(ExchangeForm::PlainRequest, url,
                             "GET " + url.toLatin1() + " HTTP/1.1\r\nHost: " + authorityOf(url)
                                 + "\r\n" + credentials(scheme) + "\r\n",
                             answer);
    exchange.stage = StageId::SignIn;
    if (exchange.form != ExchangeForm::Imported)
        exchange.answeredScheme = QString::fromLatin1(scheme).toLower();
    return *this;
}

CaseBuilder &CaseBuilder::connect(const QString &authority, const QByteArray &answer)
{
    const QByteArray name = authority.toLatin1();
    add(ExchangeForm::Connect, u"https://"_s + authority + u'/',
        "CONNECT " + name + " HTTP/1.1\r\nHost: " + name + "\r\n\r\n", answer);
    return *this;
}

CaseBuilder &CaseBuilder::signedConnect(const QString &authority, const QByteArray &answer,
                                        const QByteArray &scheme)
{
    const QByteArray name = authority.toLatin1();
    Exchange &exchange = add(ExchangeForm::Connect, u"https://"_s + authority + u'/',
                             "CONNECT " + name + " HTTP/1.1\r\nHost: " + name + "\r\n"
                                 + credentials(scheme) + "\r\n",
                             answer);
    exchange.stage = StageId::Tunnel;
    if (exchange.form != ExchangeForm::Imported)
        exchange.answeredScheme = QString::fromLatin1(scheme).toLower();
    return *this;
}

CaseBuilder &CaseBuilder::inside(const QString &url, const QByteArray &answer)
{
    const int tunnel = m_case.exchanges.isEmpty() ? 0 : latest().id;
    Exchange &exchange = add(ExchangeForm::InsideTunnel, url,
                             "GET / HTTP/1.1\r\nHost: " + authorityOf(url) + "\r\n\r\n", answer);
    exchange.stage = StageId::Target;
    exchange.tunnelOf = tunnel;
    if (exchange.form != ExchangeForm::Imported) {
        TlsFacts facts;
        facts.established = true;
        facts.version = u"TLSv1.3"_s;
        exchange.tls = facts;
    }
    return *this;
}

CaseBuilder &CaseBuilder::deadTunnel(const QString &url, ExchangeEnd end, const TlsFacts &tlsFacts)
{
    const int tunnel = latest().id;
    Exchange &exchange = add(ExchangeForm::InsideTunnel, url, {}, {});
    exchange.stage = StageId::Tunnel;
    exchange.tunnelOf = tunnel;
    exchange.tls = tlsFacts;
    exchange.end = end;
    return *this;
}

CaseBuilder &CaseBuilder::proxyTls(const QString &failure, const TlsFacts &tlsFacts)
{
    Exchange &exchange = add(ExchangeForm::PortProbe, {}, {}, {});
    exchange.stage = StageId::Secure;
    exchange.tls = tlsFacts;
    exchange.end = failure.isEmpty() ? ExchangeEnd::Complete : ExchangeEnd::TlsFailed;
    exchange.endDetail = failure;
    return *this;
}

CaseBuilder &CaseBuilder::askedInClear(const QByteArray &answer)
{
    Exchange &exchange = add(ExchangeForm::PortProbe, {},
                             "GET / HTTP/1.1\r\nHost: proxy.example:3128\r\n\r\n", answer);
    exchange.stage = StageId::Secure;
    exchange.control = true;
    return *this;
}

CaseBuilder &CaseBuilder::answerOnly(const QByteArray &answer)
{
    add(ExchangeForm::Imported, {}, {}, answer);
    return *this;
}

CaseBuilder &CaseBuilder::control()
{
    latest().control = true;
    return *this;
}

CaseBuilder &CaseBuilder::bytes(const QByteArray &raw)
{
    latest().response = Message();
    latest().response.body = raw;
    latest().response.bodyBytes = raw.size();
    return *this;
}

CaseBuilder &CaseBuilder::cutHead(const QByteArray &head, ExchangeEnd end)
{
    latest().response = Message();
    latest().response.head = head;
    latest().end = end;
    return *this;
}

CaseBuilder &CaseBuilder::nothing(ExchangeEnd end, qint64 durationMs)
{
    latest().response = Message();
    latest().end = end;
    latest().durationMs = durationMs;
    latest().firstByteMs = -1;
    return *this;
}

CaseBuilder &CaseBuilder::endDetail(const QString &detail)
{
    latest().endDetail = detail;
    return *this;
}

CaseBuilder &CaseBuilder::rejectedByEngine()
{
    latest().answerRejected = true;
    return *this;
}

CaseBuilder &CaseBuilder::onConnection(int number)
{
    latest().connection = number;
    return *this;
}

CaseBuilder &CaseBuilder::at(const QString &remote)
{
    latest().remote = remote;
    return *this;
}

CaseBuilder &CaseBuilder::requestField(const QByteArray &line)
{
    QByteArray &head = latest().request.head;
    head.chop(2);
    head.append(line + "\r\n\r\n");
    return *this;
}

CaseBuilder &CaseBuilder::origin(const QByteArray &requestTarget)
{
    QByteArray &head = latest().request.head;
    head.replace(0, head.indexOf('\r'), "GET " + requestTarget + " HTTP/1.1");
    return *this;
}

CaseBuilder &CaseBuilder::tls(const TlsFacts &facts)
{
    latest().tls = facts;
    return *this;
}

CaseBuilder &CaseBuilder::tunnelBytes(qint64 received)
{
    latest().tunnelBytesReceived = received;
    return *this;
}

} // namespace pt::test
