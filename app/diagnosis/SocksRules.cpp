// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/MemorySight.h"
#include "diagnosis/Rules.h"
#include "diagnosis/SocksProofs.h"
#include "diagnosis/SocksView.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// What a person calls the messages.
QString stepName(const SocksView &socks)
{
    switch (socks.sent.kind) {
    case SocksKind::Greeting:
        return u"SOCKS greeting"_s;
    case SocksKind::SignIn:
        return u"SOCKS sign-in"_s;
    default:
        return u"SOCKS"_s;
    }
}

StageId stageOf(const SocksView &socks)
{
    return socks.view->exchange->stage;
}

QByteArray bytesOf(const SocksView &socks)
{
    return socks.view->exchange->response.body;
}

Evidence greetingLine(const SocksView &socks)
{
    return requestBodySpan(*socks.view, {0, socks.sent.length}, "socks.greeting"_L1);
}

Evidence methodLine(const SocksView &socks)
{
    return bodySpan(*socks.view, {0, 2}, "socks.method"_L1,
                    {{u"method"_s, QString::number(socks.answer.code)}});
}

Evidence requestLine(const SocksView &socks)
{
    return requestBodySpan(
        *socks.view, socks.sent.address, "socks.request"_L1,
        {{u"targetHost"_s, textOf(socksHost(socks.sent, socks.view->exchange->request.body), 255)},
         {u"targetPort"_s,
          QString::number(socksPort(socks.sent, socks.view->exchange->request.body))}});
}

Evidence replyLine(const SocksView &socks)
{
    return bodySpan(*socks.view, socks.answer.codeSpan, "socks.reply"_L1,
                    {{u"code"_s, QString::number(socks.answer.code)}});
}

Evidence passwordLine(const SocksView &socks, QLatin1StringView says)
{
    const QByteArray &message = socks.view->exchange->request.body;
    const QString user = textOf(socks.sent.user.in(message), 255);
    const ByteSpan span = socks.sent.user.length > 0 ? socks.sent.user : ByteSpan{0, 1};
    return requestBodySpan(*socks.view, span, says, {{u"user"_s, user}});
}

QString secondsOf(const Exchange &exchange)
{
    return QString::number(qMax<qint64>(1, (exchange.durationMs + 500) / 1000));
}

/// How a message that no byte answered ended.
Evidence withoutAnswer(const ExchangeView &view, const QString &method)
{
    const Exchange &exchange = *view.exchange;
    if (exchange.end == ExchangeEnd::Reset)
        return howItEnded(view, "exchange.reset-without-answer"_L1, {{u"method"_s, method}});
    if (exchange.end == ExchangeEnd::ClosedByPeer)
        return howItEnded(view, "exchange.closed-without-answer"_L1, {{u"method"_s, method}});
    return howItEnded(view, "exchange.silent"_L1,
                      {{u"method"_s, method}, {u"seconds"_s, secondsOf(exchange)}});
}

bool isVersion4(const Observations &observed)
{
    return observed.theCase().input.endpoint.scheme == ProxyScheme::Socks4a;
}

const SocksView *firstAsked(const QList<SocksView> &views)
{
    const auto it = std::find_if(views.begin(), views.end(),
                                 [](const SocksView &view) { return view.asksForPassword(); });
    return it == views.end() ? nullptr : &*it;
}

/// The control question that the port answered in clear, as HTTP.
const ExchangeView *answeredInClear(const Observations &observed)
{
    for (const ExchangeView &probe : observed.portProbes) {
        if (probe.isControl() && probe.readable())
            return &probe;
    }
    return nullptr;
}

bool answeredTls(const Observations &observed)
{
    return std::any_of(observed.portProbes.begin(), observed.portProbes.end(),
                       [](const ExchangeView &probe) {
                           const auto &tls = probe.exchange->tls;
                           return tls && (tls->established || !tls->chain.isEmpty());
                       });
}

