// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/Rules.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QString seconds(qint64 ms)
{
    return QString::number(qMax<qint64>(1, (ms + 500) / 1000));
}

Evidence attemptEvidence(const AddressAttempt &attempt)
{
    return caseValue(EvidenceSource::Connect, attempt.address + u':' + QString::number(attempt.port),
                     "connect.attempt"_L1,
                     {{u"address"_s, attempt.address},
                      {u"port"_s, QString::number(attempt.port)},
                      {u"outcome"_s, toString(attempt.outcome)},
                      {u"detail"_s, attempt.detail},
                      {u"seconds"_s, seconds(attempt.durationMs)}});
}

void nameNotResolved(const Observations &observed, QList<Finding> &found)
{
    const auto &resolution = observed.theCase().resolution;
    if (!resolution)
        return;
    switch (resolution->outcome) {
    case ResolveOutcome::NotFound:
    case ResolveOutcome::NoAnswer:
    case ResolveOutcome::NoNetwork:
    case ResolveOutcome::TimedOut:
        break;
    case ResolveOutcome::Resolved:
    case ResolveOutcome::Literal:
    case ResolveOutcome::Cancelled:
        return;
    }
    const QString outcome = toString(resolution->outcome);
    const QString name = resolution->name.isEmpty() ? observed.theCase().input.endpoint.host
                                                    : resolution->name;
    FindingBuilder builder(observed, "network.name-not-resolved"_L1);
    builder.param("name"_L1, name)
        .param("outcome"_L1, outcome)
        .param("detail"_L1, resolution->detail)
        .confidence(Confidence::Certain)
        .show(caseValue(EvidenceSource::Resolution, name, "resolution.failed"_L1,
                        {{u"name"_s, name}, {u"outcome"_s, outcome},
                         {u"detail"_s, resolution->detail}}));
    const QList<InputProblem> &problems = observed.theCase().input.problems;
    const bool split = std::any_of(problems.begin(), problems.end(), [](const InputProblem &p) {
        return p.kind == InputProblemKind::ReservedCharacter;
    });
    if (!split)
        builder.ruleOut("input.reserved-character-in-url"_L1, "name-as-meant"_L1,
                        {{u"name"_s, name}});
    found.append(builder.done());
}

/// All attempts as one outcome. An address of a family this computer has no way for says nothing where
/// another one does; where they differ, the one that took time tells more than the one that did not.
void notConnected(const Observations &observed, QList<Finding> &found)
{
    QList<AddressAttempt> tried;
    for (const AddressAttempt &attempt : observed.theCase().connects) {
        if (attempt.outcome == ConnectOutcome::Connected)
            return;
        if (attempt.outcome != ConnectOutcome::Cancelled)
            tried.append(attempt);
    }
    if (tried.isEmpty())
        return;
    const auto any = [&tried](ConnectOutcome outcome) {
        return std::any_of(tried.begin(), tried.end(), [outcome](const AddressAttempt &attempt) {
            return attempt.outcome == outcome;
        });
    };
    const bool refused = any(ConnectOutcome::Refused);
    const bool timedOut = any(ConnectOutcome::TimedOut);
    const bool mixed = refused && timedOut;
    QLatin1StringView cause = "network.unreachable"_L1;
    if (timedOut)
        cause = "network.timed-out"_L1;
    else if (refused)
        cause = observed.loopback ? "endpoint.local-helper-not-running"_L1 : "network.refused"_L1;

    QStringList addresses;
    qint64 longest = 0;
    QString detail;
    for (const AddressAttempt &attempt : tried) {
        if (!addresses.contains(attempt.address))
            addresses.append(attempt.address);
        longest = qMax(longest, attempt.durationMs);
        if (detail.isEmpty())
            detail = attempt.detail;
    }
    const QString port = QString::number(tried.first().port);
    FindingBuilder builder(observed, cause);
    builder.param("addresses"_L1, addresses.join(", "_L1)).param("port"_L1, port);
    if (cause == "network.timed-out"_L1)
        builder.param("seconds"_L1, seconds(longest));
    if (cause == "network.unreachable"_L1)
        builder.param("detail"_L1, detail);
    const bool vague = cause == "network.unreachable"_L1 && !any(ConnectOutcome::Unreachable);
    builder.confidence(mixed || vague ? Confidence::Likely : Confidence::Certain);
    for (const AddressAttempt &attempt : tried.mid(0, 8))
        builder.show(attemptEvidence(attempt));
    const QString address = tried.first().address;
    if (cause == "network.refused"_L1) {
        builder.ruleOut("endpoint.local-helper-not-running"_L1, "not-loopback"_L1,
                        {{u"address"_s, address}});
    } else if (cause == "endpoint.local-helper-not-running"_L1) {
        builder.ruleOut("network.refused"_L1, "is-loopback"_L1, {{u"address"_s, address}});
    }
    found.append(builder.done());
}

