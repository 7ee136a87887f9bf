// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/WatchRounds.h"

#include "diagnosis/NtlmSight.h"
#include "diagnosis/Observations.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 80;
constexpr qsizetype mostNames = 8;

void addName(QStringList &names, QByteArrayView name)
{
    const QString text = textOf(name.trimmed(), longestName);
    if (!text.isEmpty() && names.size() < mostNames && !names.contains(text, Qt::CaseInsensitive))
        names.append(text);
}

/// Of a list in which every node adds itself at the end, as in Via (RFC 9110 section 7.6.3) and
/// Cache-Status (RFC 9211 section 2): the one next to this computer.
QByteArray lastMember(const QByteArray &list)
{
    int depth = 0;
    bool quoted = false;
    qsizetype from = 0;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const char c = list.at(i);
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == '(')
            ++depth;
        else if (!quoted && c == ')')
            depth = std::max(0, depth - 1);
        else if (!quoted && depth == 0 && c == ',')
            from = i + 1;
    }
    return list.mid(from).trimmed();
}

/// Names that only a proxy's own answer may be asked for: on a page of a site they are those of the
/// site's machines.
void addNames(QStringList &names, const ExchangeView &view)
{
    if (!view.response || view.by != Answerer::Proxy
        || (!view.bySure && view.kind != RequestKind::Connect && view.status != 407)) {
        return;
    }
    const HttpHead &head = *view.response;
    if (const auto vias = head.all("Via"); !vias.isEmpty()) {
        // "1.1 proxy1.example (squid)": protocol, name, comment
        const QByteArray via = lastMember(vias.last()->value);
        addName(names, via.simplified().split(' ').value(1));
    }
    for (const char *field : {"X-Cache", "X-Cache-Lookup"}) {
        if (const HttpField *cache = head.field(field)) {
            const qsizetype from = cache->value.indexOf(" from ");
            if (from >= 0)
                addName(names,
                        cache->value.mid(from + 6).trimmed().split(' ').first().split(':').first());
        }
    }
    if (const auto states = head.all("Cache-Status"); !states.isEmpty()) {
        QByteArray name = lastMember(states.last()->value).split(';').first().trimmed();
        name.replace('"', QByteArray());
        addName(names, name);
    }
    for (const char *field : {"X-Squid-Node", "X-Proxy-Node", "X-Node", "X-Served-By"}) {
        if (const HttpField *node = head.field(field))
            addName(names, node->value);
    }
}

QStringList nodesOf(const Observations &observed)
{
    QStringList names;
    for (const NtlmQuestion &question : ntlmQuestions(observed)) {
        if (question.isSound())
            addName(names, question.read.node().toUtf8());
    }
    for (const ExchangeView *view : observed.wishes())
        addNames(names, *view);
    std::sort(names.begin(), names.end());
    return names;
}

void takeStatuses(WatchRound &round, const Observations &observed)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (view->kind != RequestKind::Plain && view->kind != RequestKind::Connect)
            continue;
        const bool plain = view->kind == RequestKind::Plain;
        if (view->exchange->answeredScheme.isEmpty()) {
            std::optional<int> &status = plain ? round.plainStatus : round.connectStatus;
            if (!status)
                status = view->status;
        } else if (!view->exchange->answerGoesOn) {
            (plain ? round.signedPlainStatus : round.signedConnectStatus) = view->status;
        }
        for (const Challenge &challenge : view->proxyChallenges) {
            const QString scheme = textOf(challenge.scheme, longestName).toLower();
            if (!scheme.isEmpty() && round.schemes.size() < mostNames
                && !round.schemes.contains(scheme))
                round.schemes.append(scheme);
        }
    }
    std::sort(round.schemes.begin(), round.schemes.end());
}

void takeConnection(WatchRound &round, const Case &value)
{
    for (const Exchange &exchange : value.exchanges) {
        if (exchange.form == ExchangeForm::InsideTunnel || exchange.control)
            continue;
        if (round.address.isEmpty()) {
            round.address = exchange.remote;
            round.localAddress = exchange.localAddress;
        }
        if (!round.answerMs && exchange.firstByteMs >= 0
            && exchange.form != ExchangeForm::PortProbe)
            round.answerMs = exchange.firstByteMs - exchange.startedMs;
        if (round.certificate.isEmpty() && exchange.tls && !exchange.tls->chain.isEmpty())
            round.certificate = exchange.tls->chain.first().sha256;
    }
    for (const AddressAttempt &attempt : value.connects) {
        if (attempt.outcome != ConnectOutcome::Connected)
            continue;
        const QString address = ProxyEndpoint{{}, attempt.address, attempt.port}.authority();
        if (round.address.isEmpty()) {
            round.address = address;
            round.localAddress = attempt.localAddress;
        }
        if (!round.connectMs && round.address == address)
            round.connectMs = attempt.durationMs;
    }
}

const StageResult *stageOf(const Case &value, StageId id)
{
    for (const StageResult &stage : value.stages) {
        if (stage.id == id)
            return &stage;
    }
    return nullptr;
}

WatchSignIn signInOf(const Case &value, const Observations &observed, bool withheld)
{
    const StageResult *stage = stageOf(value, StageId::SignIn);
    if (value.attempts.rejected > 0)
        return WatchSignIn::Refused;
    if (observed.firstAccepted() || (stage && stage->code == "signed-in"_L1))
        return WatchSignIn::Accepted;
    if (value.attempts.sent > 0)
        return WatchSignIn::Unheard;
    if (stage && stage->status == StageStatus::Failed)
        return withheld ? WatchSignIn::Withheld : WatchSignIn::NotTried;
    if (observed.signInAsked)
        return withheld ? WatchSignIn::Withheld : WatchSignIn::NotTried;
    return stage && stage->status == StageStatus::Skipped ? WatchSignIn::NotAsked
                                                          : WatchSignIn::NotTried;
}

} // namespace

WatchRound watchRound(const Case &value, const Diagnosis &diagnosis, bool withheld)
{
    const Observations observed = observe(value);
    WatchRound round;
    round.startedUtc = value.environment.startedUtc;
    if (!diagnosis.findings.isEmpty()) {
        round.verdict = diagnosis.verdict().cause;
        round.severity = diagnosis.verdict().severity;
    }
    round.signIn = signInOf(value, observed, withheld);
    // What a Case without a sign-in gives where nothing else is wrong.
    static const QStringList asks{u"credentials.missing"_s, u"credentials.incomplete"_s,
                                  u"scheme.none-usable"_s, u"kerberos.unavailable"_s};
    round.asksOnly = round.signIn == WatchSignIn::Withheld && asks.contains(round.verdict);
    takeStatuses(round, observed);
    takeConnection(round, value);
    round.nodes = nodesOf(observed);
    round.server = observed.proxyServer.left(longestName);
    return round;
}

} // namespace pt