/// HTTP was sent to a port that answers a SOCKS greeting and no HTTP.
void isSocks(const Observations &observed, QList<Finding> &found)
{
    if (!observed.socks.isEmpty())
        return;
    const QList<const ExchangeView *> wishes = observed.wishes();
    if (std::any_of(wishes.begin(), wishes.end(),
                    [](const ExchangeView *view) { return view->readable(); }))
        return;
    const QList<SocksView> probes = socksProbes(observed);
    for (const SocksView &probe : probes) {
        if (!probe.isAnswered())
            continue;
        FindingBuilder builder(observed, "endpoint.is-socks"_L1);
        builder.about(*probe.view)
            .param("version"_L1, u"5"_s)
            .confidence(Confidence::Certain)
            .show(methodLine(probe))
            .show(greetingLine(probe));
        if (!wishes.isEmpty())
            builder.show(withoutAnswer(*wishes.first(), wishes.first()->method));
        builder.ruleOut("network.reset"_L1, "answers-socks"_L1)
            .ruleOut("network.no-reply"_L1, "answers-socks"_L1);
        found.append(builder.done());
        return;
    }
}

void isHttp(const Observations &observed, const SocksView &socks, QList<Finding> &found)
{
    const QByteArray bytes = bytesOf(socks);
    const ExchangeView *clear = answeredInClear(observed);
    FindingBuilder builder(observed, "endpoint.is-http"_L1);
    builder.about(*socks.view).confidence(Confidence::Certain);
    if (!bytes.isEmpty()) {
        const ByteSpan line = firstLineOf(bytes);
        builder.show(bodySpan(*socks.view, line, "bytes.http"_L1,
                              {{u"text"_s, textOf(line.in(bytes), 120)}}));
    }
    if (clear)
        builder.show(statusLine(*clear, "status.answers-in-clear"_L1));
    if (bytes.isEmpty())
        builder.show(withoutAnswer(*socks.view, stepName(socks)));
    if (socks.sent.kind == SocksKind::Greeting)
        builder.show(greetingLine(socks));
    builder.ruleOut("network.reset"_L1, "answer-is-http"_L1)
        .ruleOut("network.no-reply"_L1, "answer-is-http"_L1);
    found.append(builder.done());
}

/// Why no method could be agreed on.
void methodRefused(const Observations &observed, const SocksView &socks, const QString &why,
                   const Evidence &shown, QList<Finding> &found)
{
    FindingBuilder builder(observed, "socks.method-refused"_L1);
    builder.about(*socks.view).param("why"_L1, why).stage(StageId::Challenge);
    // That a server of the other version is there is read from how it answers alone.
    builder.confidence(Confidence::Certain).show(shown);
    if (socks.sent.kind == SocksKind::Greeting && socks.sent.isComplete())
        builder.show(greetingLine(socks));
    builder.ruleOut("socks.credentials-rejected"_L1, "no-credentials-sent"_L1)
        .ruleOut("endpoint.is-http"_L1, "answers-socks"_L1);
    found.append(builder.done());
}