QString endOfAddress(const QString &remote)
{
    const QString address = remote.left(remote.lastIndexOf(u':'));
    return address.startsWith(u'[') ? address.mid(1, address.size() - 2) : address;
}

bool isIpv6(const QString &address)
{
    return address.contains(u':') && !address.startsWith("::ffff:"_L1, Qt::CaseInsensitive);
}

/// What is compared of two answers to the same question.
QStringList offerOf(const ExchangeView &view)
{
    QStringList offer = schemeNames(view.proxyChallenges);
    for (QString &name : offer)
        name = name.toLower();
    offer.sort();
    offer.append(realmOf(view));
    return offer;
}

/// Two nodes of one proxy have names of their own, so another Via alone is no difference. Whether a
/// website answers 200 or 304 is none of the proxy's.
bool differ(const ExchangeView &a, const ExchangeView &b)
{
    if (a.readable() != b.readable())
        return true;
    if (a.status != b.status)
        return a.status >= 400 || b.status >= 400;
    return a.status == 407 && offerOf(a) != offerOf(b);
}

bool isUseless(const ExchangeView &view)
{
    return !view.readable() || view.status >= 500;
}

bool isUseful(const ExchangeView &view)
{
    return view.status == 407 || (view.status >= 200 && view.status < 400);
}

Evidence addressEvidence(const ExchangeView &view)
{
    const QString address = endOfAddress(view.exchange->remote);
    if (!view.readable()) {
        return howItEnded(view, "address.no-answer"_L1,
                          {{u"address"_s, address}, {u"end"_s, toString(view.exchange->end)}});
    }
    const HttpField *via = view.response->field("Via");
    return statusLine(view, "address.answered"_L1,
                      {{u"address"_s, address},
                       {u"schemes"_s, schemeNames(view.proxyChallenges).join(", "_L1)},
                       {u"realm"_s, realmOf(view)},
                       {u"via"_s, via ? textOf(via->value) : QString()}});
}

/// The proxy's name stands for several addresses, and not all of them do the same.
void someAddressesFail(const Observations &observed, QList<Finding> &found)
{
    QList<AddressAttempt> connected;
    QList<AddressAttempt> failed;
    for (const AddressAttempt &attempt : observed.theCase().connects) {
        if (attempt.outcome == ConnectOutcome::Connected)
            connected.append(attempt);
        else if (attempt.outcome != ConnectOutcome::Cancelled)
            failed.append(attempt);
    }
    if (connected.isEmpty())
        return;
    // This computer has no way for the whole family, mostly IPv6: no fault of the address's.
    failed.removeIf([&connected](const AddressAttempt &attempt) {
        return attempt.outcome == ConnectOutcome::Unreachable
            && std::none_of(connected.cbegin(), connected.cend(),
                            [&attempt](const AddressAttempt &other) {
                                return isIpv6(other.address) == isIpv6(attempt.address);
                            });
    });
    const ExchangeView *used = nullptr;
    QList<const ExchangeView *> different;
    for (const ExchangeView &other : observed.otherAddresses) {
        if (other.exchange->end == ExchangeEnd::Cancelled)
            continue;
        for (const ExchangeView *view : observed.wishes()) {
            if (!used && view->kind == other.kind && view->target == other.target
                && view->sentScheme.isEmpty()) {
                used = view;
            }
        }
        if (used && used->exchange->end != ExchangeEnd::Cancelled && differ(*used, other))
            different.append(&other);
    }
    if (failed.isEmpty() && different.isEmpty())
        return;

    QStringList failing;
    QStringList working;
    bool timedOut = false;
    for (const AddressAttempt &attempt : std::as_const(failed)) {
        failing.append(attempt.address);
        timedOut = timedOut || attempt.outcome == ConnectOutcome::TimedOut;
    }
    for (const AddressAttempt &attempt : std::as_const(connected))
        working.append(attempt.address);
    bool usedIsWorse = false;
    bool asksOtherwise = false;
    QStringList others;
    for (const ExchangeView *view : std::as_const(different)) {
        others.append(endOfAddress(view->exchange->remote));
        usedIsWorse = usedIsWorse || (isUseless(*used) && isUseful(*view));
        asksOtherwise = asksOtherwise || view->status == 407 || used->status == 407
            || view->readable() != used->readable();
    }
    const bool sure = different.isEmpty() ? !timedOut : asksOtherwise;
    FindingBuilder builder(observed, "network.some-addresses-fail"_L1);
    builder.param("differs"_L1, different.isEmpty() ? u"connect"_s
                      : failed.isEmpty()            ? u"answer"_s
                                                    : u"both"_s)
        .param("failing"_L1, failing.join(", "_L1))
        .param("working"_L1, working.join(", "_L1))
        .param("others"_L1, others.join(", "_L1))
        .param("used"_L1, used ? endOfAddress(used->exchange->remote) : working.first())
        .severity(usedIsWorse ? Severity::Error : Severity::Warning)
        .confidence(sure ? Confidence::Certain : Confidence::Likely);
    for (const AddressAttempt &attempt : std::as_const(failed))
        builder.show(attemptEvidence(attempt));
    if (different.isEmpty()) {
        for (const AddressAttempt &attempt : connected.first(qMin<qsizetype>(connected.size(), 3)))
            builder.show(attemptEvidence(attempt));
    } else {
        builder.show(addressEvidence(*used));
        for (const ExchangeView *view : std::as_const(different))
            builder.show(addressEvidence(*view));
    }
    if (!failed.isEmpty()) {
        builder.ruleOut(timedOut ? "network.timed-out"_L1 : "network.refused"_L1, "connected"_L1,
                        {{u"address"_s, working.first()}});
    }
    found.append(builder.done());
}