/// Something came that is no SOCKS message of the version spoken.
void otherProtocol(const Observations &observed, const SocksView &socks, QList<Finding> &found)
{
    const QByteArray bytes = bytesOf(socks);
    if (bytes.isEmpty() || socks.isAnswered())
        return;
    if (bytes.startsWith("HTTP/"))
        return isHttp(observed, socks, found);
    const PortGuess guess = guessPort(bytes);
    const ByteSpan span = guess.span.length > 0 ? guess.span : firstLineOf(bytes);
    if (socks.answer.state == SocksState::Incomplete) {
        FindingBuilder builder(observed, "endpoint.protocol-broken"_L1);
        builder.about(*socks.view)
            .param("problem"_L1, u"cut-off"_s)
            .param("offset"_L1, QString::number(bytes.size()))
            .stage(stageOf(socks))
            .confidence(Confidence::Certain)
            .show(bodySpan(*socks.view, {0, bytes.size()}, "socks.broken-off"_L1,
                           {{u"bytes"_s, QString::number(bytes.size())}}))
            .ruleOut("network.no-reply"_L1, "answer-came"_L1);
        found.append(builder.done());
        return;
    }
    switch (guess.protocol) {
    case PortProtocol::TlsAlert:
    case PortProtocol::Tls: {
        const bool alert = guess.protocol == PortProtocol::TlsAlert && bytes.size() >= 7;
        const QString number = alert ? QString::number(uchar(bytes.at(6))) : QString();
        FindingBuilder builder(observed, "endpoint.expects-tls"_L1);
        builder.about(*socks.view)
            .param("alert"_L1, number)
            .confidence(Confidence::Certain)
            .show(bodySpan(*socks.view, span, "bytes.tls"_L1, {{u"alert"_s, number}}))
            .ruleOut("network.reset"_L1, "answer-came"_L1);
        found.append(builder.done());
        return;
    }
    case PortProtocol::Socks4:
    case PortProtocol::Socks5: {
        const bool five = guess.protocol == PortProtocol::Socks5;
        // In the middle of a handshake the version is settled: what breaks it is something else.
        if (five == isVersion4(observed)) {
            methodRefused(observed, socks, five ? u"version-5"_s : u"version-4"_s,
                          bodySpan(*socks.view, span, "bytes.socks"_L1,
                                   {{u"version"_s, five ? u"5"_s : u"4"_s}}),
                          found);
            return;
        }
        FindingBuilder builder(observed, "endpoint.protocol-broken"_L1);
        builder.about(*socks.view)
            .param("problem"_L1, u"socks"_s)
            .param("offset"_L1, u"0"_s)
            .stage(stageOf(socks))
            .confidence(Confidence::Certain)
            .show(bodySpan(*socks.view, {0, qMin<qsizetype>(bytes.size(), 16)},
                           "socks.unreadable"_L1))
            .ruleOut("network.no-reply"_L1, "answer-came"_L1);
        found.append(builder.done());
        return;
    }
    default:
        break;
    }
    const QString protocol = nameOf(guess.protocol);
    const QString text = textOf(span.in(bytes), 120);
    FindingBuilder builder(observed, "endpoint.not-http"_L1);
    builder.about(*socks.view)
        .param("protocol"_L1, protocol)
        .param("text"_L1, text)
        .confidence(Confidence::Certain)
        .show(bodySpan(*socks.view, span,
                       protocol.isEmpty() ? "bytes.not-socks"_L1 : "bytes.greeting"_L1,
                       {{u"protocol"_s, protocol}, {u"text"_s, text}}))
        .ruleOut("endpoint.expects-tls"_L1, "answer-is-not-tls"_L1)
        .ruleOut("endpoint.is-http"_L1, "answer-is-not-http"_L1);
    found.append(builder.done());
}

/// No byte came back: what the control questions found, or how it ended.
void noAnswer(const Observations &observed, const QList<SocksView> &all, const SocksView &socks,
              QList<Finding> &found)
{
    const Exchange &exchange = *socks.view->exchange;
    if (!bytesOf(socks).isEmpty() || !socks.sent.isComplete())
        return;
    const bool cut
        = exchange.end == ExchangeEnd::Reset || exchange.end == ExchangeEnd::ClosedByPeer;
    const bool silent
        = exchange.end == ExchangeEnd::IdleTimeout || exchange.end == ExchangeEnd::TotalTimeout;
    if (!cut && !silent)
        return;
    // One that was answered later on another connection was only kept for too long.
    for (const SocksView &later : all) {
        if (later.view->exchange->id > exchange.id && later.sent.kind == socks.sent.kind
            && later.view->target == socks.view->target && later.isAnswered()) {
            return;
        }
    }
    const bool first = socks.sent.kind == SocksKind::Greeting
        || (socks.sent.kind == SocksKind::Request4 && &socks == &all.first());
    if (first) {
        if (answeredInClear(observed))
            return isHttp(observed, socks, found);
        const QList<SocksView> probes = socksProbes(observed);
        for (const SocksView &probe : probes) {
            if (probe.isAnswered() && isVersion4(observed)) {
                methodRefused(observed, probe, u"version-5"_s, methodLine(probe), found);
                return;
            }
        }
        if (answeredTls(observed))
            return; // said by another rule
    }
    FindingBuilder builder(observed, cut ? "network.reset"_L1 : "network.no-reply"_L1);
    builder.about(*socks.view)
        .param("method"_L1, stepName(socks))
        .stage(first ? StageId::Challenge : stageOf(socks))
        .confidence(silent && first ? Confidence::Certain : Confidence::Likely)
        .show(withoutAnswer(*socks.view, stepName(socks)));
    if (cut)
        builder.param("end"_L1, toString(exchange.end));
    else
        builder.param("seconds"_L1, secondsOf(exchange));
    if (socks.sent.kind == SocksKind::Greeting)
        builder.show(greetingLine(socks));
    else if (socks.isRequest())
        builder.show(requestLine(socks));
    else
        builder.show(passwordLine(socks, "socks.password-sent"_L1));
    builder.ruleOut("endpoint.not-http"_L1, "no-answer-came"_L1);
    if (first)
        builder.ruleOut("endpoint.is-http"_L1, "no-answer-in-clear"_L1);
    if (!exchange.remote.isEmpty())
        builder.ruleOut(cut ? "network.refused"_L1 : "network.timed-out"_L1, "connected"_L1,
                        {{u"address"_s, exchange.remote}});
    found.append(builder.done());
}

void noMethod(const Observations &observed, const SocksView &socks, QList<Finding> &found)
{
    if (socks.sent.kind != SocksKind::Greeting || !socks.isAnswered()
        || socks.answer.code == socksmethod::none || socks.answer.code == socksmethod::password) {
        return;
    }
    const bool none = socks.answer.code == socksmethod::nothingAcceptable;
    QString why = none ? u"none"_s : u"not-offered"_s;
    Evidence shown = methodLine(socks);
    const QList<SocksView> probes = socksProbes(observed);
    for (const SocksView &probe : probes) {
        if (probe.isAnswered() && probe.answer.code == socksmethod::gssapi) {
            why = u"gssapi"_s;
            shown = methodLine(probe);
        }
    }
    methodRefused(observed, socks, why, shown, found);
}

/// The server asks for a password, and none was sent.
void notSent(const Observations &observed, const QList<SocksView> &all, QList<Finding> &found)
{
    const SocksView *asked = firstAsked(all);
    if (!asked || std::any_of(all.begin(), all.end(), [](const SocksView &socks) {
            return socks.isSignIn();
        }))
        return;
    const Case &value = observed.theCase();
    const CaseInput &input = value.input;
    const bool hasUser = !input.user.isEmpty();
    const bool hasSecret = input.secret.has_value();
    const auto begin = [&](QLatin1StringView cause) {
        FindingBuilder builder(observed, cause);
        builder.about(*asked->view)
            .confidence(Confidence::Certain)
            .show(methodLine(*asked))
            .show(greetingLine(*asked))
            .ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1);
        return builder;
    };
    for (const StageResult &stage : value.stages) {
        const bool empty = stage.code == "socks.credential-empty"_L1;
        if (!empty && stage.code != "socks.credential-too-long"_L1)
            continue;
        FindingBuilder builder = begin("socks.credentials-unsendable"_L1);
        const QString field = stage.params.value(u"field"_s);
        builder.param("field"_L1, field)
            .param("problem"_L1, empty ? u"empty"_s : u"too-long"_s)
            .show(inputValue(
                field == "user"_L1 ? input.user : field, "input.socks-length"_L1,
                {{u"field"_s, field}, {u"problem"_s, empty ? u"empty"_s : u"too-long"_s}}));
        found.append(builder.done());
        return;
    }
    const bool keychainFailed
        = input.keychain != KeychainUse::NotUsed && input.keychain != KeychainUse::Used;
    if (hasUser != hasSecret && !(hasUser && keychainFailed)) {
        FindingBuilder builder = begin("credentials.incomplete"_L1);
        builder.param("lacks"_L1, hasUser ? u"password"_s : u"user"_s)
            .param("scheme"_L1, u"SOCKS5"_s)
            .param("realm"_L1, {});
        if (hasUser)
            builder.show(inputValue(input.user, "input.user-without-password"_L1,
                                    {{u"user"_s, input.user}}));
        else
            builder.show(inputValue(u"password"_s, "input.password-without-user"_L1));
        found.append(builder.done());
        return;
    }
    if (hasSecret)
        return; // given, yet not sent: stopped before it could be
    FindingBuilder builder = begin("credentials.missing"_L1);
    builder.param("schemes"_L1, u"SOCKS5"_s)
        .param("scheme"_L1, u"SOCKS5"_s)
        .param("realm"_L1, {})
        .param("stored"_L1, keychainFailed ? u"yes"_s : u"no"_s)
        .show(inputValue(u"none"_s, "input.no-credentials"_L1))
        .ruleOut("socks.method-refused"_L1, "socks-method-agreed"_L1);
    found.append(builder.done());
}