bool isCut(ExchangeEnd end)
{
    return end == ExchangeEnd::Reset || end == ExchangeEnd::ClosedByPeer;
}

bool isSilent(ExchangeEnd end)
{
    return end == ExchangeEnd::IdleTimeout || end == ExchangeEnd::TotalTimeout;
}

/// The CONNECT without credentials that was dropped, where the one with credentials went through.
bool droppedWithoutChallenge(const Observations &observed, QList<Finding> &found)
{
    const ExchangeView *dropped = nullptr;
    const ExchangeView *passed = nullptr;
    for (const ExchangeView &view : observed.views) {
        if (view.kind != RequestKind::Connect)
            continue;
        if (view.sentScheme.isEmpty() && !view.answered() && isCut(view.exchange->end) && !dropped)
            dropped = &view;
        if (!view.sentScheme.isEmpty() && view.status >= 200 && view.status < 300)
            passed = &view;
    }
    if (!dropped || !passed)
        return false;
    FindingBuilder builder(observed, "tunnel.dropped-without-challenge"_L1);
    builder.about(*dropped)
        .confidence(Confidence::Certain)
        .show(howItEnded(*dropped, "exchange.closed-without-answer"_L1,
                         {{u"method"_s, dropped->method}}))
        .show(requestLine(*dropped, "request.no-credentials"_L1, {{u"method"_s, dropped->method}}))
        .show(statusLine(*passed, "status.tunnel-open"_L1))
        .show(credentialsLine(*passed))
        .ruleOut("network.reset"_L1, "connect-sign-in-accepted"_L1,
                 {{u"status"_s, QString::number(passed->status)}});
    found.append(builder.done());
    return true;
}

/// The signed-in request got no answer on the connection of the 407, but passed on another one.
const ExchangeView *retryIgnored(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView &silent : observed.views) {
        const bool quiet = isSilent(silent.exchange->end);
        if (silent.sentScheme.isEmpty() || silent.answered() || !silent.toProxy()
            || silent.exchange->connection == 0 || silent.exchange->leg > 0
            || (!quiet && !isCut(silent.exchange->end))) {
            continue;
        }
        const ExchangeView *asked = nullptr;
        const ExchangeView *passed = nullptr;
        for (const ExchangeView &other : observed.views) {
            if (other.asksForSignIn() && other.exchange->connection == silent.exchange->connection
                && other.exchange->id < silent.exchange->id) {
                asked = &other;
            }
            if (other.exchange->id > silent.exchange->id && !other.sentScheme.isEmpty()
                && other.kind == silent.kind && other.readable() && other.status != 407
                && other.exchange->connection != silent.exchange->connection) {
                passed = &other;
            }
        }
        if (!asked || !passed)
            continue;
        FindingBuilder builder(observed, "proxy.retry-ignored"_L1);
        // Most programs go on by themselves where a kept connection is closed, none where nothing
        // is said on it.
        builder.about(silent)
            .param("method"_L1, silent.method)
            .param("end"_L1, toString(silent.exchange->end))
            .param("seconds"_L1, quiet ? seconds(silent.exchange->durationMs) : QString())
            .severity(quiet ? Severity::Error : Severity::Warning)
            .confidence(quiet ? Confidence::Certain : Confidence::Likely)
            .show(statusLine(*asked, "status.asks-for-sign-in"_L1))
            .show(credentialsLine(silent));
        if (quiet) {
            builder.show(howItEnded(silent, "exchange.silent"_L1,
                                    {{u"method"_s, silent.method},
                                     {u"seconds"_s, seconds(silent.exchange->durationMs)}}));
        } else {
            builder.show(howItEnded(silent,
                                    silent.exchange->end == ExchangeEnd::Reset
                                        ? "exchange.reset-without-answer"_L1
                                        : "exchange.closed-without-answer"_L1,
                                    {{u"method"_s, silent.method}}));
        }
        builder.show(statusLine(*passed, "status.accepted"_L1))
            .ruleOut(quiet ? "network.no-reply"_L1 : "network.reset"_L1, "new-connection-passes"_L1,
                     {{u"status"_s, QString::number(passed->status)}});
        found.append(builder.done());
        return &silent;
    }
    return nullptr;
}