void passwordRefused(const Observations &observed, const QList<SocksView> &all,
                     QList<Finding> &found)
{
    for (const SocksView &socks : all) {
        if (!socks.isRefused())
            continue;
        const CaseInput &input = observed.theCase().input;
        const Attempts &attempts = observed.theCase().attempts;
        const QByteArray &message = socks.view->exchange->request.body;
        const QString user = textOf(socks.sent.user.in(message), 255);
        const bool nonAscii = (input.secret && input.secret->nonAscii)
            || std::any_of(user.begin(), user.end(), [](QChar c) { return c.unicode() > 0x7e; });
        FindingBuilder builder(observed, "socks.credentials-rejected"_L1);
        builder.about(*socks.view)
            .param("user"_L1, user)
            .param("sent"_L1, QString::number(qMax(attempts.sent, 1)))
            .param("rejected"_L1, QString::number(qMax(attempts.rejected, 1)))
            .confidence(nonAscii ? Confidence::Likely : Confidence::Certain)
            .show(bodySpan(*socks.view, socks.answer.codeSpan, "socks.sign-in-refused"_L1,
                           {{u"code"_s, QString::number(socks.answer.code)}}))
            .show(passwordLine(socks, "socks.password-sent"_L1));
        if (const SocksView *asked = firstAsked(all))
            builder.show(methodLine(*asked));
        if (attempts.sent > 0) {
            builder.show(caseValue(EvidenceSource::Attempts, QString::number(attempts.rejected),
                                   "attempts.count"_L1,
                                   {{u"sent"_s, QString::number(attempts.sent)},
                                    {u"rejected"_s, QString::number(attempts.rejected)}}));
        }
        builder
            .ruleOut("credentials.missing"_L1, "credentials-were-sent"_L1,
                     {{u"scheme"_s, u"SOCKS5"_s}})
            .ruleOut("socks.method-refused"_L1, "socks-method-agreed"_L1);
        if (input.keychain == KeychainUse::Used)
            builder.ruleOut("credentials.keychain-unavailable"_L1, "keychain-readable"_L1);
        showMemory(observed, u"socks"_s, builder);
        found.append(builder.done());
        return;
    }
}

/// RFC 1928 section 6: the codes by which a server says that it tried to reach the target.
QString reachProblemOf(const SocksView &socks)
{
    if (socks.sent.kind != SocksKind::Request5)
        return {};
    switch (socks.answer.code) {
    case socksreply::networkUnreachable:
    case socksreply::hostUnreachable:
        return u"unreachable"_s;
    case socksreply::connectionRefused:
        return u"refused"_s;
    case socksreply::ttlExpired:
        return u"timeout"_s;
    default:
        return {};
    }
}

void showSignIn(FindingBuilder &builder, const QList<SocksView> &all)
{
    for (const SocksView &socks : all) {
        if (!socks.isAccepted())
            continue;
        builder.show(bodySpan(*socks.view, socks.answer.codeSpan, "socks.sign-in-accepted"_L1))
            .ruleOut("socks.credentials-rejected"_L1, "socks-sign-in-accepted"_L1);
        return;
    }
    if (!firstAsked(all))
        builder.ruleOut("socks.credentials-rejected"_L1, "no-sign-in-asked"_L1);
}