void noAnswer(const Observations &observed, QList<Finding> &found)
{
    const bool dropped = droppedWithoutChallenge(observed, found);
    const ExchangeView *ignored = retryIgnored(observed, found);
    bool anyAnswer = false;
    for (const ExchangeView &view : observed.views)
        anyAnswer = anyAnswer || (view.toProxy() && view.answered());

    bool cutSeen = false;
    bool silentSeen = false;
    for (const ExchangeView *view : observed.wishes()) {
        const Exchange &exchange = *view->exchange;
        if (view->answered() || view == ignored || exchange.form == ExchangeForm::Imported)
            continue;
        // Asked once more, and answered: the loss of the first explains nothing.
        const bool madeUp = std::any_of(
            observed.views.cbegin(), observed.views.cend(), [view](const ExchangeView &later) {
                return later.exchange->id > view->exchange->id && later.readable()
                    && later.kind == view->kind && later.target == view->target
                    && later.sentScheme == view->sentScheme;
            });
        if (madeUp)
            continue;
        const bool cut = isCut(exchange.end);
        const bool silent = isSilent(exchange.end);
        if ((!cut && !silent) || (cut && (cutSeen || dropped)) || (silent && silentSeen))
            continue;
        (cut ? cutSeen : silentSeen) = true;
        const QLatin1StringView cause = cut ? "network.reset"_L1 : "network.no-reply"_L1;
        FindingBuilder builder(observed, cause);
        builder.about(*view).param("method"_L1, view->method);
        const bool reset = exchange.end == ExchangeEnd::Reset;
        if (cut) {
            const bool before = exchange.endDetail == "closed-before-request"_L1;
            builder.param("end"_L1, toString(exchange.end))
                .param("phase"_L1, before ? u"before-request"_s : u"after-request"_s)
                .show(howItEnded(*view,
                                 before      ? "exchange.ended-before-request"_L1
                                     : reset ? "exchange.reset-without-answer"_L1
                                             : "exchange.closed-without-answer"_L1,
                                 {{u"method"_s, view->method},
                                  {u"end"_s, toString(exchange.end)}}));
        } else {
            builder.param("seconds"_L1, seconds(exchange.durationMs))
                .show(howItEnded(*view, "exchange.silent"_L1,
                                 {{u"method"_s, view->method},
                                  {u"seconds"_s, seconds(exchange.durationMs)}}));
        }
        // That nothing came is certain. That the port speaks no other protocol is not.
        builder.confidence(silent && !anyAnswer ? Confidence::Certain : Confidence::Likely)
            .show(credentialsLine(*view));
        if (anyAnswer) {
            // The proxy talks, only not to this request: an earlier failure explains more.
            builder.stage(view->kind == RequestKind::Connect
                              ? StageId::Tunnel
                              : (view->sentScheme.isEmpty() ? StageId::Target : StageId::SignIn));
        }
        builder.ruleOut("endpoint.not-http"_L1, "no-answer-came"_L1);
        if (cut) {
            const bool plain = view->kind != RequestKind::Connect;
            if (plain)
                builder.ruleOut("tunnel.dropped-without-challenge"_L1, "plain-request-cut-too"_L1);
            if (!exchange.remote.isEmpty())
                builder.ruleOut("network.refused"_L1, "connected"_L1,
                                {{u"address"_s, exchange.remote}});
        } else if (!exchange.remote.isEmpty()) {
            builder.ruleOut("network.timed-out"_L1, "connected"_L1,
                            {{u"address"_s, exchange.remote}});
        }
        found.append(builder.done());
    }
}

} // namespace

QList<Finding> networkFindings(const Observations &observed)
{
    QList<Finding> found;
    nameNotResolved(observed, found);
    notConnected(observed, found);
    someAddressesFail(observed, found);
    noAnswer(observed, found);
    return found;
}

} // namespace pt