void requestRefused(const Observations &observed, const QList<SocksView> &all,
                    const SocksView &socks, QList<Finding> &found)
{
    if (!socks.isRequest() || !socks.isAnswered() || socks.isEstablished())
        return;
    const QString code = QString::number(socks.answer.code);
    const QString problem = reachProblemOf(socks);
    if (!problem.isEmpty()) {
        FindingBuilder builder(observed, "proxy.target-unreachable"_L1);
        builder.about(*socks.view)
            .param("pageReason"_L1, {})
            .param("proxyError"_L1, {})
            .param("problem"_L1, problem)
            .stage(StageId::Tunnel)
            .confidence(Confidence::Certain)
            .show(replyLine(socks))
            .show(requestLine(socks));
        showSignIn(builder, all);
        builder.ruleOut("socks.request-refused"_L1, "proxy-says-it-tried"_L1)
            .ruleOut("origin.server-error"_L1, "tunnel-never-open"_L1);
        found.append(builder.done());
        return;
    }
    FindingBuilder builder(observed, "socks.request-refused"_L1);
    builder.about(*socks.view)
        .param("code"_L1, code)
        .confidence(Confidence::Certain)
        .show(replyLine(socks))
        .show(requestLine(socks));
    showSignIn(builder, all);
    if (socks.answer.code == socksreply::notAllowed)
        builder.ruleOut("proxy.target-unreachable"_L1, "socks-rule-refuses"_L1);
    builder.ruleOut("origin.refused"_L1, "tunnel-never-open"_L1);
    found.append(builder.done());
}

bool isLoopbackRemote(const QString &remote)
{
    return remote.startsWith("127."_L1) || remote.startsWith("[::1]"_L1);
}

/// RFC 1929 section 3: the password travels as it is.
void passwordInClear(const Observations &observed, const QList<SocksView> &all,
                     QList<Finding> &found)
{
    if (observed.loopback)
        return;
    for (const SocksView &socks : all) {
        if (!socks.isSignIn() || isLoopbackRemote(socks.view->exchange->remote))
            continue;
        FindingBuilder builder(observed, "socks.password-in-clear"_L1);
        builder.about(*socks.view)
            .confidence(Confidence::Certain)
            .show(passwordLine(socks, "socks.password-in-clear"_L1));
        found.append(builder.done());
        return;
    }
}

} // namespace

QList<Finding> socksFindings(const Observations &observed)
{
    QList<Finding> found;
    isSocks(observed, found);
    const QList<SocksView> all = socksViews(observed);
    for (const SocksView &socks : all) {
        otherProtocol(observed, socks, found);
        noAnswer(observed, all, socks, found);
        noMethod(observed, socks, found);
        requestRefused(observed, all, socks, found);
    }
    notSent(observed, all, found);
    passwordRefused(observed, all, found);
    passwordInClear(observed, all, found);
    return found;
}

bool showSocksSignIn(const Observations &observed, FindingBuilder &builder)
{
    const QList<SocksView> all = socksViews(observed);
    const SocksView *asked = firstAsked(all);
    const auto accepted = std::find_if(all.begin(), all.end(),
                                       [](const SocksView &socks) { return socks.isAccepted(); });
    if (!asked || accepted == all.end())
        return false;
    builder.show(methodLine(*asked))
        .show(passwordLine(*accepted, "socks.password-sent"_L1))
        .show(bodySpan(*accepted->view, accepted->answer.codeSpan, "socks.sign-in-accepted"_L1));
    return true;
}

void showSocksOpening(const Observations &observed, FindingBuilder &builder)
{
    const QList<SocksView> all = socksViews(observed);
    for (const SocksView &socks : all) {
        if (socks.sent.kind == SocksKind::Greeting && socks.isAnswered())
            builder.show(methodLine(socks));
        else if (socks.isEstablished())
            builder.show(replyLine(socks));
        else
            continue;
        return;
    }
}

} // namespace pt
